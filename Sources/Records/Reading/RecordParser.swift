import Catalogue
import Diagnostics

/// A record read from bytes alone.
public struct ParsedRecord: Sendable {
  /// The record; nil if it has a fault.
  public let record: Record?
  /// The id, as far as it could be known.
  public let id: RecordID
  /// Empty where it could not be read.
  public let title: String
  public let column: ColumnCode?
  /// All errors, each with its place.
  public let faults: [Diagnostic]
  /// What is told and holds nothing.
  public let warnings: [Diagnostic]
}

/// Reads records from their parts, without a disk: the same rules, and the same record, as `SiteReader`.
///
///     let parsed = RecordParser(catalogue: .standard).parse(parts: snapshot.parts)
public struct RecordParser: Sendable {
  private let checker: RecordChecker

  /// Takes the catalogue in force.
  public init(catalogue: Catalogue) { checker = RecordChecker(catalogue) }

  /// Reads the record that parts make up: one `.record`, `.row` or `.document`, with the body and attachments
  /// that it names. Places in diagnostics have the parts' paths as files.
  public func parse(parts: [RecordPart]) -> ParsedRecord {
    let mains = parts.filter { [.record, .row, .document].contains($0.kind) }
    guard let main = mains.first, mains.count == 1 else { return Self.nothing(mains.first?.path ?? "") }
    var files = SnapshotFiles(parts)
    let checked = checker.check(Self.raw(main), files: &files)
    return ParsedRecord(
      record: checked.record, id: checked.id, title: checked.title, column: checked.column,
      faults: checked.faults, warnings: checked.warnings)
  }

  private static func raw(_ part: RecordPart) -> RawRecord {
    switch part.kind {
    case .row: CSVFile.row(part)
    case .document: DocumentFile.read(part, file: part.path)
    default: MarkdownFile.read(part, file: part.path)
    }
  }

  private static func nothing(_ path: String) -> ParsedRecord {
    let fault = Diagnostic("record.invalid", at: Place(path), "没有记录，或不止一条", remedy: "核对快照")
    return ParsedRecord(
      record: nil, id: RecordID(rawValue: path), title: "", column: nil, faults: [fault], warnings: [])
  }
}
