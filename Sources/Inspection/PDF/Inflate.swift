import CZlib

/// Unpacks zlib (RFC 1950) and gzip streams (RFC 1952) with a limit.
enum Inflate {
  /// What came out.
  struct Outcome {
    var bytes: [UInt8]
    /// The stream ended as it should.
    var isWhole: Bool
    /// The limit ended it.
    var isTooLarge: Bool
    /// All bytes if nothing is missing.
    var whole: [UInt8]? { isWhole ? bytes : nil }
  }

  /// The first bytes of what a stream unpacks to; none if it is no stream.
  static func head(_ packed: [UInt8], limit: Int) -> [UInt8] {
    var stream = z_stream()
    guard gk_inflateInit(&stream) == Z_OK else { return [] }
    defer { inflateEnd(&stream) }
    var input = packed
    return input.withUnsafeMutableBufferPointer { source in
      stream.next_in = source.baseAddress
      stream.avail_in = UInt32(clamping: source.count)
      return [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(clamping: limit)
        _ = inflate(&stream, Z_NO_FLUSH)
        count = limit - Int(stream.avail_out)
      }
    }
  }

  /// Unpacks as far as the stream is sound and the limit allows.
  static func zlib(_ packed: [UInt8], limit: Int) -> Outcome {
    var stream = z_stream()
    guard gk_inflateInit(&stream) == Z_OK else { return Outcome(bytes: [], isWhole: false, isTooLarge: false) }
    defer { inflateEnd(&stream) }
    var input = packed
    var output: [UInt8] = []
    var status = Z_OK
    let chunk = 64 << 10
    input.withUnsafeMutableBufferPointer { source in
      stream.next_in = source.baseAddress
      stream.avail_in = UInt32(clamping: source.count)
      while status == Z_OK, output.count <= limit {
        let piece = [UInt8](unsafeUninitializedCapacity: chunk) { buffer, count in
          stream.next_out = buffer.baseAddress
          stream.avail_out = UInt32(chunk)
          status = inflate(&stream, Z_NO_FLUSH)
          count = chunk - Int(stream.avail_out)
        }
        output.append(contentsOf: piece)
        if piece.isEmpty, stream.avail_in == 0 { break }
      }
    }
    let isTooLarge = output.count > limit
    if isTooLarge { output = [] }
    return Outcome(bytes: output, isWhole: status == Z_STREAM_END && !isTooLarge, isTooLarge: isTooLarge)
  }
}
