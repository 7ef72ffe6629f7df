/// The slips of people who write a form, not YAML, and whom YAML's own words don't help: a value that begins with a sign
/// that means something to YAML, a colon without a blank, a key that is indented.
enum YAMLSlip {
  /// The slip in one of the lines where YAML noticed something; nil if there is none that is known.
  ///
  /// - Parameter noticed: lines, from 1; the first that has a slip is told. What YAML notices, it notices in the line
  ///   itself or in the next.
  static func find(in text: String, noticed: [Int]) -> YAMLFault? {
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map { Array($0.unicodeScalars) }
    for number in noticed where lines.indices.contains(number - 1) {
      let before = lines[..<(number - 1)].last { line in line.contains { $0 != " " } }
      if let slip = Line(lines[number - 1], number).slip(after: before) { return slip }
    }
    return nil
  }

  private static let quoteRemedy = "值用引号括起来，写成「键: \"值\"」；值里的双引号写成 \\\"，或用中文引号“”"

  /// A line taken apart.
  private struct Line {
    private let scalars: [Unicode.Scalar]
    private let number: Int
    private let indent: Int
    /// Whether it is an item of a list.
    private var isItem = false
    /// Where the key begins, and the colon after it; nil where there is none.
    private var key: (start: Int, colon: Int)?
    /// Where the value begins.
    private var value: Int

    init(_ scalars: [Unicode.Scalar], _ number: Int) {
      self.scalars = scalars
      self.number = number
      func blanks(from start: Int) -> Int { start + scalars[start...].prefix { $0 == " " }.count }
      indent = blanks(from: 0)
      var at = indent
      while at + 1 < scalars.count, scalars[at] == "-", scalars[at + 1] == " " {
        isItem = true
        at = blanks(from: at + 1)
      }
      value = at
      let name = scalars[at...].prefix { !":#\"'[]{}&*!|>%@`,?".unicodeScalars.contains($0) }
      if !name.isEmpty, name.count <= 16, name.endIndex < scalars.count, scalars[name.endIndex] == ":" {
        key = (at, name.endIndex)
        value = blanks(from: name.endIndex + 1)
      }
    }

    private func fault(_ at: Int, _ message: String, _ remedy: String) -> YAMLFault {
      YAMLFault(position: Position(line: number, column: at + 1), message: message, remedy: remedy)
    }

    private func text(_ range: Range<Int>) -> String {
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars[range])
      return String(text)
    }

    /// The slip of the line.
    ///
    /// - Parameter before: the line before it that is not blank.
    func slip(after before: [Unicode.Scalar]?) -> YAMLFault? {
      if indent < scalars.count, scalars[indent] == "\t" {
        return fault(indent, "这一行用制表符缩进", "缩进用空格，不用制表符")
      }
      if let key {
        let name = text(key.start..<key.colon)
        let next = key.colon + 1
        let isChinese = name.unicodeScalars.contains { $0.value >= 0x2E80 }
        if isChinese, next < scalars.count, scalars[next] != " ", scalars[next] != "\t" {
          return fault(key.colon, "键\(Wording.quoted(name))的冒号后面没有空格", "写成「键: 值」，英文冒号后面留一个空格")
        }
        if !isItem, indent > 0, let before {
          let above = Line(before, number - 1)
          if !above.isItem, above.indent < indent, above.key != nil, above.value < before.count, !above.opensBlock {
            return fault(indent, "键\(Wording.quoted(name))前面多了空格，没有与上一个键对齐", "删去前面的空格，同级的键对齐")
          }
        }
      } else if !isItem {
        return nil
      }
      return valueSlip
    }

    /// Whether lines below it, indented, are its value.
    private var opensBlock: Bool { value < scalars.count && "|>{[".unicodeScalars.contains(scalars[value]) }

    /// What is wrong with how the value begins.
    private var valueSlip: YAMLFault? {
      guard value < scalars.count else { return nil }
      let first = scalars[value]
      let rest = text(value + 1..<scalars.count)
      switch first {
      case "[", "{":
        guard let end = closing(first == "[" ? "]" : "}"), let more = content(after: end) else { return nil }
        return fault(more, "值以「\(first)」开头，被当作列表，而它结束之后还有内容", YAMLSlip.quoteRemedy)
      case "\"", "'":
        guard let end = quoteEnd(first), let more = content(after: end) else { return nil }
        return fault(more, "值以引号开头，而引号结束之后还有内容", "整个值用引号括起来；值里的双引号写成 \\\"，或用中文引号“”")
      case "-", "?":
        guard rest.isEmpty || rest.hasPrefix(" ") else { return nil }
      case "|", ">":
        if rest.allSatisfy({ "+-0123456789 ".contains($0) }) || rest.contains(" #") { return nil }
      case "*", "&", "!", "%", "@", "`", "]", "}", ",": break
      default: return nil
      }
      return fault(value, "值不能以「\(first)」开头", YAMLSlip.quoteRemedy)
    }

    /// Where the list or map that the value begins with ends; nil if not in this line.
    private func closing(_ sign: Unicode.Scalar) -> Int? {
      var depth = 0
      for at in value..<scalars.count {
        if scalars[at] == scalars[value] { depth += 1 }
        guard scalars[at] == sign else { continue }
        depth -= 1
        if depth == 0 { return at }
      }
      return nil
    }

    private func quoteEnd(_ quote: Unicode.Scalar) -> Int? {
      var at = value + 1
      while at < scalars.count {
        if quote == "\"", scalars[at] == "\\" {
          at += 1
        } else if scalars[at] == quote {
          guard quote == "'", at + 1 < scalars.count, scalars[at + 1] == quote else { return at }
          at += 1
        }
        at += 1
      }
      return nil
    }

    /// Where something other than a comment follows.
    private func content(after end: Int) -> Int? {
      guard let more = scalars.indices.first(where: { $0 > end && scalars[$0] != " " && scalars[$0] != "\t" }) else {
        return nil
      }
      return scalars[more] == "#" && more > end + 1 ? nil : more
    }
  }
}
