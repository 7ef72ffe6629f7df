import Diagnostics
import Files

/// What lies in the site folder, before anything in it is understood.
struct SiteWalk: Sendable {
  /// A file of records: its path below the site, and its bytes or why they can't be had.
  struct Source: Sendable {
    let path: String
    let kind: RecordPart.Kind
    let bytes: Result<[UInt8], FileFault>
  }

  /// Record files in byte order of their paths.
  private(set) var sources: [Source] = []
  /// Links and other things in the place of records, which are never followed.
  private(set) var refused: [FileEntry] = []
  /// Files that are no record; some are bodies that documents name.
  private(set) var others: [String] = []
  /// Everything in attachments/ and documents/.
  private(set) var entries: [FileEntry] = []

  /// Walks records/, documents/ and attachments/ and reads the record files.
  init(_ folder: Folder) throws(FileFault) {
    try walk(folder, "records", ["md": .record, "csv": .row])
    try walk(folder, "documents", ["xml": .document])
    var found: [FileEntry] = []
    try folder.walk("attachments") { entry, _ in found.append(entry) }
    entries += found
  }

  private mutating func walk(
    _ folder: Folder, _ name: String, _ kinds: [String: RecordPart.Kind]
  ) throws(FileFault) {
    var sources: [Source] = []
    var refused: [FileEntry] = []
    var others: [String] = []
    var all: [FileEntry] = []
    try folder.walk(name) { entry, read in
      all.append(entry)
      if entry.kind != .file {
        refused.append(entry)
      } else if let kind = kinds[RecordPath.extension(entry.path)] {
        sources.append(Source(path: entry.path, kind: kind, bytes: read(SiteFiles.textLimit)))
      } else {
        others.append(entry.path)
      }
    }
    self.sources += sources
    self.refused += refused
    self.others += others
    if name == "documents" { entries += all }
  }
}
