/// Finds the lines of a record's fields again, for what is said of a record once it is no longer at hand where they stood.
///
///     FieldLines(of: part).line(of: [.carriers])
public struct FieldLines: Sendable {
  private let part: RecordPart.Kind
  private let bytes: [UInt8]

  /// Takes the bytes of a record's own file: a Markdown file, or a document's XML.
  public init(in bytes: [UInt8], of part: RecordPart.Kind) {
    self.bytes = bytes
    self.part = part
  }

  /// The line, from 1, of the first of some fields that stands in the file; nil if none is found. A field written in
  /// another form than one a line is not found.
  public func line(of fields: [Field]) -> Int? { fields.lazy.compactMap(line).first }

  private func line(of field: Field) -> Int? {
    switch part {
    case .record: lineOfKey(Array(field.rawValue.utf8))
    case .document: lineOfElement(Array("<\(field.rawValue)".utf8))
    case .row, .body, .attachment: nil
    }
  }

  /// A line of the front matter that begins with the key and a colon.
  private func lineOfKey(_ key: [UInt8]) -> Int? {
    var number = 0
    for line in bytes.lazy.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      if number > 1, line.starts(with: "---".utf8) { return nil }
      guard line.starts(with: key) else { continue }
      let rest = line.dropFirst(key.count).drop { $0 == 0x20 || $0 == 0x09 }
      if rest.first == UInt8(ascii: ":") { return number }
    }
    return nil
  }

  /// The start tag of an element.
  private func lineOfElement(_ tag: [UInt8]) -> Int? {
    var number = 1
    for (at, byte) in bytes.enumerated() {
      if byte == 0x0A { number += 1 }
      guard byte == UInt8(ascii: "<"), bytes[at...].starts(with: tag), at + tag.count < bytes.count else { continue }
      if [0x20, 0x09, 0x0A, 0x0D, 0x2F, 0x3E].contains(bytes[at + tag.count]) { return number }
    }
    return nil
  }
}
