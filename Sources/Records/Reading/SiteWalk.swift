import Diagnostics
import Files

/// What lies in the site folder, before anything in it is understood.
struct SiteWalk: Sendable {
  /// A file of records.
  struct Source: Sendable {
    /// Path below the site.
    let path: String
    let kind: RecordPart.Kind
    /// What the file system told of it before it was read.
    let identity: FileIdentity?
    /// It is known to hold a version of the ledger, and need not be read.
    let isRemembered: Bool
  }

  /// Record files in byte order of their paths.
  private(set) var sources: [Source] = []
  /// Links and other things in the place of records, which are never followed.
  private(set) var refused: [FileEntry] = []
  /// Files that are no record; some are bodies that documents name.
  private(set) var others: [String] = []
  /// Everything in attachments/ and documents/.
  private(set) var entries: [FileEntry] = []

  /// Walks records/, documents/ and attachments/.
  ///
  /// - Parameter remembered: identities of files that need not be read while they have them.
  init(_ folder: Folder, remembered: [String: FileIdentity]) throws(FileFault) {
    try walk(folder, "records", ["md": .record, "csv": .row], remembered)
    try walk(folder, "documents", ["xml": .document], [:])
    var found: [FileEntry] = []
    try folder.walk("attachments") { entry, _ in found.append(entry) }
    entries += found
  }

  private mutating func walk(
    _ folder: Folder, _ name: String, _ kinds: [String: RecordPart.Kind], _ remembered: [String: FileIdentity]
  ) throws(FileFault) {
    var sources: [Source] = []
    var refused: [FileEntry] = []
    var others: [String] = []
    var all: [FileEntry] = []
    try folder.walkFound(name) { found in
      let entry = found.entry
      if name == "documents" { all.append(entry) }
      if entry.kind != .file {
        refused.append(entry)
      } else if let kind = kinds[RecordPath.extension(entry.path)] {
        let identity = kind == .record ? found.identity : nil
        let isKnown = identity != nil && remembered[entry.path] == identity
        sources.append(Source(path: entry.path, kind: kind, identity: identity, isRemembered: isKnown))
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
