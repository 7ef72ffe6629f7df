/// One thing that is wrong with an XML or HTML input.
public struct XMLFault: Error, Sendable, Hashable {
  /// A stable code of this room: `xml.malformed`, `xml.doctype`, `xml.external-entity`, `xml.entity-bomb`,
  /// `xml.too-large`, `xml.too-deep`, `xml.too-many`, `xml.encoding`, `xml.namespace`, `xml.schema`,
  /// `xml.schema-source`, `xml.xpath`, `html.syntax`.
  public let code: String
  /// Line from 1, if known.
  public let line: Int?
  /// Column in characters from 1, if known.
  public let column: Int?
  /// A Chinese sentence for a person.
  public let message: String
  /// libxml2's own English words, for those who search the web; empty if the fault is ours.
  public let detail: String

  /// Makes a fault.
  public init(
    _ code: String, line: Int? = nil, column: Int? = nil, _ message: String, detail: String = ""
  ) {
    self.code = code
    self.line = line
    self.column = column
    self.message = message
    self.detail = detail
  }
}

extension XMLFault: CustomStringConvertible {
  /// `行:列: 说明 [code]`, as far as known.
  public var description: String {
    let place = line.map { line in column.map { "\(line):\($0): " } ?? "\(line): " } ?? ""
    return "\(place)\(message) [\(code)]"
  }
}
