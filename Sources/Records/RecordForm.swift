import Catalogue
import Values

/// The parsed form of a record, kept beside its snapshot so that publishing need not parse again.
///
/// It is only a shortcut: the snapshot's bytes are the truth, and the ledger records the form's digest.
extension Record {
  /// The form as canonical JSON.
  public var form: JSON {
    let members = fields.sorted { $0.key.rawValue < $1.key.rawValue }.map { field, value in
      let json: JSON
      switch value {
      case .text(let text): json = .string(text)
      case .day(let day): json = ["day": .string(day.description)]
      case .list(let items): json = JSON(items)
      }
      return JSON.Member(field.rawValue, json)
    }
    let place: JSON
    switch body {
    case .part(let path, let offset, let format):
      place = ["path": .string(path), "offset": JSON(offset), "format": .string(format.rawValue)]
    case .inline(let text): place = ["text": .string(text)]
    case .none: place = .null
    }
    return [
      "form": "gongkai-form-v1", "id": .string(id.rawValue), "column": .string("\(column)"),
      "fields": .object(members), "body": place,
    ]
  }

  /// Reads a form back; nil if it is not one.
  public init?(form: JSON) {
    guard form["form"]?.text == "gongkai-form-v1", let id = form["id"]?.text.map(RecordID.init(rawValue:)),
      let column = form["column"]?.text.flatMap({ ColumnCode($0) }), let members = form["fields"]?.members,
      let place = form["body"]
    else { return nil }
    var fields = FieldTable<FieldValue>()
    fields.reserveCapacity(members.count)
    for member in members {
      guard let field = Field(rawValue: member.name), let value = FieldValue(form: member.value) else {
        return nil
      }
      fields[field] = value
    }
    guard let body = Body(form: place) else { return nil }
    self.init(id: id, column: column, fields: fields, body: body)
  }
}

extension FieldValue {
  fileprivate init?(form: JSON) {
    switch form {
    case .string(let text): self = .text(text)
    case .array(let items): self = .list(items.compactMap(\.text))
    case .object:
      guard let day = form["day"]?.text.flatMap({ Day(iso: $0) }) else { return nil }
      self = .day(day)
    default: return nil
    }
  }
}

extension Record.Body {
  fileprivate init?(form: JSON) {
    if form == .null {
      self = .none
    } else if let text = form["text"]?.text {
      self = .inline(text)
    } else if let path = form["path"]?.text, let offset = form["offset"]?.integer,
      let format = form["format"]?.text.flatMap(Record.BodyFormat.init(rawValue:))
    {
      self = .part(path: path, offset: Int(offset), format: format)
    } else {
      return nil
    }
  }
}
