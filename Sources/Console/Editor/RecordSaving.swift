import Catalogue
import Diagnostics
import Files
import Records
import Review
import Values

/// A form's record on its way to the disk: names picked, bytes made, checked and written within one act, so that nothing of
/// the console's own comes in between.
struct RecordSaving: Sendable {
  let draft: FormPages.Draft
  /// The drafter's 承办科室.
  let unit: String
  /// The record as it was when the form was opened; nil for a new one.
  let original: WorkingRecord?
  let uploads: [Multipart.File]
  /// Where uploads go, below attachments/.
  let folder: String
  let catalogue: Catalogue
  /// The site folder.
  let site: String

  /// What became of it.
  enum Outcome: Sendable {
    /// The record's own file is the first part.
    case saved(Record, [RecordPart])
    /// Somebody changed the file meanwhile; nothing was written.
    case changed
    /// The record breaks rules; nothing was written.
    case faulty([Diagnostic])
  }

  /// Saves the record.
  ///
  /// - Parameter note: told of the bytes of the record's file before they are written; what it throws keeps them from it.
  /// - Throws: `FileFault`; then no file is there that was not there before.
  func run(note: (_ file: Digest, _ record: RecordID) throws -> Void) throws -> Outcome {
    let before = original?.parts.first
    if let before, try Digest(of: Folder(site).read(before.path)) != before.digest { return .changed }
    var taken: [String] = []
    let attached = try uploads.map { upload in
      let name = try RecordSaving.free(upload.name, in: "\(site)/attachments/\(folder)", besides: taken)
      taken.append(name)
      return RecordPart(kind: .attachment, path: "attachments/\(folder)/\(name)", bytes: upload.bytes)
    }
    let path = try before?.path ?? newPath
    let names = draft.attachments + taken.map { "\(folder)/\($0)" }
    let own = RecordPart(kind: .record, path: path, bytes: file(attachments: names).bytes)
    let kept = original?.parts.filter { part in draft.attachments.contains { "attachments/\($0)" == part.path } } ?? []
    let parts = [own] + kept + attached
    let parsed = RecordParser(catalogue: catalogue).parse(parts: parts)
    guard let record = parsed.record else { return .faulty(parsed.faults) }
    try note(own.digest, record.id)
    try put(own, attached)
    return .saved(record, parts)
  }

  /// The record's file: what the form says, and what it does not show, as it was.
  private func file(attachments: [String]) -> RecordFile {
    var fields: [(Field, FieldValue)] = [(.column, .text("\(draft.column.code)")), (.unit, .text(unit))]
    if let original, let file = original.parts.first {
      // A file that states its 标识 keeps it: without it, it would be another record.
      let id = original.record.id.rawValue
      let isStated = FieldLines(in: file.bytes, of: file.kind).line(of: [.id]) != nil
      if isStated || file.path != "records/\(id).md" { fields.append((.id, .text(id))) }
    }
    for (field, text) in draft.values {
      switch field.shape {
      case .list, .choices: fields.append((field, .list(draft.lists[field] ?? [])))
      default: fields.append((field, Day(iso: text).map(FieldValue.day) ?? .text(text)))
      }
    }
    if !attachments.isEmpty { fields.append((.attachments, .list(attachments))) }
    return RecordFile(fields: fields, body: draft.body)
  }

  /// Writes all or nothing.
  private func put(_ own: RecordPart, _ attached: [RecordPart]) throws(FileFault) {
    var made: [String] = []
    do throws(FileFault) {
      for part in attached {
        let file = "\(site)/\(part.path)"
        try OutputFiles.makeFolder(OutputFiles.parent(of: file))
        try OutputFiles.create(file, with: part.bytes)
        made.append(file)
      }
      let file = "\(site)/\(own.path)"
      if original == nil {
        try OutputFiles.makeFolder(OutputFiles.parent(of: file))
        try OutputFiles.create(file, with: own.bytes)
      } else {
        try OutputFiles.replace(file, with: own.bytes)
      }
    } catch {
      for file in made { try? OutputFiles.removeTree(file) }
      throw error
    }
  }

  // MARK: - Names

  private var newPath: String {
    get throws {
      let name = RecordFile.name(from: draft.values[.title] ?? "")
      let free = try RecordSaving.free("\(name).md", in: "\(site)/records/\(draft.column.code)", besides: [])
      return "records/\(draft.column.code)/\(free)"
    }
  }

  /// A name that is free in a folder: the name itself, or with a number.
  private static func free(_ name: String, in folder: String, besides taken: [String]) throws -> String {
    let dot = name.lastIndex(of: ".") ?? name.endIndex
    for number in 1...200 {
      let candidate = number == 1 ? name : "\(name[..<dot])-\(number)\(name[dot...])"
      if !taken.contains(candidate), try OutputFiles.kind(of: "\(folder)/\(candidate)") == nil { return candidate }
    }
    throw FileFault("写入", name, "同名的文件太多")
  }
}
