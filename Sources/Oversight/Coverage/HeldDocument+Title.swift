extension HeldDocument {
  /// The part of a year that a title speaks of.
  enum Part: Equatable {
    case month(Int)
    case quarter(Int)
    /// 1至12月.
    case year
    /// Half a year, or months that make neither a quarter nor a year.
    case other
  }

  /// The year that a title names first: `2026年…`, `二〇二六年…`.
  static func year(in title: String) -> Int? {
    for piece in title.split(separator: "年", omittingEmptySubsequences: false).dropLast() {
      let figures = Array(piece.suffix(4).map { String($0) })
      let number = figures.count == 4 ? Int(figures.map { digits[$0] ?? $0 }.joined()) : nil
      if let number, (1900...9998).contains(number) { return number }
    }
    return nil
  }

  /// The part that a title names: `2026年10月`, `第三季度`, `3季度`, `1至3月`, `上半年`.
  static func part(in title: String) -> Part? {
    if title.contains("半年") { return .other }
    // `1月至3月` is written as `1至3月`, too.
    var title = title
    for mark in marks { title = title.replacing("月\(mark)", with: "\(mark)") }
    if let number = number(before: "季度", in: title), (1...4).contains(number) {
      return spans.contains(where: title.contains) ? .other : .quarter(number)
    }
    guard let last = number(before: "月", in: title), (1...12).contains(last) else { return nil }
    guard let first = first(ofMonthsTo: last, in: title) else { return .month(last) }
    switch (first, last) {
    case (1, 12): return .year
    case (1, 3), (4, 6), (7, 9), (10, 12): return .quarter(last / 3)
    default: return .other
    }
  }

  /// 前三季度 and 一至三季度 are no third quarter.
  private static let spans = ["前二季度", "前两季度", "前2季度", "前三季度", "前3季度", "前三个季度", "至三季度", "至二季度", "至第三季度", "至第二季度"]

  /// Whether a title is that of the office's plan for a year, and not of a part of it or of one matter.
  static func isYearPlan(_ title: String, office: [String]) -> Bool {
    guard part(in: title) == nil else { return false }
    let rest = (title.firstIndex(of: "年").map { String(title[title.index(after: $0)...]) } ?? title)
    var plain = rest.hasPrefix("度") ? String(rest.dropFirst()) : rest
    for name in office.sorted(by: { $0.count > $1.count }) where plain.hasPrefix(name) {
      plain = String(plain.dropFirst(name.count))
      break
    }
    if ["计划", "工作计划", "工作要点", "工作安排", "重点工作", "主要工作"].contains(where: plain.hasPrefix) { return true }
    return ["工作计划", "工作要点"].contains(where: title.contains) && !matters.contains(where: title.contains)
  }

  /// Words of plans for one matter.
  private static let matters = [
    "培训", "学习", "采购", "招聘", "招录", "招考", "演练", "调研", "检查", "督查", "立法", "普法", "宣传", "审计", "整改", "活动", "政务公开",
    "信息公开",
  ]

  private static let digits: [String: String] = [
    "〇": "0", "零": "0", "○": "0", "一": "1", "二": "2", "三": "3", "四": "4", "五": "5", "六": "6", "七": "7", "八": "8",
    "九": "9",
  ]

  private static let names = ["十二", "十一", "十", "九", "八", "七", "六", "五", "四", "三", "二", "一"]

  /// The number right before the first place of a word, in Arabic or Chinese figures.
  private static func number(before word: String, in title: String) -> Int? {
    title.split(separator: word, omittingEmptySubsequences: false).dropLast().lazy.compactMap { ending($0)?.number }
      .first
  }

  /// The first of the months that a title names with a stretch: 1 of `1至3月`, `1-3月`, `一——三月`.
  private static func first(ofMonthsTo last: Int, in title: String) -> Int? {
    guard let piece = title.split(separator: "月", omittingEmptySubsequences: false).first(where: { ending($0) != nil }),
      let end = ending(piece)
    else { return nil }
    let before = piece.dropLast(end.length)
    var rest = before
    while let mark = rest.last, marks.contains(mark) { rest = rest.dropLast() }
    guard rest.count < before.count, let start = ending(rest)?.number else { return nil }
    return (1..<max(last, 2)).contains(start) ? start : nil
  }

  private static let marks: [Character] = ["至", "到", "-", "—", "–", "~", "～", "－"]

  private static func ending(_ piece: Substring) -> (number: Int, length: Int)? {
    let figures = String(piece.reversed().prefix { $0.isASCII && $0.isNumber }.reversed())
    if let number = Int(figures) { return (number, figures.count) }
    guard let index = names.firstIndex(where: { piece.hasSuffix($0) }) else { return nil }
    return (12 - index, names[index].count)
  }
}
