import Diagnostics
import Files

/// What lies in the site folder, before anything in it is understood.
struct SiteWalk: Sendable {
  /// A file of records.
  struct Source: Sendable {
    /// Path below the site.
    let path: String
    let kind: RecordPart.Kind
    /// What the file system told of it before it was read; nil where it was changed just now, and may change again
    /// without its times telling.
    let identity: FileIdentity?
    /// The version of the ledger that it is known to hold: it need not be read.
    var remembered: KnownVersion?
  }

  /// Record files in byte order of their paths.
  private(set) var sources: [Source] = []
  /// Links and other things in the place of records, which are never followed.
  private(set) var refused: [FileEntry] = []
  /// Files that are no record; some are bodies that documents name.
  private(set) var others: [String] = []
  /// What lies beside the site's own folders and looks as if it was meant for one of them, with that folder.
  private(set) var misplaced: [(entry: FileEntry, home: String)] = []
  /// Everything in attachments/ and documents/.
  private(set) var entries: [FileEntry] = []

  /// Walks records/, documents/ and attachments/.
  init(_ folder: Folder) throws(FileFault) {
    try walk(folder, "records", ["md": .record, "csv": .row])
    try walk(folder, "documents", ["xml": .document])
    var found: [FileEntry] = []
    try folder.walk("attachments") { entry, _ in found.append(entry) }
    entries += found
    misplaced = try folder.entries().compactMap { entry in SiteFolders.home(of: entry).map { (entry, $0) } }
  }

  /// Marks files that need not be read, since they are as they were when they held a version of the ledger.
  mutating func recognise(_ remembered: [String: RememberedFile]) {
    guard !remembered.isEmpty else { return }
    for at in sources.indices {
      guard let identity = sources[at].identity, let known = remembered[sources[at].path], known.identity == identity
      else { continue }
      sources[at].remembered = known.version
    }
  }

  private mutating func walk(
    _ folder: Folder, _ name: String, _ kinds: [String: RecordPart.Kind]
  ) throws(FileFault) {
    var sources: [Source] = []
    var refused: [FileEntry] = []
    var others: [String] = []
    var all: [FileEntry] = []
    let now = FileIdentity.clock()
    try folder.walkFound(name) { found in
      let entry = found.entry
      if name == "documents" { all.append(entry) }
      if entry.kind != .file {
        refused.append(entry)
      } else if let kind = kinds[RecordPath.extension(entry.path)] {
        let identity = kind == .record ? found.identity.flatMap { $0.isSettled(at: now) ? $0 : nil } : nil
        sources.append(Source(path: entry.path, kind: kind, identity: identity))
      } else {
        others.append(entry.path)
      }
    }
    self.sources += sources
    self.refused += refused
    self.others += others
    entries += all
  }
}
