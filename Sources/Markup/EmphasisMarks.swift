#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Helps CommonMark to see emphasis beside Chinese punctuation.
///
/// CommonMark lets `**` close only after a letter, or before a space or punctuation. In `**《办法》**第三条` the
/// closing marks stand between `》` and `第`, where Western text would have a space, and stay literal. The pass puts
/// the noncharacter U+FDD0, which counts as a letter, between such marks and the punctuation, so that both sides
/// are letters as in `甲**乙**丙`. What writes the HTML leaves U+FDD0 out. Asterisks that are text are put out of
/// cmark's sight (see `StarMarks`).
enum EmphasisMarks {
  private static let mark: [UInt8] = [0xEF, 0xB7, 0x90]

  /// What is done to the text at a place.
  private struct Edit {
    /// Asterisks that stay text; empty where a mark is put.
    let range: Range<Int>
  }

  /// The text with marks, or nil if it needs none. The text must be well-formed UTF-8.
  ///
  /// - Returns: also whether asterisks in it stand as U+FDD1.
  static func marked(_ source: UnsafeRawBufferPointer) -> (text: [UInt8], hasStars: Bool)? {
    guard let base = source.baseAddress,
      memchr(base, Int32(UInt8(ascii: "*")), source.count) != nil
        || memchr(base, Int32(UInt8(ascii: "~")), source.count) != nil
    else { return nil }
    let bytes = source.bindMemory(to: UInt8.self)
    let edits = edits(in: bytes)
    guard !edits.isEmpty else { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + edits.count * mark.count)
    var start = 0
    for edit in edits {
      append(bytes[start..<edit.range.lowerBound], to: &result)
      if edit.range.isEmpty { result += mark }
      for _ in edit.range { result += StarMarks.mark }
      start = edit.range.upperBound
    }
    append(bytes[start...], to: &result)
    return (result, edits.contains { !$0.range.isEmpty })
  }

  /// Appends text without the writer's own U+FDD0 and U+FDD1.
  private static func append(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, to result: inout [UInt8]) {
    let piece = UnsafeBufferPointer(rebasing: bytes)
    var start = 0
    var at = 0
    while at + 2 < piece.count {
      if piece[at] == mark[0], piece[at + 1] == mark[1], piece[at + 2] | 1 == StarMarks.mark[2] {
        result.append(contentsOf: piece[start..<at])
        at += 3
        start = at
      } else {
        at += 1
      }
    }
    result.append(contentsOf: piece[start...])
  }

  /// Places where something is to be done, in order.
  private static func edits(in bytes: UnsafeBufferPointer<UInt8>) -> [Edit] {
    var edits: [Edit] = []
    var opener: StarMarks.Opener?
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      guard byte == UInt8(ascii: "*") || byte == UInt8(ascii: "~") else {
        at += 1
        continue
      }
      var start = at
      while at < bytes.count, bytes[at] == byte { at += 1 }
      // An escaped mark is text, and punctuation to the run behind it.
      if isEscaped(start, bytes) { start += 1 }
      // A lone "~" is a range (3~5天) and three are a fence.
      guard at > start, byte == UInt8(ascii: "*") || at - start == 2 else { continue }
      let run = start..<at
      let before = previous(start, bytes)
      let after = next(at, bytes)
      if byte == UInt8(ascii: "*") {
        let isLiteral = StarMarks.isLiteral(run, after: before, before: after, closing: opener, in: bytes)
        opener = !before.isLetter && after.isLetter ? StarMarks.Opener(end: at, count: run.count) : nil
        if isLiteral {
          edits.append(Edit(range: run))
          continue
        }
      }
      if let place = place(run, before, after, in: bytes) { edits.append(Edit(range: place..<place)) }
    }
    return edits
  }

  private static func place(
    _ run: Range<Int>, _ before: CharacterClass, _ after: CharacterClass, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    // 3*（4+5）*6 multiplies.
    if run.count == 1, before.isDigit || after.isDigit { return nil }
    // A mark makes a run both opener and closer. Where a bracket tells which one it is, CommonMark is right already.
    if after.isPunctuation, before.isLetter, before.isCJK || after.isCJK, !after.closes {
      return bytes[run.lowerBound] == UInt8(ascii: "~") || mayOpen(run, after, in: bytes) ? run.upperBound : nil
    }
    if before.isPunctuation, after.isLetter, before.isCJK || after.isCJK, !before.opens {
      // `*国、*明` hides names; `**一、**总则` is written so.
      return run.count > 3 || (run.count == 1 && before.parts) ? nil : run.lowerBound
    }
    return nil
  }

  /// Whether asterisks behind a letter and before punctuation can begin an emphasis: `王**、李**（女）` hides names.
  private static func mayOpen(
    _ run: Range<Int>, _ after: CharacterClass, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    if run.count > 3 || after.parts || after.ends { return false }
    if run.count == 1, !after.opens || after.isParenthesis { return false }
    guard run.count == 1 || after.isParenthesis else { return true }
    // What it opens ends with the bracket's own end: 见*《办法》*第三条.
    var at = run.upperBound
    while at < bytes.count, bytes[at] != 0x0A, bytes[at] != UInt8(ascii: "*") { at += 1 }
    return at < bytes.count && bytes[at] != 0x0A && previous(at, bytes).closes
  }

  private static func isEscaped(_ at: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var count = 0
    while at - count > 0, bytes[at - count - 1] == UInt8(ascii: "\\") { count += 1 }
    return count % 2 == 1
  }

  private static func previous(_ end: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> CharacterClass {
    guard end > 0 else { return .edge }
    var start = end - 1
    while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return next(start, bytes)
  }

  private static func next(_ at: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> CharacterClass {
    guard at < bytes.count else { return .edge }
    let lead = bytes[at]
    let length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    guard at + length <= bytes.count else { return .edge }
    var scalar = length == 1 ? UInt32(lead) : UInt32(lead) & (0xFF >> UInt32(length + 1))
    for index in 1..<max(1, length) { scalar = scalar << 6 | UInt32(bytes[at + index] & 0x3F) }
    return CharacterClass(scalar)
  }
}

extension String {
  /// The text without U+FDD0, and with asterisks where U+FDD1 stands for them.
  var withoutMarks: String {
    guard unicodeScalars.contains(where: { $0.value | 1 == 0xFDD1 }) else { return self }
    let kept = unicodeScalars.filter { $0.value != 0xFDD0 }
    return String(String.UnicodeScalarView(kept.map { $0.value == 0xFDD1 ? "*" : $0 }))
  }
}
