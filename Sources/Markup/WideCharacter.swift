/// Characters of Chinese writing in UTF-8, by their bytes.
enum WideCharacter {
  /// Whether a text ends with one.
  static func ends(_ bytes: some RandomAccessCollection<UInt8>) -> Bool {
    guard let lead = bytes.dropLast(2).last, let last = bytes.last else { return false }
    return last & 0xC0 == 0x80 && isLead(lead)
  }

  /// Whether a text begins with one; the room's own marks are looked through.
  static func begins(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var text = bytes[...]
    while text.starts(with: [0xEF, 0xB7, 0x90]) { text = text.dropFirst(3) }
    guard let lead = text.first, isLead(lead) else { return false }
    return !text.starts(with: StarMarks.mark)
  }

  /// Whether a text ends with one that is no punctuation.
  static func endsInLetter(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    ends(bytes) && isLetter(UnsafeBufferPointer(rebasing: bytes.suffix(3)))
  }

  /// Whether a text begins with one that is no punctuation.
  static func beginsWithLetter(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.first.map(isLead) == true && isLetter(UnsafeBufferPointer(rebasing: bytes.prefix(3)))
  }

  private static func isLetter(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let scalar = String(decoding: bytes, as: UTF8.self).unicodeScalars.first else { return false }
    return scalar.value != 0xFDD0 && CharacterClass(scalar.value).isLetter
  }

  private static func isLead(_ byte: UInt8) -> Bool { (byte >= 0xE3 && byte <= 0xE9) || byte == 0xEF }
}
