/// Bytes of a page in the making: grows by doubling, appends without reference counting. One of them serves any number
/// of pages one after another.
public struct Output: ~Copyable {
  private var bytes: UnsafeMutableRawPointer
  private var count = 0
  private var capacity: Int

  /// Makes an empty output.
  public init(capacity: Int = 65_536) {
    self.capacity = max(1, capacity)
    bytes = .allocate(byteCount: self.capacity, alignment: 1)
  }

  /// Begins anew, in the same memory.
  public mutating func removeAll() { count = 0 }

  /// The bytes so far.
  ///
  /// - Throws: what `body` throws.
  public borrowing func withBytes<Result, Fault: Error>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Fault) -> Result
  ) throws(Fault) -> Result {
    try body(UnsafeBufferPointer(start: bytes.assumingMemoryBound(to: UInt8.self), count: count))
  }

  mutating func reserve(_ more: Int) { if count + more > capacity { grow(more) } }

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
    var index = 0
    while index < source.count {
      let end = min(index + 8, source.count)
      if end - index == 8, Output.isPlain(UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)) {
        index = end
        continue
      }
      while index < end {
        let byte = base[index]
        index += 1
        guard byte < 64, Output.special >> UInt64(byte) & 1 == 1 else { continue }
        append(base + start, index - 1 - start)
        switch byte {
        case UInt8(ascii: "&"): append("&amp;")
        case UInt8(ascii: "<"): append("&lt;")
        case UInt8(ascii: ">"): append("&gt;")
        case UInt8(ascii: "\""): append("&quot;")
        default: append("&#39;")
        }
        start = index
      }
    }
    append(base + start, source.count - start)
  }

  /// Whether none of eight bytes is below 64, as most of a Chinese text is: a byte whose two high bits are clear is a zero
  /// once the others are taken off.
  private static func isPlain(_ word: UInt64) -> Bool {
    let high = word & 0xC0C0_C0C0_C0C0_C0C0
    return (high &- 0x0101_0101_0101_0101) & ~high & 0x8080_8080_8080_8080 == 0
  }

  func move(to out: inout [UInt8]) {
    out.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
  }
}
