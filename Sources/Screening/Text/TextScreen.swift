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
}
