/// Finds what must not go out in a text: one pass over its bytes.
///
/// Domain 7.2. Full-width digits, Chinese digits, blanks and characters without width in a number hide nothing.
public enum TextScreen {
  /// Everything found, in the order of the text.
  public static func findings(in utf8: [UInt8], context: TextContext = TextContext()) -> [Finding] {
    utf8.withUnsafeBufferPointer { findings(in: $0, context: context) }
  }

  /// Everything found, in the order of the text.
  public static func findings(in text: String, context: TextContext = TextContext()) -> [Finding] {
    var text = text
    return text.withUTF8 { findings(in: $0, context: context) }
  }

  /// Everything found, in the order of the text; `bytes` may be any bytes.
  public static func findings(in bytes: UnsafeBufferPointer<UInt8>, context: TextContext) -> [Finding] {
    var scan = TextScan(bytes: bytes, context: context)
    scan.run()
    if context.isLetterColumn, context.breadth == .all { scan.letters() }
    return scan.placed()
  }

  /// What is found in a piece that was cut out of texts anywhere, but for what only the cut made: what touches an end of
  /// the piece may be part of a longer number or word, and a number over a line end is none of any one text.
  public static func findings(inPiece bytes: UnsafeBufferPointer<UInt8>, context: TextContext) -> [Finding] {
    let found = findings(in: bytes, context: context)
    guard !found.isEmpty else { return [] }
    let reader = SymbolReader(bytes: bytes)
    func goesOn(_ at: Int) -> Bool { reader.goesOn(at: at) || reader.isWordAt(at) }
    var first = 0
    while first < bytes.count, bytes[first] & 0xC0 == 0x80 || goesOn(first) { first += 1 }
    var last = bytes.count
    while last > 0, bytes[last - 1] & 0xC0 == 0x80 || goesOn(last - 1) { last -= 1 }
    while last < bytes.count, bytes[last] & 0xC0 == 0x80 { last += 1 }
    return found.filter { finding in
      guard let start = finding.offset, finding.number != nil else { return true }
      guard start >= first else { return false }
      let symbols = reader.run(from: start).symbols.filter { $0.byte != UInt8(ascii: "*") }.prefix(finding.masked.count)
      return symbols.last.map { $0.offset < last } == true && !symbols.dropFirst().contains { $0.gap == .line }
    }
  }
}
