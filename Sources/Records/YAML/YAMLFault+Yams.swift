import Yams

extension YAMLFault {
  /// A fault of Yams, in words of the people who write the files.
  ///
  /// - Parameter linesBefore: lines of the file before the text, for lines that the words mention.
  init(_ error: YamlError, in text: String, linesBefore: Int) {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      // An unclosed quote or bracket is noticed at the end of the text; where it was opened helps more.
      let isOpen =
        problem.contains("unexpected end of stream") || problem.contains("did not find expected ',' or")
      let mark = isOpen ? context?.mark ?? mark : mark
      if let colon = Self.wideColon(near: mark.line, in: text) {
        self.init(
          position: colon, message: "键之后是全角冒号「：」，应为英文冒号", remedy: "写成「键: 值」，英文冒号后面留一个空格")
        return
      }
      if !isOpen, let slip = YAMLSlip.find(in: text, noticed: [mark.line, mark.line - 1, context?.mark.line ?? 0]) {
        self = slip
        return
      }
      self.init(
        position: Position(line: mark.line, column: mark.column),
        message: "YAML 格式错误：\(Self.words(for: problem))", remedy: Self.remedy(for: problem))
    case .duplicatedKeysInMapping(let duplicates, let context):
      let key = duplicates.first ?? ""
      let first = Position(line: context.mark.line, column: context.mark.column)
      self.init(
        position: Self.second(key, after: first, in: text) ?? first,
        message: "键\(Wording.quoted(key))重复" + Self.others(duplicates.dropFirst()),
        remedy: "第一次在第 \(first.line + linesBefore) 行，只留一处")
    default:
      self.init(position: .start, message: "YAML 无法读取", remedy: "核对 YAML 格式")
    }
  }

  /// The other keys of the same map that stand twice, of many the first few.
  private static func others(_ keys: ArraySlice<String>) -> String {
    guard !keys.isEmpty else { return "" }
    return "；重复的键还有" + keys.prefix(8).map(Wording.quoted).joined() + (keys.count > 8 ? "等 \(keys.count) 个" : "")
  }

  private static func words(for problem: String) -> String {
    if problem.contains("mapping values are not allowed") { return "此处不能出现「: 」" }
    if problem.contains("could not find expected ':'") { return "键之后没有「: 」" }
    if problem.contains("expected <block end>") { return "缩进或引号不对" }
    if problem.contains("expected ',' or") { return "括号没有配对" }
    if problem.contains("unexpected end of stream") { return "引号没有配对" }
    if problem.contains("cannot start any token") { return "值不能以这个字符开头" }
    if problem.contains("tab") { return "缩进不能用制表符" }
    if problem.contains("undefined alias") { return "值以「*」开头，被当作别名" }
    if problem.contains("another document") { return "只能有一个 YAML 文档" }
    if problem.contains("nesting level") { return "嵌套太深" }
    if problem.contains("escape") { return "双引号里有未知的转义" }
    if problem.contains("expected key") { return "此处应是下一个键" }
    if problem.contains("block sequence entries") { return "此处不能出现「- 」" }
    if problem.contains("block mapping") || problem.contains("mapping keys") { return "此处不能出现键" }
    if problem.contains("tag") { return "标签（!…）不对" }
    if problem.contains("directive") { return "此处不能以「%」开头" }
    if problem.contains("alphabetic or numeric") { return "「&」或「*」之后不是名称" }
    if problem.contains("line break") { return "「|」或「>」之后只能换行" }
    if problem.contains("document start") || problem.contains("document end") { return "值之后还有别的内容" }
    return "此处不能这样写"
  }

  private static func remedy(for problem: String) -> String {
    if problem.contains("mapping values are not allowed") || problem.contains("cannot start any token")
      || problem.contains("undefined alias")
    {
      return "值里有「: 」或以特殊字符开头时，用引号把整个值括起来"
    }
    if problem.contains("could not find expected ':'") { return "写成「键: 值」，冒号用英文冒号，后面留一个空格" }
    return "同级的键对齐，引号和括号成对，缩进用空格；值以特殊字符开头时，用引号把整个值括起来"
  }

  /// A full-width colon where a key's colon should be: the commonest slip under a Chinese input method, which
  /// YAML notices one line late.
  private static func wideColon(near line: Int, in text: String) -> Position? {
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    for index in [line - 2, line - 1] where lines.indices.contains(index) {
      let key = lines[index].prefix { $0 != "：" && $0 != ":" && $0 != "\"" && $0 != "#" }
      let isKey = !key.isEmpty && key.count <= 16 && lines[index].dropFirst(key.count).first == "："
      if isKey { return Position(line: index + 1, column: key.unicodeScalars.count + 1) }
    }
    return nil
  }

  /// Where a key of the same column stands again; Yams tells the first place only.
  private static func second(_ key: String, after first: Position, in text: String) -> Position? {
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    for (index, line) in lines.enumerated().dropFirst(first.line) {
      let indent = line.prefix { $0 == " " || $0 == "-" }.unicodeScalars.count
      let rest = line.drop { $0 == " " || $0 == "-" || $0 == "\"" || $0 == "'" }
      if indent + 1 == first.column, rest.hasPrefix(key),
        rest.dropFirst(key.count).first.map({ ":\"' ".contains($0) }) == true
      {
        return Position(line: index + 1, column: indent + 1)
      }
    }
    return nil
  }
}
