/// What a body may cost cmark: its time and memory grow with the square of some texts that nobody writes.
///
/// Measured with cmark-gfm 0.29.0.gfm.6: a hundred thousand `>` before a paragraph of as many brackets take a minute,
/// twenty thousand rows that nearly head a table as long, and twenty thousand short rows below a head of twenty thousand
/// cells take gigabytes. Each step's cost is counted from above, so that the same body is judged alike on every machine.
struct MarkdownBounds {
  /// Deepest nesting of quotations and lists, as the HTML parser has it for elements.
  static let maxDepth = 200
  /// Cells that cmark makes up for rows that are too short.
  private static let maxMadeUpCells = 500_000
  /// Estimated nanoseconds.
  private static let maxCost = 1_000_000_000.0
  /// A body so short costs little whatever it holds.
  private static let alwaysGood = 4_096

  private let bytes: UnsafeBufferPointer<UInt8>
  private var line = 0
  private var cost = 0.0
  private var madeUpCells = 0
  /// Quotations and list items that may be open.
  private var open = 0
  private var isAfterBlank = true
  private var run = Run()

  /// Lines without a blank one between them: no paragraph and no table goes beyond.
  private struct Run {
    var start = 0
    var end = 0
    var lines = 0
    var quotes = 0
    var cellsBefore = 0
    /// Columns of the table that is open; zero if none is.
    var columns = 0
    var images = 0.0
    var links = 0.0
    var declarations = 0.0
  }

  /// Refuses a body that would cost too much.
  ///
  /// - Throws: `markup.too-deep` or `markup.too-costly`, with the line.
  static func check(_ bytes: UnsafeRawBufferPointer) throws(MarkupFault) {
    guard bytes.count > alwaysGood else { return }
    var bounds = MarkdownBounds(bytes: bytes.bindMemory(to: UInt8.self))
    try bounds.check()
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private mutating func check() throws(MarkupFault) {
    var start = 0
    while start < bytes.count {
      line += 1
      var end = start
      while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
      try look(start..<end)
      start = end + (end + 1 < bytes.count && bytes[end] == 0x0D && bytes[end + 1] == 0x0A ? 2 : 1)
    }
    closeRun()
    try refuseCost()
  }

  private mutating func look(_ range: Range<Int>) throws(MarkupFault) {
    let head = Head(bytes, range)
    if head.isBlank {
      closeRun()
      run = Run()
      isAfterBlank = true
      return
    }
    try nest(head)
    if head.startsBlock || head.quotes > run.quotes {
      closeRun()
      run = Run(start: range.lowerBound, end: range.lowerBound)
    } else if run.lines == 0 {
      run.start = range.lowerBound
    }
    run.quotes = max(run.quotes, head.quotes)
    try table(range.lowerBound + head.length..<range.upperBound, isAt: range.lowerBound)
    inlines(range)
    run.lines += 1
    isAfterBlank = false
    try refuseCost()
  }

  private func refuseCost() throws(MarkupFault) {
    guard cost > MarkdownBounds.maxCost else { return }
    throw MarkupFault(
      "markup.too-costly", line: line, "记号重复太多(括号、竖线、@ 或尖括号)，转换要用很长时间；请删去重复的记号，或在其间空行分段。")
  }

  // MARK: - Nesting

  /// A line goes on with the containers that it is indented for, and opens those whose marks it has; only one that follows
  /// another without a mark of its own may go on with all.
  private mutating func nest(_ head: Head) throws(MarkupFault) {
    if head.marks > 0 || isAfterBlank {
      open = min(open, head.indent / 2) + head.marks
    }
    guard open > MarkdownBounds.maxDepth else { return }
    throw MarkupFault(
      "markup.too-deep", line: line, "引用和列表嵌套超过 \(MarkdownBounds.maxDepth) 层；请减少嵌套。")
  }

  /// The marks of quotations and lists that a line begins with.
  private struct Head {
    var marks = 0
    var quotes = 0
    /// Columns of blanks before and between them.
    var indent = 0
    /// Bytes of all this.
    var length = 0
    var isBlank = false
    /// Whether no paragraph and no table goes on in this line.
    var startsBlock = false

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
      var at = range.lowerBound
      let isRule = Head.isRule(bytes, range)
      scan: while at < range.upperBound {
        let isLast = at + 1 == range.upperBound
        let isParted = isLast || bytes[at + 1] == 0x20 || bytes[at + 1] == 0x09
        switch bytes[at] {
        case 0x20: indent += 1
        case 0x09: indent += 4
        case UInt8(ascii: ">"):
          marks += 1
          quotes += 1
        case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"):
          guard isParted, !isRule else { break scan }
          startsBlock = startsBlock || (marks == 0 && indent < 4 && !isLast)
          marks += 1
        case 0x30...0x39:
          var end = at
          while end < range.upperBound, end - at < 10, bytes[end] &- 0x30 < 10 { end += 1 }
          guard end < range.upperBound, end - at < 10,
            bytes[end] == UInt8(ascii: ".") || bytes[end] == UInt8(ascii: ")"),
            end + 1 == range.upperBound || bytes[end + 1] == 0x20 || bytes[end + 1] == 0x09
          else { break scan }
          marks += 1
          at = end
        default: break scan
        }
        at += 1
      }
      length = at - range.lowerBound
      isBlank = at == range.upperBound && marks == quotes
      if !isBlank, indent < 4, marks == 0, Head.isHeading(bytes, at..<range.upperBound) { startsBlock = true }
    }

    private static func isHeading(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
      let signs = bytes[range].prefix { $0 == UInt8(ascii: "#") }.count
      guard (1...6).contains(signs) else { return false }
      let after = range.lowerBound + signs
      return after == range.upperBound || bytes[after] == 0x20 || bytes[after] == 0x09
    }

    /// `* * *`, which is no list of lists.
    private static func isRule(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
      var sign: UInt8?
      for byte in bytes[range] where byte != 0x20 && byte != 0x09 && byte != UInt8(ascii: ">") {
        guard byte == UInt8(ascii: "-") || byte == UInt8(ascii: "*"), sign == nil || sign == byte else { return false }
        sign = byte
      }
      return sign != nil
    }
  }

  // MARK: - Tables

  private mutating func table(_ range: Range<Int>, isAt start: Int) throws(MarkupFault) {
    var cells = 1
    var isDelimiter = false
    var hasOther = false
    var last: UInt8 = 0
    for byte in bytes[range] {
      switch byte {
      case UInt8(ascii: "|"): cells += last == UInt8(ascii: "\\") ? 0 : 1
      case UInt8(ascii: "-"): isDelimiter = true
      case UInt8(ascii: ":"), 0x20, 0x09: break
      default: hasOther = true
      }
      last = byte
    }
    if let first = bytes[range].first(where: { $0 != 0x20 && $0 != 0x09 }), first == UInt8(ascii: "|") { cells -= 1 }
    if let end = bytes[range].last(where: { $0 != 0x20 && $0 != 0x09 }), end == UInt8(ascii: "|") { cells -= 1 }
    cells = max(cells, 1)
    let square = Double(cells) * Double(cells)
    if run.columns > 0 {
      cost += square
      madeUpCells += max(0, run.columns - cells)
      guard madeUpCells <= MarkdownBounds.maxMadeUpCells else {
        throw MarkupFault("markup.too-costly", line: line, "表格缺的单元格太多；请补齐各行，或减少列数。")
      }
    } else if isDelimiter, !hasOther, run.lines > 0 {
      let isHead = cells == run.cellsBefore
      cost += square + Double(run.cellsBefore) * Double(run.cellsBefore)
      // The whole paragraph so far is read for it.
      cost += Double(start - run.start) * 50
      if isHead {
        cost += Double(run.lines) * Double(run.lines) / 4
        run.columns = cells
      }
    }
    run.cellsBefore = cells
  }

  // MARK: - Inlines

  private mutating func inlines(_ range: Range<Int>) {
    var addresses = 0
    var at = range.lowerBound
    while at < range.upperBound {
      switch bytes[at] {
      case UInt8(ascii: "@"): addresses += 1
      case UInt8(ascii: "!"):
        guard at + 1 < range.upperBound else { break }
        if bytes[at + 1] == UInt8(ascii: "[") { run.images += 1 }
        // <!A, and not the comments that people write.
        if at > range.lowerBound, bytes[at - 1] == UInt8(ascii: "<"), (bytes[at + 1] | 0x20) &- 0x61 < 26 {
          run.declarations += 1
        }
      case UInt8(ascii: "]"): run.links += 1
      default: break
      }
      at += 1
    }
    cost += Double(addresses) * Double(range.count) / 8
    run.end = range.upperBound
  }

  private mutating func closeRun() {
    cost += run.images * run.links * 2 + run.declarations * Double(run.end - run.start) / 4
  }
}
