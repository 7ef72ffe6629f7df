/// Checks of UTF-8 and places in it.
public enum UTF8Text {
  /// Offset of the first byte that does not belong to well-formed UTF-8, or nil.
  public static func firstInvalidOffset(in bytes: UnsafeRawBufferPointer) -> Int? {
    let span = Span<UInt8>(_unsafeElements: bytes.bindMemory(to: UInt8.self))
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: span)
      return nil
    } catch {
      return error.byteOffsets.lowerBound
    }
  }

  /// Line and column of an offset: both from 1, columns in characters (Unicode scalars).
  public static func position(of offset: Int, in bytes: UnsafeRawBufferPointer) -> (line: Int, column: Int) {
    var line = 1
    var column = 1
    for byte in bytes.prefix(offset) {
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return (line, column)
  }
}
