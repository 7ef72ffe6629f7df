/// Fields of a Word file that are open where the reading stands (ECMA-376 Part 1, 17.16): a reader sees their results,
/// not what computes them.
struct WordFields {
  private struct Field {
    var code = ""
    var isResult = false
    /// Something of the result shows.
    var isSeen = false
    /// Where its text leads to, also by a field around it.
    var link: String?
    /// What a form's field shows, whatever its result.
    var shown: String?
  }

  private var open: [Field] = []
  /// How many of them have not come to their results. (There may be any number in one another: nothing here looks through
  /// them all.)
  private var unsettled = 0

  /// The text at hand is one that shows.
  var isShown: Bool { unsettled == 0 }

  /// Where the text at hand leads to.
  var link: String? { open.last?.link }

  /// Notes that text at hand shows.
  mutating func see() { if let last = open.indices.last { open[last].isSeen = true } }

  mutating func begin(shown: String?) {
    open.append(Field(link: link, shown: shown))
    unsettled += 1
  }

  mutating func add(code: String) {
    if let last = open.indices.last, !open[last].isResult, open[last].code.utf8.count < 8192 { open[last].code += code }
  }

  mutating func separate() {
    guard let last = open.indices.last else { return }
    if !open[last].isResult { unsettled -= 1 }
    open[last].isResult = true
    open[last].link = WordFields.link(of: open[last].code) ?? open[last].link
  }

  /// Ends the innermost field.
  ///
  /// - Returns: what it shows in place of a result.
  mutating func end() throws(ConversionFault) -> String? {
    guard let field = open.popLast() else { return nil }
    if !field.isResult { unsettled -= 1 }
    if field.isSeen { see() }
    if let shown = field.shown { return shown }
    let name = WordFields.words(of: field.code).first?.uppercased() ?? ""
    let isDrawn = name == "EQ" || name == "SYMBOL"
    guard !field.isSeen, isDrawn || !field.isResult, !WordFields.unseen.contains(name) else { return nil }
    throw ConversionFault(
      isDrawn
        ? "正文里有用域做的符号(\(name))，网页上显示不出" : "正文里的域「\(name.prefix(20))」没有结果，不知道显示什么",
      remedy: "在原稿中改成普通文字（带圈数字直接用①②③）；其他的域全选后按 F9 更新，或按 Ctrl+Shift+F9 变成文字")
  }

  /// Fields that show nothing where they stand: entries of indexes, variables, page numbers that a page has no use for.
  private static let unseen: Set<String> = [
    "", "XE", "TC", "TA", "RD", "SET", "ASK", "PRIVATE", "ADVANCE", "PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION",
    "PAGEREF", "BOOKMARK", "DATA", "NEXT", "NEXTIF", "SKIPIF",
  ]

  /// The address of `HYPERLINK "https://…"`; nil for a place within the file.
  static func link(of code: String) -> String? {
    let words = words(of: code)
    guard words.first?.uppercased() == "HYPERLINK", words.count > 1, !words[1].hasPrefix("\\") else { return nil }
    return words[1]
  }

  private static func words(of code: String) -> [String] {
    var (words, word, isQuoted) = ([String](), "", false)
    for sign in code {
      if sign == "\"" {
        isQuoted.toggle()
      } else if sign.isWhitespace, !isQuoted {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.append(sign)
      }
    }
    return word.isEmpty ? words : words + [word]
  }
}
