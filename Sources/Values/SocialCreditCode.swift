/// 统一社会信用代码: 18 characters with two check characters (GB 32100-2015; GB 11714-1997 inside it).
public struct SocialCreditCode: Hashable, Sendable {
  /// The 18 characters.
  public let text: String

  private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)

  /// Reads a code; nil if its form or either check character is wrong.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 18, SocialCreditCode.organisationCheckHolds(bytes) else { return nil }
    var sum = 0
    var weight = 1
    for byte in bytes.dropLast() {
      guard let value = SocialCreditCode.alphabet.firstIndex(of: byte) else { return nil }
      sum += value * weight
      weight = weight * 3 % 31
    }
    guard SocialCreditCode.alphabet[(31 - sum % 31) % 31] == bytes[17] else { return nil }
    self.text = text
  }

  /// Characters 9-17 are an organisation code whose last character is its check (mod 11).
  private static func organisationCheckHolds(_ bytes: [UInt8]) -> Bool {
    let weights = [3, 7, 9, 10, 5, 8, 4, 2]
    var sum = 0
    for (byte, weight) in zip(bytes[8..<16], weights) {
      switch byte {
      case 0x30...0x39: sum += Int(byte - 0x30) * weight
      case 0x41...0x5A: sum += Int(byte - 0x41 + 10) * weight
      default: return false
      }
    }
    let check = 11 - sum % 11
    let expected: UInt8 = check == 10 ? UInt8(ascii: "X") : check == 11 ? 0x30 : 0x30 + UInt8(check)
    return bytes[16] == expected
  }
}
