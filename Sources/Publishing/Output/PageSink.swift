import Records
import Review

/// Where rendered files go: a staging folder, or memory for a draft. May be written to from several threads.
protocol PageSink: Sendable {
  /// Takes one file of the site; a path that is taken already is a fault.
  func write(_ bytes: UnsafeBufferPointer<UInt8>, to path: String, source: Manifest.Source?) throws
  /// Begins a file that shows no single record and comes in pieces.
  func begin(_ path: String) throws -> any PageStream
  /// Makes a piece of such a file ready. May be called from several threads.
  func piece(_ bytes: [UInt8]) -> PagePiece
  /// Takes files over from the site that is replaced.
  ///
  /// - Returns: whether it could; if not, they have to be rendered.
  ///
  /// - Parameter places: of the files in the manifest of that site.
  func keep(_ places: Range<Int>) -> Bool
  /// Paths of all files that it took so far.
  var paths: Set<String> { get }
}

/// A file of a site that comes in pieces, one after another: those of a large site are megabytes.
protocol PageStream {
  mutating func add(_ piece: PagePiece) throws
  /// Ends it; without this it is no file of the site.
  mutating func finish() throws
}

/// A piece of a file: whole lines, so that nothing that is looked for lies in two of them.
struct PagePiece: Sendable {
  let bytes: [UInt8]
  /// Whether it has to be looked at closely.
  var isSuspect = false
}

extension PageSink {
  func piece(_ bytes: [UInt8]) -> PagePiece { PagePiece(bytes: bytes) }

  func keep(_ places: Range<Int>) -> Bool { false }

  func write(_ bytes: [UInt8], to path: String, source: Manifest.Source?) throws {
    try bytes.withUnsafeBufferPointer { try write($0, to: path, source: source) }
  }

  /// Takes a file that shows no single record.
  func write(_ bytes: [UInt8], to path: String) throws { try write(bytes, to: path, source: nil) }
}

/// Where the bytes of records come from: approved snapshots, or working files for a draft.
protocol RecordBytes {
  /// The body of a version; empty for a record without one.
  func body(of record: Record, _ version: Version) throws -> [UInt8]
  /// Holds a page that is made anew against what approved it.
  func vouch(for page: PublicationPlan.Page) throws
  /// The bytes of one part.
  func bytes(of part: PartReference, in record: RecordID) throws -> [UInt8]
}

extension RecordBytes {
  func vouch(for page: PublicationPlan.Page) throws {}
}

extension SnapshotSource: RecordBytes {}
