/// A value of a PDF file (ISO 32000-1, 7.3).
indirect enum PDFValue {
  case null
  case boolean(Bool)
  case number(Double)
  case name(String)
  case string([UInt8])
  case array([PDFValue])
  case dictionary([String: PDFValue])
  /// A reference to an object by its number.
  case reference(Int)

  /// The dictionary, if it is one.
  var dictionary: [String: PDFValue]? { if case .dictionary(let value) = self { value } else { nil } }
  /// The name, if it is one.
  var name: String? { if case .name(let value) = self { value } else { nil } }
  /// The items, if it is an array.
  var array: [PDFValue]? { if case .array(let value) = self { value } else { nil } }
  /// The bytes, if it is a string.
  var string: [UInt8]? { if case .string(let value) = self { value } else { nil } }
  /// A whole number within a file's size, if it is one.
  var integer: Int? {
    if case .number(let value) = self, value.isFinite, abs(value) < 1e15 { Int(value) } else { nil }
  }
  /// The number of the object referred to.
  var reference: Int? { if case .reference(let value) = self { value } else { nil } }

  /// Text of a string: UTF-16 or UTF-8 with their marks, else what it looks like.
  var text: String? { string.map(PDFValue.text) }

  /// Text string type (ISO 32000-1, 7.9.2.2).
  static func text(_ bytes: [UInt8]) -> String {
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
      return String(decoding: TextDecoding.utf16(bytes, bigEndian: bytes[0] == 0xFE) ?? bytes, as: UTF8.self)
    }
    return TextDecoding.string(bytes)
  }
}
