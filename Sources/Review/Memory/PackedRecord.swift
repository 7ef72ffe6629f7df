import Catalogue
import Records
import Values

/// How parsed records are written in the ledger's memory.
extension Packer {
  mutating func record(_ value: Record) {
    text(value.id.rawValue)
    sharedText("\(value.column)")
    count(value.fields.count)
    for (field, value) in value.fields {
      count(field.number)
      switch value {
      case .text(let text):
        count(0)
        self.text(text)
      case .day(let day):
        count(1)
        self.day(day)
      case .list(let items):
        count(2)
        list(items) { $0.sharedText($1) }
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

extension Unpacker {
  mutating func record() -> Record? {
    let id = RecordID(rawValue: text())
    let column = column()
    let count = count()
    var fields = FieldTable<FieldValue>()
    fields.reserveCapacity(min(count, Field.allCases.count))
    for _ in 0..<count where !isBroken {
      guard let field = Field(number: self.count()) else {
        breakOff()
        break
      }
      switch self.count() {
      case 0: fields.set(field, to: .text(text()))
      case 1: fields.set(field, to: .day(day()))
      case 2: fields.set(field, to: .list(list { $0.sharedText() }))
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
