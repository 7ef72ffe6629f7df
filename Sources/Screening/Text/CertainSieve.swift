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
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Groups.longest) { row in
      withUnsafeTemporaryAllocation(of: Int.self, capacity: Groups.longest + 1) { edges in
        sieve.look(Groups(row: row, edges: edges))
      }
    }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>, reader: SymbolReader, _ context: TextContext) {
    self.bytes = bytes
    self.reader = reader
    numbers = NumberDetector(text: reader, context: context)
    asOf = context.asOf
  }

  // MARK: - Tables

  /// Some scalars of the basic plane from U+0800 on, one bit each.
  private struct Scalars: @unchecked Sendable {
    /// Never given back: a look asks it for every character.
    private let bits: UnsafeBufferPointer<UInt64>

    init(where isMember: (_ utf8: UnsafeBufferPointer<UInt8>) -> Bool) {
      var bits = [UInt64](repeating: 0, count: 1024)
      for code in 0x800...0xFFFF {
        let utf8 = [UInt8(0xE0 | code >> 12), UInt8(0x80 | code >> 6 & 0x3F), UInt8(0x80 | code & 0x3F)]
        if utf8.withUnsafeBufferPointer(isMember) { bits[code >> 6] |= 1 << UInt64(code & 63) }
      }
      self.init(bits)
    }

    init(_ bits: [UInt64]) {
      let kept = UnsafeMutableBufferPointer<UInt64>.allocate(capacity: bits.count)
      _ = kept.initialize(from: bits)
      self.bits = UnsafeBufferPointer(kept)
    }

    func union(_ other: Scalars) -> Scalars { Scalars(zip(bits, other.bits).map { $0 | $1 }) }

    func contains(_ code: Int) -> Bool { bits[code >> 6] & (1 << UInt64(code & 63)) != 0 }
  }

  /// Scalars that a number may begin with.
  private static let digits = Scalars { SymbolReader(bytes: $0).endOfRun(from: 0, shorterThan: 1) == nil }
  /// Scalars that a secrecy mark may begin with.
  private static let marks = Scalars(Phrase.secrecyFirsts)
  /// Scalars that either begins with.
  private static let firsts = digits.union(marks)
  /// Scalars that end every run of digits.
  private static let ends = Scalars { !SymbolReader(bytes: $0).goesOn(at: 0) }

  /// What an ASCII character does to a run of digits.
  private enum Part: UInt8 {
    /// It is one of its symbols, or may be.
    case symbol
    /// It may part two of them.
    case separator
    /// It ends the run.
    case end
  }

  private static let parts: [Part] = (0..<128).map { byte in
    // A carriage return goes on if a line feed follows; stars and check letters take a closer look.
    guard byte != 0x0D, !(0x30...0x39).contains(byte) else { return .symbol }
    let one = [UInt8(byte)]
    return one.withUnsafeBufferPointer { text in
      let reader = SymbolReader(bytes: text)
      return !reader.goesOn(at: 0) ? .end : reader.isSeparator(at: 0) ? .separator : .symbol
    }
  }

  // MARK: - The look

  private func look(_ room: Groups) -> Bool {
    var groups = room
    let (digits, marks, ends, parts) = (CertainSieve.digits, CertainSieve.marks, CertainSieve.ends, CertainSieve.parts)
    let firsts = CertainSieve.firsts
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      let isDigit: Bool
      if byte < 0x80 {
        isDigit = byte &- 0x30 < 10
        guard isDigit else {
          at = skipPlain(from: at + 1)
          continue
        }
      } else if let code = scalar(at) {
        if marks.contains(code), isMark(at) { return true }
        isDigit = digits.contains(code)
        guard isDigit else {
          at = skipIdeographs(from: at + 3, firsts)
          continue
        }
      } else {
        if byte >= 0xF0, quietEnd(at) == nil { return true }
        at += 1
        continue
      }
      if let end = plainEnd(at, &groups, digits, ends, parts) {
        at = end
      } else if let end = quietEnd(at) {
        at = max(end, at + 1)
      } else {
        return true
      }
    }
    return false
  }

  /// The scalar of three bytes at an offset; nil for one of another length, and for bytes that are none.
  private func scalar(_ at: Int) -> Int? {
    guard bytes[at] & 0xF0 == 0xE0, at + 2 < bytes.count, bytes[at + 1] & 0xC0 == 0x80, bytes[at + 2] & 0xC0 == 0x80
    else { return nil }
    return Int(bytes[at] & 0xF) << 12 | Int(bytes[at + 1] & 0x3F) << 6 | Int(bytes[at + 2] & 0x3F)
  }

  /// The offset after scalars of three bytes that neither a number nor a mark begins with.
  private func skipIdeographs(from start: Int, _ firsts: Scalars) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    var at = start
    while at + 4 <= raw.count {
      let word = UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: UInt32.self))
      guard word & 0x00C0_C0F0 == 0x0080_80E0 else { break }
      let (first, second, third) = ((word & 0xF) << 12, word >> 2 & 0xFC0, word >> 16 & 0x3F)
      if firsts.contains(Int(first | second | third)) { break }
      at += 3
    }
    return at
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

  /// Groups of plain digits, side by side: what a run of them is looked at by where nothing but plain signs parts it, as in
  /// an address or a 索引号.
  private struct Groups {
    let row: UnsafeMutableBufferPointer<UInt8>
    /// Where groups begin.
    let edges: UnsafeMutableBufferPointer<Int>
    private(set) var count = 0
    private(set) var edgeCount = 0

    /// Digits that there is room for.
    static let longest = 64

    init(row: UnsafeMutableBufferPointer<UInt8>, edges: UnsafeMutableBufferPointer<Int>) {
      self.row = row
      self.edges = edges
    }

    mutating func removeAll() {
      count = 0
      edgeCount = 0
    }

    mutating func add(_ digit: UInt8, isParted: Bool) {
      if isParted || count == 0 {
        edges[edgeCount] = count
        edgeCount += 1
      }
      row[count] = digit
      count += 1
    }

    /// The digits, and where groups begin, with the end of the row.
    func whole() -> (row: UnsafeBufferPointer<UInt8>, edges: UnsafeBufferPointer<Int>) {
      edges[edgeCount] = count
      return (
        UnsafeBufferPointer(rebasing: row[..<count]), UnsafeBufferPointer(rebasing: edges[...edgeCount])
      )
    }
  }

  /// The end of a run of digits that is no number; nil where it takes a closer look.
  private func plainEnd(
    _ start: Int, _ groups: inout Groups, _ digits: Scalars, _ ends: Scalars, _ parts: [Part]
  ) -> Int? {
    var at = start
    var end = start
    var count = 0
    var separators = 0
    var isPlain = true
    groups.removeAll()
    walk: while at < bytes.count {
      let byte = bytes[at]
      if byte &- 0x30 < 10 {
        isPlain = isPlain && count < Groups.longest
        if isPlain { groups.add(byte, isParted: separators > 0) }
        at += 1
      } else if byte < 0x80 {
        switch parts[Int(byte)] {
        case .symbol: return nil
        case .separator where separators < SymbolReader.mostSeparators:
          separators += 1
          at += 1
          continue walk
        case .separator: break walk
        case .end:
          break walk
        }
      } else {
        guard let code = scalar(at) else { return nil }
        guard digits.contains(code) else {
          guard ends.contains(code) else { return nil }
          break walk
        }
        isPlain = false
        at += 3
      }
      count += 1
      end = at
      separators = 0
    }
    if count < CertainSieve.shortest { return end }
    guard isPlain else { return nil }
    let (row, edges) = groups.whole()
    return mayHoldNumber(row, edges) ? nil : end
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
    return row.withUnsafeBufferPointer { row in edges.withUnsafeBufferPointer { mayHoldNumber(row, $0) } }
  }

  /// - Parameter edges: where groups begin, and the end of the row.
  private func mayHoldNumber(_ row: UnsafeBufferPointer<UInt8>, _ edges: UnsafeBufferPointer<Int>) -> Bool {
    for (place, first) in edges.enumerated() {
      for end in edges[(place + 1)...] {
        let length = end - first
        guard length <= 20 else { break }
        guard length >= 16 else { continue }
        let number = row[first..<end]
        if length == 18 || length == 20, Checksums.isResidentID(number.prefix(18), asOf: asOf) { return true }
        // UnionPay's begin with 62; those of others that are told have sixteen digits.
        let isCard = row[first] == 0x36 ? row[first + 1] == 0x32 : length == 16 && (0x33...0x35).contains(row[first])
        if length <= 19, isCard, number.allSatisfy(Checksums.isDigit), Checksums.isLuhn(number) { return true }
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
