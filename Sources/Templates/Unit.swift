/// A piece of template source: a file, or a part of one, with where it came from.
struct Unit: Hashable, Sendable {
  let file: String
  let bytes: [UInt8]
  /// Line and column of the first byte.
  let line: Int
  let column: Int
  /// Bytes that re-indentation put at the start of each line; taken off again when a column is told.
  let shift: Int

  init(file: String, bytes: [UInt8], line: Int = 1, column: Int = 1, shift: Int = 0) {
    self.file = file
    self.bytes = bytes
    self.line = line
    self.column = column
    self.shift = shift
  }

  /// Line and column of an offset.
  func position(_ offset: Int) -> (line: Int, column: Int) {
    let before = bytes[..<min(offset, bytes.count)]
    let breaks = before.lazy.filter { $0 == newline }.count
    let start = before.lastIndex(of: newline).map { $0 + 1 } ?? 0
    let characters = String(decoding: before[start...], as: UTF8.self).unicodeScalars.count
    if breaks == 0 { return (line, max(1, column + characters - shift)) }
    return (line + breaks, max(1, characters + 1 - shift))
  }

  /// A part of the source.
  func part(_ range: Range<Int>) -> Unit {
    let (line, column) = position(range.lowerBound)
    return Unit(file: file, bytes: Array(bytes[range]), line: line, column: column)
  }

  /// The source with each line moved: `removed` leading blanks taken off, `added` put on.
  ///
  /// - Parameter keepsFirst: leave the first line where it is (it follows something on its line).
  func indented(removing removed: Int, adding added: ArraySlice<UInt8>, keepsFirst: Bool = false) -> Unit {
    guard removed > 0 || !added.isEmpty else { return self }
    var out: [UInt8] = []
    var isFirst = true
    var rest = bytes[...]
    while !rest.isEmpty {
      let end = rest.firstIndex(of: newline).map { $0 + 1 } ?? rest.endIndex
      var lineBytes = rest[rest.startIndex..<end]
      var toRemove = removed
      while toRemove > 0, let byte = lineBytes.first, byte == space || byte == tab {
        lineBytes = lineBytes.dropFirst()
        toRemove -= 1
      }
      if !(isFirst && keepsFirst) { out += added }
      out += lineBytes
      rest = rest[end...]
      isFirst = false
    }
    return Unit(file: file, bytes: out, line: line, column: column, shift: shift + added.count - removed)
  }

  /// Blanks at the start of the first line that has anything else.
  var indentation: ArraySlice<UInt8> {
    guard let first = bytes.firstIndex(where: { $0 != space && $0 != tab }) else { return [] }
    return bytes[first] == newline || bytes[first] == carriageReturn ? [] : bytes[..<first]
  }
}

let newline = UInt8(ascii: "\n")
let carriageReturn = UInt8(ascii: "\r")
let space = UInt8(ascii: " ")
let tab = UInt8(ascii: "\t")
