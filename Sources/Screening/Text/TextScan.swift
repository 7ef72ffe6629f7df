/// One pass at work.
struct TextScan {
  let bytes: UnsafeBufferPointer<UInt8>
  let context: TextContext
  let reader: SymbolReader
  let numbers: NumberDetector
  var found: [Finding] = []
  private var counts: [Detector: Int] = [:]
  /// Where the table, or the line, ends that a 姓名 was looked at in: once is enough for each.
  var nameEnd = 0
  /// The same of other words that may head a column of names, and of 密级.
  var (personEnd, levelEnd) = (0, 0)
  /// The last line that was asked whether it names a person, and the answer.
  var personal: (line: Range<Int>, isPersonal: Bool) = (0..<0, false)

  init(bytes: UnsafeBufferPointer<UInt8>, context: TextContext) {
    self.bytes = bytes
    self.context = context
    reader = SymbolReader(bytes: bytes)
    numbers = NumberDetector(text: reader, context: context)
  }

  mutating func run() {
    let beginnings = context.breadth == .certain ? Phrase.certainFirsts : Phrase.firsts
    beginnings.withUnsafeBufferPointer { firsts in
      var at = 0
      while at < bytes.count {
        let byte = bytes[at]
        if byte < 0x80 {
          at = TextScan.isTold(byte) ? ascii(byte, at) : at + 1
        } else if byte & 0xF0 == 0xE0, at + 2 < bytes.count {
          let code = Int(byte & 0xF) << 12 | Int(bytes[at + 1] & 0x3F) << 6 | Int(bytes[at + 2] & 0x3F)
          // Full-width digits lie at FF10-FF19.
          if code >= 0xFF10, code <= 0xFF19 {
            at = number(at)
          } else if firsts[code >> 6] & (1 << UInt64(code & 63)) == 0 {
            at += 3
          } else if reader.chineseDigit(at) != nil {
            at = chineseNumber(at)
          } else {
            phrases(code, at)
            at += 3
          }
        } else if byte == 0xF0, reader.mathematicalDigit(at) != nil {
          at = number(at)
        } else if byte == 0xC3, reader.follows(at, "×××") {
          note(.draftDebris, .warn, "×××", at)
          while reader.follows(at, "×") { at += 2 }
        } else {
          at += 1
        }
      }
    }
  }

  /// The ASCII that something to be told may begin with: digits, and `:`, `@`, `\`, `f`, `T` and `X`. One bit each.
  static func isTold(_ byte: UInt8) -> Bool {
    let bits: UInt64 = byte < 64 ? 0x07FF_0000_0000_0000 : 0x0000_0040_1110_0001
    return bits >> UInt64(byte & 63) & 1 != 0
  }

  /// What one detector finds beyond ten thousand times is not told; what others find is.
  mutating func note(_ detector: Detector, _ action: ScreeningAction, _ masked: String, _ at: Int) {
    guard counts[detector, default: 0] < 10_000 else { return }
    counts[detector, default: 0] += 1
    found.append(Finding(detector: detector, action: action, place: "", masked: masked, offset: at))
  }

  // MARK: - Places

  /// The findings with their places: 第N行第M字.
  func placed() -> [Finding] {
    var line = 1
    var lineStart = 0
    var at = 0
    return found.sorted { ($0.offset ?? 0) < ($1.offset ?? 0) }.map { finding in
      let offset = finding.offset ?? 0
      while at < offset {
        if bytes[at] == 0x0A {
          line += 1
          lineStart = at + 1
        }
        at += 1
      }
      var column = 1
      for index in lineStart..<min(offset, lineStart + 100_000) where bytes[index] & 0xC0 != 0x80 { column += 1 }
      var placed = finding
      placed.place = "第\(line)行第\(column)字"
      return placed
    }
  }
}
