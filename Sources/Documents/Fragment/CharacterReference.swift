/// Character references: those that the sanitizer writes, all numeric ones, and the few that people write by hand.
enum CharacterReference {
  /// The character that a reference at an offset stands for, and the offset behind it; nil if it is plain text.
  /// Numbers that stand for no character give U+FFFD, as in HTML.
  static func read(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int, to end: Int) -> (Unicode.Scalar, Int)? {
    var at = start + 1
    while at < end, at - start < 12, bytes[at] != UInt8(ascii: ";") { at += 1 }
    guard at < end, bytes[at] == UInt8(ascii: ";"), at > start + 1 else { return nil }
    let name = UnsafeBufferPointer(rebasing: bytes[start + 1..<at])
    if name[0] == UInt8(ascii: "#") { return number(name.dropFirst()).map { ($0, at + 1) } }
    for (known, scalar) in named where name.elementsEqual(known.utf8) { return (scalar, at + 1) }
    return nil
  }

  private static func number(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Unicode.Scalar? {
    guard let first = digits.first else { return nil }
    let isHex = first | 0x20 == UInt8(ascii: "x")
    let text = String(decoding: isHex ? digits.dropFirst() : digits, as: UTF8.self)
    guard let value = UInt32(text, radix: isHex ? 16 : 10) else { return nil }
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }

  private static let named: [(String, Unicode.Scalar)] = [
    ("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'"), ("nbsp", "\u{A0}"), ("emsp", "\u{2003}"),
    ("ensp", "\u{2002}"), ("ldquo", "“"), ("rdquo", "”"), ("lsquo", "‘"), ("rsquo", "’"), ("middot", "·"),
    ("mdash", "—"), ("ndash", "–"), ("hellip", "…"), ("times", "×"), ("copy", "©"),
  ]
}
