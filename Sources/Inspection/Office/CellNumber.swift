/// Numbers as cells store them.
enum CellNumber {
  /// A number without its power of ten where it is whole: `1.10105199003071E+17` is 110105199003071000, whose digits
  /// behind the 15th are lost; a detector shall see 18 digits all the same.
  static func plain(_ text: String) -> (text: String, isRounded: Bool) {
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "E" || $0 == "e" }
    guard parts.count == 2, let power = Int(parts[1]), (0...40).contains(power) else { return (text, false) }
    var sign = ""
    var digits: [UInt8] = []
    var fraction = 0
    var isBehindPoint = false
    for byte in parts[0].utf8 {
      switch byte {
      case UInt8(ascii: "-") where digits.isEmpty: sign = "-"
      case UInt8(ascii: "+") where digits.isEmpty: break
      case UInt8(ascii: ".") where !isBehindPoint: isBehindPoint = true
      case 0x30...0x39:
        digits.append(byte)
        if isBehindPoint { fraction += 1 }
      default: return (text, false)
      }
    }
    guard !digits.isEmpty, fraction <= power else { return (text, false) }
    digits += [UInt8](repeating: 0x30, count: power - fraction)
    return (sign + String(decoding: digits, as: UTF8.self), digits.count >= 16)
  }
}
