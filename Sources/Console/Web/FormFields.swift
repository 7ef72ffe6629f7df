/// Names and values of a query or of a submitted form, in order.
struct FormFields: Sendable {
  private(set) var items: [(name: String, value: String)] = []

  /// No fields.
  init() {}

  /// Reads `application/x-www-form-urlencoded`; a piece that is not valid UTF-8 after decoding is left out.
  init(urlEncoded bytes: some Collection<UInt8>) {
    for piece in bytes.split(separator: UInt8(ascii: "&")).prefix(FormFields.limit) {
      let parts = piece.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      guard let first = parts.first, let name = FormFields.decode(first),
        let value = parts.count > 1 ? FormFields.decode(parts[1]) : ""
      else { continue }
      items.append((name, value))
    }
  }

  /// The most fields that are read.
  private static let limit = 2000

  /// Adds a field.
  mutating func add(_ name: String, _ value: String) { items.append((name, value)) }

  /// The first value of a name, without blanks at its ends; empty if absent.
  subscript(name: String) -> String {
    items.first { $0.name == name }.map { FormFields.trimmed($0.value) } ?? ""
  }

  /// The first value of a name as it was sent; nil if absent.
  func raw(_ name: String) -> String? { items.first { $0.name == name }?.value }

  /// Every value of a name.
  func all(_ name: String) -> [String] { items.filter { $0.name == name }.map { FormFields.trimmed($0.value) } }

  static func trimmed(_ text: String) -> String {
    var view = Substring(text)
    while view.first?.isWhitespace == true { view.removeFirst() }
    while view.last?.isWhitespace == true { view.removeLast() }
    return String(view)
  }

  /// Decodes `+` and `%XX`; nil for a broken escape or bytes that are no UTF-8.
  static func decode(_ bytes: some Collection<UInt8>) -> String? {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var rest = bytes.makeIterator()
    while let byte = rest.next() {
      switch byte {
      case UInt8(ascii: "+"): decoded.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        guard let high = rest.next().flatMap(digit), let low = rest.next().flatMap(digit) else { return nil }
        decoded.append(high << 4 | low)
      default: decoded.append(byte)
      }
    }
    guard !decoded.contains(0) else { return nil }
    return String(validating: decoded, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }

  /// Text for the value of a query or a part of a path.
  static func encode(_ text: String) -> String {
    let hex = Array("0123456789ABCDEF".utf8)
    var out: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
        UInt8(ascii: "~"):
        out.append(byte)
      default: out += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
