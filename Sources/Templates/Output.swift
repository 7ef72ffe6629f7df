/// Bytes of a page in the making: grows by doubling, appends without reference counting.
struct Output: ~Copyable {
  private var bytes: UnsafeMutableRawPointer
  private var count = 0
  private var capacity: Int

  init(capacity: Int) {
    self.capacity = capacity
    bytes = .allocate(byteCount: capacity, alignment: 1)
  }

  deinit { bytes.deallocate() }

  @inline(__always)
  mutating func append(_ source: UnsafeRawPointer, _ length: Int) {
    if count + length > capacity { grow(length) }
    (bytes + count).copyMemory(from: source, byteCount: length)
    count += length
  }

  private mutating func grow(_ length: Int) {
    capacity = max(capacity * 2, count + length)
    let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 1)
    larger.copyMemory(from: bytes, byteCount: count)
    bytes.deallocate()
    bytes = larger
  }

  mutating func append(_ source: UnsafeBufferPointer<UInt8>) {
    if let start = source.baseAddress { append(start, source.count) }
  }

  private mutating func append(_ text: StaticString) { append(text.utf8Start, text.utf8CodeUnitCount) }

  /// The bytes `" & ' < >`, each as a bit.
  private static var special: UInt64 { 1 << 34 | 1 << 38 | 1 << 39 | 1 << 60 | 1 << 62 }

  /// Escapes by bytes, never by characters: a quote before a combining mark is still a quote.
  mutating func escape(_ source: UnsafeBufferPointer<UInt8>) {
    guard let base = source.baseAddress else { return }
    var start = 0
    for index in 0..<source.count {
      let byte = base[index]
      guard byte < 64, Output.special >> UInt64(byte) & 1 == 1 else { continue }
      append(base + start, index - start)
      switch byte {
      case UInt8(ascii: "&"): append("&amp;")
      case UInt8(ascii: "<"): append("&lt;")
      case UInt8(ascii: ">"): append("&gt;")
      case UInt8(ascii: "\""): append("&quot;")
      default: append("&#39;")
      }
      start = index + 1
    }
    append(base + start, source.count - start)
  }

  func move(to out: inout [UInt8]) {
    out.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
  }
}
