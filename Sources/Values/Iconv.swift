#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Converts text between encodings that the C library knows.
public enum Iconv {
  /// The bytes in another encoding.
  ///
  /// - Parameters:
  ///   - from: name of the encoding they are in, such as `GB18030`.
  ///   - to: name of the encoding wanted.
  /// - Returns: nil if the library does not know one of them, or the bytes are not all in the first; also if they take more
  ///   than twice the room, which no conversion between UTF-8, UTF-16, UTF-32 and GB 18030 does.
  public static func convert(_ bytes: [UInt8], from: String, to: String = "UTF-8") -> [UInt8]? {
    guard let converter = iconv_open(to, from), Int(bitPattern: converter) != -1 else { return nil }
    defer { iconv_close(converter) }
    var input = bytes.map { CChar(bitPattern: $0) }
    // GB 18030 takes 1, 2 or 4 bytes a character and UTF-8 at most 3 for those of 2: twice is enough each way.
    let capacity = bytes.count * 2 + 16
    var isWhole = false
    let output = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      input.withUnsafeMutableBufferPointer { source in
        var start = source.baseAddress
        var left = source.count
        var room = capacity
        buffer.withMemoryRebound(to: CChar.self) { target in
          var end = target.baseAddress
          isWhole = iconv(converter, &start, &left, &end, &room) == 0 && left == 0
        }
        count = capacity - room
      }
    }
    return isWhole ? output : nil
  }
}
