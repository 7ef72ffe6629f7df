/// A first look through a text, many times faster than `TextScreen`: whether it can hold a finding that has a check
/// digit or a fixed form at all (identity, disability and bank card numbers, secrecy marks).
///
/// It goes the way of `TextScan` from run to run of digits, as `SymbolReader` reads them, and errs on one side only:
/// wherever `TextScreen` finds one of these it says yes (`CertainSieveTests` holds the two against each other).
public struct CertainSieve {
  /// What it looks for.
  public static let detectors: Set<Detector> = [.residentID, .disabilityCard, .bankCard, .secrecyMark]

  private let bytes: UnsafeBufferPointer<UInt8>
  private let reader: SymbolReader
  private let numbers: NumberDetector
  private let asOf: (year: Int, month: Int, day: Int)

  /// Symbols of the shortest number: sixteen on a bank card. A run of more than `longest` is looked at closely.
  private static let shortest = 16
  private static let longest = 4_096
  /// Bytes within which 密 follows the first character of a secrecy mark, whatever blanks stand between.
  private static let reach = 40

  /// Whether a text has to be looked at closely.
  public static func mayHold(_ bytes: UnsafeBufferPointer<UInt8>, _ context: TextContext) -> Bool {
    let sieve = CertainSieve(bytes: bytes, reader: SymbolReader(bytes: bytes), context)
    return told.withUnsafeBufferPointer { told in
      breaks.withUnsafeBufferPointer { sieve.look(told, $0) }
    }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>, reader: SymbolReader, _ context: TextContext) {
    self.bytes = bytes
    self.reader = reader
    numbers = NumberDetector(text: reader, context: context)
    asOf = context.asOf
  }

  // MARK: - Tables

  /// One bit a scalar of the basic plane that a number or a mark may begin with.
  private static let told: [UInt64] = {
    var bits = Phrase.secrecyFirsts
    for code in 0x800...0xFFFF {
      let utf8 = [UInt8(0xE0 | code >> 12), UInt8(0x80 | code >> 6 & 0x3F), UInt8(0x80 | code & 0x3F)]
      let isDigit = utf8.withUnsafeBufferPointer { SymbolReader(bytes: $0).endOfRun(from: 0, shorterThan: 1) == nil }
      if isDigit { bits[code >> 6] |= 1 << UInt64(code & 63) }
    }
    return bits
  }()

  /// Whether an ASCII character ends every run of digits.
  private static let breaks: [Bool] = (0..<128).map { byte in
    // A carriage return goes on if a line feed follows.
    let texts: [[UInt8]] = [[0x31, UInt8(byte), 0x31], [0x31, UInt8(byte), 0x0A, 0x31]]
    return texts.allSatisfy { text in
      text.withUnsafeBufferPointer { SymbolReader(bytes: $0).endOfRun(from: 0, shorterThan: 2) != nil }
    }
  }

  // MARK: - The look

  private func look(_ told: UnsafeBufferPointer<UInt64>, _ breaks: UnsafeBufferPointer<Bool>) -> Bool {
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      if byte < 0x80 {
        guard byte &- 0x30 < 10 else {
          at = skipPlain(from: at + 1)
          continue
        }
        if let end = plainEnd(at, breaks) {
          at = end
        } else if let end = quietEnd(at) {
          at = max(end, at + 1)
        } else {
          return true
        }
      } else if byte & 0xF0 == 0xE0, at + 2 < bytes.count {
        let code = Int(byte & 0xF) << 12 | Int(bytes[at + 1] & 0x3F) << 6 | Int(bytes[at + 2] & 0x3F)
        if told[code >> 6] & (1 << UInt64(code & 63)) != 0, isMark(at) || quietEnd(at) == nil { return true }
        at += 3
      } else {
        if byte >= 0xF0, quietEnd(at) == nil { return true }
        at += 1
      }
    }
    return false
  }

  /// The offset after bytes that are neither digits nor beyond ASCII, eight at a time.
  private func skipPlain(from start: Int) -> Int {
    var at = start
    let raw = UnsafeRawBufferPointer(bytes)
    while at + 8 <= raw.count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      // In ASCII, a digit is a byte that is less than 10 once its 0x30 is taken off; the sum then has no high bit. What
      // a byte beyond ASCII carries over falls on bytes after it, which are looked at in their turn.
      let digits = ~((word ^ 0x3030_3030_3030_3030) &+ 0x7676_7676_7676_7676)
      let told = (word | digits) & 0x8080_8080_8080_8080
      guard told == 0 else { return at + told.trailingZeroBitCount / 8 }
      at += 8
    }
    while at < bytes.count, bytes[at] < 0x80, bytes[at] &- 0x30 >= 10 { at += 1 }
    return at
  }

  /// The end of plain digits that are no number: too few of them, or part of a longer word.
  private func plainEnd(_ start: Int, _ breaks: UnsafeBufferPointer<Bool>) -> Int? {
    var end = start + 1
    while end < bytes.count, bytes[end] &- 0x30 < 10 { end += 1 }
    guard end < bytes.count else { return end - start < CertainSieve.shortest ? end : nil }
    guard bytes[end] < 0x80, breaks[Int(bytes[end])] else { return nil }
    return end - start < CertainSieve.shortest || bytes[end] | 0x20 >= 0x61 && bytes[end] | 0x20 <= 0x7A ? end : nil
  }

  /// The end of a run that holds no number; nil if it may hold one.
  private func quietEnd(_ start: Int) -> Int? {
    if let end = reader.endOfRun(from: start, shorterThan: CertainSieve.shortest) { return end }
    let (symbols, end) = reader.run(from: start)
    guard symbols.count < CertainSieve.longest else { return nil }
    guard mayHoldNumber(symbols) else { return end }
    // One row of figures in ten passes a check digit by chance: what holds a number is told by the detector itself.
    let found = numbers.findings(symbols, end: end).contains { CertainSieve.detectors.contains($0.detector) }
    return found ? nil : end
  }

  /// Whether some groups of a run, from where one begins to where one ends, have the check digit of a number.
  private func mayHoldNumber(_ symbols: [Symbol]) -> Bool {
    let star = UInt8(ascii: "*")
    var row: [UInt8] = []
    row.reserveCapacity(symbols.count)
    // Where groups begin, and the end of the row. Stars and check letters end a group, too.
    var edges: [Int] = []
    var isParted = true
    for symbol in symbols {
      guard symbol.byte != star else {
        isParted = true
        continue
      }
      if isParted || symbol.gap != .none || row.last == UInt8(ascii: "X") { edges.append(row.count) }
      isParted = false
      row.append(symbol.byte)
    }
    edges.append(row.count)
    for (place, first) in edges.enumerated() {
      for end in edges[(place + 1)...] {
        let length = end - first
        guard length <= 20 else { break }
        guard length >= 16 else { continue }
        let number = row[first..<end]
        if length == 18 || length == 20, Checksums.isResidentID(number.prefix(18), asOf: asOf) { return true }
        if length <= 19, (0x33...0x36).contains(row[first]), number.allSatisfy(Checksums.isDigit),
          Checksums.isLuhn(number)
        {
          return true
        }
      }
    }
    return false
  }

  /// Whether 密 follows with nothing between but what may part the characters of a mark: no other ideograph, at least.
  private func isMark(_ start: Int) -> Bool {
    var at = start + 3
    while at + 2 < bytes.count, at - start < CertainSieve.reach {
      if bytes[at] == 0xE5, bytes[at + 1] == 0xAF, bytes[at + 2] == 0x86 { return true }
      guard !(0xE4...0xE9).contains(bytes[at]) else { return false }
      at += 1
    }
    return false
  }
}
