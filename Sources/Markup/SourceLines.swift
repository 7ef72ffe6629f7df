#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The lines of a body, read from its beginning on.
struct SourceLines {
  private let source: UnsafeRawBufferPointer
  private var line = 1
  private var start = 0

  init(_ source: UnsafeRawBufferPointer) { self.source = source }

  /// A line, counted from 1; nil if it is not there, or stands before one that was read.
  mutating func line(_ wanted: Int) -> UnsafeRawBufferPointer? {
    guard let base = source.baseAddress, wanted >= line else { return nil }
    while line < wanted {
      guard let end = end(base) else { return nil }
      start = end + 1
      line += 1
    }
    return start < source.count ? UnsafeRawBufferPointer(rebasing: source[start..<(end(base) ?? source.count)]) : nil
  }

  private func end(_ base: UnsafeRawPointer) -> Int? {
    guard start < source.count else { return nil }
    return memchr(base + start, 0x0A, source.count - start).map { base.distance(to: UnsafeRawPointer($0)) }
  }

  /// How many cells a row of a table has.
  static func cells(in line: UnsafeRawBufferPointer) -> Int {
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    var row = line.drop { isBlank($0) || $0 == UInt8(ascii: ">") }
    while let last = row.last, isBlank(last) { row.removeLast() }
    var cells = 1
    var isEscaped = false
    var endsWithBar = false
    for (at, byte) in row.enumerated() {
      endsWithBar = byte == UInt8(ascii: "|") && !isEscaped
      if endsWithBar, at > 0 { cells += 1 }
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
    }
    return endsWithBar && row.count > 1 ? cells - 1 : cells
  }

  /// The number that a line of an ordered list begins with at a column, counted from 1 in bytes.
  static func number(in line: UnsafeRawBufferPointer, at column: Int) -> Int? {
    guard column > 0, column <= line.count else { return nil }
    let digits = line[(column - 1)...].prefix { $0 >= 0x30 && $0 <= 0x39 }.prefix(9)
    return Int(String(decoding: digits, as: UTF8.self))
  }
}
