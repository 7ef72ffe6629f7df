import Records
import Values

extension HeldDocument {
  /// The documents on the site that the calendar expects, known by column, 年度, 总结类别 and title.
  static func found(in standings: [RecordStanding], office: [String]) -> [HeldDocument] {
    standings.filter { $0.isLive && $0.isInForce }.flatMap { item -> [HeldDocument] in
      guard let record = item.record, let day = item.firstPublic else { return [] }
      return found(record, on: day, office: office)
    }
  }

  static func found(_ record: Record, on day: Day, office: [String]) -> [HeldDocument] {
    let title = record.title
    let year = record.text(.year).flatMap { Int($0) } ?? HeldDocument.year(in: title)
    switch "\(record.column)" {
    case let code where code.hasPrefix("3.1"):
      guard let year, title.contains("计划"), HeldDocument.part(in: title) == nil else { return [] }
      return [HeldDocument(.plan, year: year, publishedOn: day)]
    case let code where code.hasPrefix("3.4"):
      guard let year else { return [] }
      let kind = record.text(.summaryKind) ?? ""
      let part = HeldDocument.part(in: title)
      if kind == "月度" || (kind.isEmpty && part?.isMonth == true) {
        return part.map { [HeldDocument(.monthSummary, year: year, part: $0.number, publishedOn: day)] } ?? []
      }
      if kind == "季度" || (kind.isEmpty && part != nil) {
        return part.map { [HeldDocument(.quarterSummary, year: year, part: $0.number, publishedOn: day)] } ?? []
      }
      return kind == "年度" || (kind.isEmpty && title.contains("总结"))
        ? [HeldDocument(.yearSummary, year: year, publishedOn: day)] : []
    case "3.5.1": return [HeldDocument(.guide, publishedOn: day)]
    case "3.5.2":
      return systems.filter { $0.words.contains { title.contains($0) } }.map {
        HeldDocument(.system, name: $0.name, publishedOn: day)
      }
    case "3.5.3":
      guard let year else { return [] }
      let isOwn = title.contains("办公") || office.contains { title.contains($0) }
      return [HeldDocument(isOwn ? .departmentReport : .governmentReport, year: year, publishedOn: day)]
    default: return []
    }
  }

  /// The seven systems of 篇3 三, with the words of titles that mean them.
  private static let systems: [(name: String, words: [String])] = [
    ("主动公开", ["主动公开"]), ("依申请公开", ["依申请公开"]), ("保密审查", ["保密审查"]), ("内部考核", ["考核"]),
    ("错误信息澄清", ["澄清"]), ("对外发布协调", ["发布协调"]), ("过错责任追究", ["责任追究"]),
  ]

  /// The year that a title names first: `2026年…`.
  static func year(in title: String) -> Int? {
    number(before: "年", in: title).flatMap { (1900...9998).contains($0) ? $0 : nil }
  }

  /// The month or quarter that a title names: `2026年10月`, `第三季度`, `3季度`.
  static func part(in title: String) -> (isMonth: Bool, number: Int)? {
    if let number = number(before: "季度", in: title), (1...4).contains(number) { return (false, number) }
    if let number = number(before: "月", in: title), (1...12).contains(number) { return (true, number) }
    return nil
  }

  /// The number right before the first place of a word, in Arabic or Chinese figures.
  private static func number(before word: String, in title: String) -> Int? {
    let pieces = title.split(separator: word, omittingEmptySubsequences: false).dropLast()
    for piece in pieces {
      let digits = piece.reversed().prefix { $0.isASCII && $0.isNumber }.reversed()
      if let number = Int(String(digits)) { return number }
      let names = ["十二", "十一", "十", "九", "八", "七", "六", "五", "四", "三", "二", "一"]
      if let index = names.firstIndex(where: { piece.hasSuffix($0) }) { return 12 - index }
    }
    return nil
  }
}
