import Catalogue
import Diagnostics
import Values

/// Asks every rule that can be asked of one record alone, and tells all that fail at once.
struct RecordChecker: Sendable {
  let columns: ColumnFinder

  /// Takes the catalogue in force.
  init(_ catalogue: Catalogue) { columns = ColumnFinder(catalogue) }

  /// Checks a record and collects the parts it is made of.
  func check(_ raw: RawRecord, files: inout some RecordFiles) -> CheckedRecord {
    var values = FieldValues(file: raw.file)
    for entry in raw.entries ?? raw.identity { values.read(entry) }
    let (id, isIDKnown) = identify(raw, &values)
    let column = values.column.flatMap { columns.find($0.text) }
    var checked = CheckedRecord(
      id: id, isIDKnown: isIDKnown, title: values.text(.title) ?? "", column: column?.code, record: nil,
      parts: [raw.part], faults: raw.faults, warnings: [], file: raw.file, start: raw.start,
      idPosition: values.id?.position ?? raw.start)
    guard raw.entries != nil else {
      checked.faults.sort { ($0.place ?? Place("")) < ($1.place ?? Place("")) }
      return checked
    }

    checkRequired(raw, &values)
    checkColumn(column, &values)
    checkDisclosure(&values)
    checkTexts(&values)
    checkDays(&values)
    let body = readBody(raw, &values, &files, &checked.parts)
    readAttachments(&values, &files, &checked.parts)
    if let column { checkAdmission(to: column, raw, &values) }

    checked.faults += values.faults
    checked.faults.sort { ($0.place ?? Place("")) < ($1.place ?? Place("")) }
    checked.warnings = raw.warnings + values.warnings
    checked.references = references(of: values)
    if let column, case .related = column.rule { checked.interpretsIn = columns.label(column) }
    if let column, let body, checked.faults.isEmpty, isIDKnown {
      checked.record = Record(id: id, column: column.code, fields: values.values, body: body)
    } else {
      checked.fields = values.values
    }
    return checked
  }

  /// The record's id: what 标识 says, or the default for its file.
  private func identify(_ raw: RawRecord, _ values: inout FieldValues) -> (id: RecordID, isKnown: Bool) {
    let isRow = raw.part.kind == .row
    guard let written = values.id?.text ?? (isRow ? nil : raw.baseID) else {
      if raw.entries != nil { values.fault(raw.start, "本行没有「标识」", remedy: "写一个以后不再改变的编号") }
      return (RecordID(rawValue: raw.fallbackID), false)
    }
    guard let id = RecordID(checking: isRow ? "\(raw.baseID)/\(written)" : written),
      Wording.firstInvisible(in: id.rawValue) == nil
    else {
      values.fault(
        values.id?.position ?? raw.start, "标识\(Wording.quoted(written))不合规则", remedy: "1 到 200 字节，不含控制字符")
      return (RecordID(rawValue: raw.fallbackID), false)
    }
    return (id, true)
  }

  private func references(of values: FieldValues) -> [CheckedRecord.Reference] {
    [Field.related, .replaces].flatMap { field in
      zip(values.list(field), values.itemPlaces[field] ?? []).map {
        CheckedRecord.Reference(field: field, id: RecordID(rawValue: $0), position: $1)
      }
    }
  }

  private func checkRequired(_ raw: RawRecord, _ values: inout FieldValues) {
    for field in Field.required where values.places[field] == nil {
      let remedy: String
      switch field.shape {
      case .choice(let words), .choices(let words):
        remedy = "补写「\(field.rawValue)」：\(words.joined(separator: "、"))"
      case .day: remedy = "补写「\(field.rawValue)」，例如 2024-05-08"
      default: remedy = "补写「\(field.rawValue)」"
      }
      values.fault(field.missingCode, raw.start, "缺少必填字段「\(field.rawValue)」", remedy: remedy)
    }
  }
}
