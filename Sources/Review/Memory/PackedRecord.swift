import Catalogue
import Records
import Values

/// How parsed records are written in the ledger's memory.
extension Packer {
  mutating func record(_ value: Record) {
    text(value.id.rawValue)
    sharedText("\(value.column)")
    list(value.fields) {
      $0.count(FieldNumbers.of[$1.key] ?? 0)
      switch $1.value {
      case .text(let text):
        $0.count(0)
        $0.text(text)
      case .day(let day):
        $0.count(1)
        $0.day(day)
      case .list(let items):
        $0.count(2)
        $0.list(items) { $0.sharedText($1) }
      }
    }
    switch value.body {
    case .none: count(0)
    case .inline(let text):
      count(1)
      self.text(text)
    case .part(let path, let offset, let format):
      count(2)
      text(path)
      count(offset)
      sharedText(format.rawValue)
    }
  }
}

/// Fields by number: telling a field by its word takes longer than all the rest. A memory is read by the program that wrote
/// it and by no other, so that the numbers mean the same.
private enum FieldNumbers {
  static let all = Field.allCases
  static let of = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1, $0) })
}

extension Unpacker {
  mutating func record() -> Record? {
    let id = RecordID(rawValue: text())
    let column = ColumnCode(sharedText())
    let count = count()
    var fields: [Field: FieldValue] = [:]
    fields.reserveCapacity(min(count, Field.allCases.count))
    for _ in 0..<count where !isBroken {
      let number = self.count()
      guard number < FieldNumbers.all.count else {
        breakOff()
        break
      }
      let field = FieldNumbers.all[number]
      switch self.count() {
      case 0: fields[field] = .text(text())
      case 1: fields[field] = .day(day())
      case 2: fields[field] = .list(list { $0.sharedText() })
      default: breakOff()
      }
    }
    let body: Record.Body
    switch self.count() {
    case 0: body = .none
    case 1: body = .inline(text())
    default: body = .part(path: text(), offset: self.count(), format: word(Record.BodyFormat.text))
    }
    guard !isBroken, let column else { return nil }
    return Record(id: id, column: column, fields: fields, body: body)
  }
}
