import Catalogue
import Records
import Values

/// A record's Markdown file as the console writes it: the same front matter and body that a person would type.
struct RecordFile: Sendable {
  let fields: [(field: Field, value: FieldValue)]
  let body: String

  /// The fields in the order people know them, then every other that is set.
  static let order: [Field] = [
    .id, .title, .column, .disclosure, .withholding, .carriers, .unit, .formed, .changed, .summary, .keywords, .topic,
  ]

  /// The file's bytes.
  var bytes: [UInt8] {
    let sorted = fields.sorted { rank($0.field) < rank($1.field) }
    var text = "---\n"
    for (field, value) in sorted {
      text += "\(field.rawValue): \(RecordFile.written(value, field))\n"
    }
    text += "---\n"
    text += body
    if !body.isEmpty, !body.hasSuffix("\n") { text += "\n" }
    return Array(text.utf8)
  }

  private func rank(_ field: Field) -> Int {
    RecordFile.order.firstIndex(of: field) ?? RecordFile.order.count + (Field.allCases.firstIndex(of: field) ?? 0)
  }

  private static func written(_ value: FieldValue, _ field: Field) -> String {
    switch value {
    case .text(let text): field == .column ? quoted(text) : scalar(text)
    case .day(let day): day.description
    case .list(let items): "[" + items.map(scalar).joined(separator: ", ") + "]"
    }
  }

  /// A text that YAML takes as it stands, or else in double quotes.
  private static func scalar(_ text: String) -> String {
    let isPlain =
      !text.isEmpty
      && text.unicodeScalars.allSatisfy { scalar in
        scalar.properties.isIdeographic || (0x30...0x39).contains(scalar.value) || (0x41...0x5A).contains(scalar.value)
          || (0x61...0x7A).contains(scalar.value) || "，。、；：（）《》〈〉〔〕“”！？—·".unicodeScalars.contains(scalar)
      }
    // What begins with a letter or digit alone could be another kind of value in YAML.
    let startsChinese = text.unicodeScalars.first?.properties.isIdeographic ?? false
    return isPlain && startsChinese ? text : quoted(text)
  }

  private static func quoted(_ text: String) -> String { String(decoding: JSON.string(text).bytes, as: UTF8.self) }

  /// A name for a new file, from a title.
  static func name(from title: String) -> String {
    let kept = title.unicodeScalars.map { scalar -> Character in
      let isOut = scalar.value < 0x20 || scalar.value == 0x7F || "/\\:*?\"<>|.#~%".unicodeScalars.contains(scalar)
      return isOut ? "-" : Character(scalar)
    }
    let name = String(kept).split(whereSeparator: \.isWhitespace).joined(separator: "-")
    var trimmed = String(name.prefix(60))
    // A file's name has 255 bytes at most; a number and `.md` come behind, and a name of its own while it is written.
    while trimmed.utf8.count > 180 { trimmed.removeLast() }
    return trimmed.isEmpty || trimmed.allSatisfy { $0 == "-" } ? "新记录" : trimmed
  }
}
