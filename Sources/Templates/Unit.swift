/// A piece of template source: a file, or a part of one, with where it came from.
struct Unit: Sendable {
  let file: String
  let bytes: [UInt8]
  /// Line and column of the first byte; the column may be below 1 where indentation was put before it.
  private(set) var line = 1
  private(set) var column = 1
  /// For each line, how far re-indentation moved it to the right; none if the source was not moved.
  private(set) var shifts: [Int] = []
  /// Delimiters in force at the start.
  private(set) var delimiters = Delimiters()
  /// Nothing stands before the first byte, or after the last, on its line.
  private(set) var startsLine = true
  private(set) var endsLine = true

  init(file: String, bytes: [UInt8]) {
    self.file = file
    self.bytes = bytes
  }

  /// Line and column of an offset, as in the file.
  func position(_ offset: Int) -> (line: Int, column: Int) {
    let (breaks, column) = place(offset)
    return (line + breaks, max(1, column))
  }

  /// An error at an offset.
  func error(_ code: String, _ offset: Int, _ message: String) -> TemplateError {
    let (line, column) = position(offset)
    return TemplateError(code: code, file: file, line: line, column: column, message: message)
  }

  private func place(_ offset: Int) -> (breaks: Int, column: Int) {
    let before = bytes[..<min(offset, bytes.count)]
    let breaks = before.reduce(into: 0) { if $1 == newline { $0 += 1 } }
    let start = start(ofLineAt: before.endIndex)
    // Bytes that don't begin with the bits 10 begin a character.
    let characters = before[start...].reduce(into: 0) { if $1 & 0xC0 != 0x80 { $0 += 1 } }
    let shift = shifts.indices.contains(breaks) ? shifts[breaks] : 0
    return (breaks, (breaks == 0 ? column : 1) + characters - shift)
  }

  /// A part of the source, read under the delimiters in force there.
  func part(_ range: Range<Int>, _ delimiters: Delimiters) -> Unit {
    let (breaks, column) = place(range.lowerBound)
    var part = Unit(file: file, bytes: Array(bytes[range]))
    part.line = line + breaks
    part.column = column
    part.shifts = shifts.isEmpty ? [] : [0] + shifts.dropFirst(breaks + 1)
    part.delimiters = delimiters
    part.startsLine = range.lowerBound == 0 ? startsLine : bytes[range.lowerBound - 1] == newline
    part.endsLine = range.upperBound == bytes.count && endsLine
    return part
  }

  /// The source with each line moved: `removed` leading blanks taken off, `added` put on.
  ///
  /// - Parameter keepsFirst: leave the first line where it is (it follows something on its line).
  func indented(removing removed: Int, adding added: ArraySlice<UInt8>, keepsFirst: Bool = false) -> Unit {
    guard removed > 0 || !added.isEmpty else { return self }
    var out: [UInt8] = []
    var moved: [Int] = []
    for (index, whole) in lines.enumerated() {
      let blanks = whole.prefix(removed).prefix { $0 == space || $0 == tab }
      let isKept = index == 0 && keepsFirst
      if !isKept { out += added }
      out += whole.dropFirst(blanks.count)
      let before = shifts.indices.contains(index) ? shifts[index] : 0
      moved.append(before + (isKept ? 0 : added.count) - blanks.count)
    }
    var unit = Unit(file: file, bytes: out)
    (unit.line, unit.column, unit.shifts, unit.delimiters) = (line, column, moved, delimiters)
    (unit.startsLine, unit.endsLine) = (startsLine, endsLine)
    return unit
  }

  /// Lines with their ends.
  private var lines: [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let end = rest.firstIndex(of: newline).map { $0 + 1 } ?? rest.endIndex
      lines.append(rest[..<end])
      rest = rest[end...]
    }
    return lines
  }

  /// Blanks at the start of the first line, unless it has nothing else.
  var indentation: ArraySlice<UInt8> {
    guard let first = bytes.firstIndex(where: { $0 != space && $0 != tab }) else { return [] }
    return bytes[first] == newline || bytes[first] == carriageReturn ? [] : bytes[..<first]
  }

  func start(ofLineAt offset: Int) -> Int {
    bytes[..<offset].lastIndex(of: newline).map { $0 + 1 } ?? 0
  }

  func isBlank(_ range: Range<Int>) -> Bool {
    bytes[range].allSatisfy { $0 == space || $0 == tab }
  }
}

/// What opens and closes a tag.
struct Delimiters: Sendable {
  var open = Array("{{".utf8)
  var close = Array("}}".utf8)
  var isDefault: Bool { open.elementsEqual("{{".utf8) && close.elementsEqual("}}".utf8) }
}

let newline = UInt8(ascii: "\n")
let carriageReturn = UInt8(ascii: "\r")
let space = UInt8(ascii: " ")
let tab = UInt8(ascii: "\t")
