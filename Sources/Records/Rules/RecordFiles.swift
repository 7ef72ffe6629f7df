import Diagnostics

/// The files that records name, wherever they are: on disk, or in a snapshot.
protocol RecordFiles {
  /// The part for a path below the site folder (an attachment, or a document's body).
  mutating func part(_ path: String, kind: RecordPart.Kind) -> Result<RecordPart, RecordFileFault>
}

/// Why a file that a record names can't be taken.
struct RecordFileFault: Error, Hashable {
  let code: String
  let message: String
  let remedy: String

  /// A file that is not there.
  static func missing(_ path: String, nearest: String?) -> RecordFileFault {
    RecordFileFault(
      code: "attachment.missing", message: "文件\(Wording.quoted(path))不存在\(Wording.question(nearest))",
      remedy: "把文件放到 \(path)，或改正路径")
  }

  /// A file that must not be taken.
  static func refused(_ message: String, _ remedy: String) -> RecordFileFault {
    RecordFileFault(code: "record.invalid", message: message, remedy: remedy)
  }
}

/// The files of a snapshot: its own parts, nothing else.
struct SnapshotFiles: RecordFiles {
  private let parts: [String: RecordPart]

  /// Takes the parts of one record.
  init(_ parts: [RecordPart]) {
    self.parts = Dictionary(parts.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func part(_ path: String, kind: RecordPart.Kind) -> Result<RecordPart, RecordFileFault> {
    guard let part = parts[path], part.kind == kind else { return .failure(.missing(path, nearest: nil)) }
    return .success(part)
  }
}
