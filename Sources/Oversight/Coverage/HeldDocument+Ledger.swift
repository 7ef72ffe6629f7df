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
    case _ where record.column.parts.starts(with: [3, 1]):
      guard let year, HeldDocument.isYearPlan(title, office: office) else { return [] }
      return [HeldDocument(.plan, year: year, publishedOn: day)]
    case _ where record.column.parts.starts(with: [3, 4]):
      guard let year else { return [] }
      let kind = record.text(.summaryKind) ?? ""
      switch (kind, HeldDocument.part(in: title)) {
      case ("月度", .month(let number)), ("", .month(let number)):
        return [HeldDocument(.monthSummary, year: year, part: number, publishedOn: day)]
      case ("季度", .quarter(let number)), ("", .quarter(let number)):
        return [HeldDocument(.quarterSummary, year: year, part: number, publishedOn: day)]
      case (_, .other): return []
      case ("年度", _): return [HeldDocument(.yearSummary, year: year, publishedOn: day)]
      case ("", .year): return [HeldDocument(.yearSummary, year: year, publishedOn: day)]
      case ("", nil) where title.contains("总结"): return [HeldDocument(.yearSummary, year: year, publishedOn: day)]
      default: return []
      }
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
}
