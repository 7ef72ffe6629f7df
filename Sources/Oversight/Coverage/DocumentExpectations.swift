import Values

/// Which documents are expected, since which year, each on or off (domain §8.4, items 53, 54, 61).
public struct DocumentExpectations: Hashable, Sendable {
  /// The first year that documents are expected for.
  public let since: Int
  public let kinds: Set<ExpectedDocument.Kind>
  /// Days after the end of a month, quarter or year in which its summary is expected. Not in any rule: the office's own.
  public let grace: Int

  /// The seven systems of 篇3 三.
  public static let systems = ["主动公开", "依申请公开", "保密审查", "内部考核", "错误信息澄清", "对外发布协调", "过错责任追究"]

  /// Nothing is expected.
  public static let off = DocumentExpectations(since: 0, kinds: [])

  /// Makes expectations; grace below 0 is taken as 0, above 366 as 366.
  public init(since: Int, kinds: Set<ExpectedDocument.Kind> = Set(ExpectedDocument.Kind.allCases), grace: Int = 31) {
    self.since = since
    self.kinds = kinds
    self.grace = min(max(grace, 0), 366)
  }

  /// Every document whose last day is not after a day, oldest first, and those always expected.
  public func expected(asOf: Day) -> [ExpectedDocument] {
    var result: [ExpectedDocument] = []
    func add(_ kind: ExpectedDocument.Kind, _ year: Int = 0, _ part: Int = 0, due: Day?, name: String = "") {
      guard kinds.contains(kind), due.map({ $0 <= asOf }) ?? true else { return }
      result.append(ExpectedDocument(kind: kind, year: year, part: part, due: due, name: name))
    }
    add(.guide, due: nil)
    for name in DocumentExpectations.systems { add(.system, due: nil, name: name) }
    let last = asOf.year
    guard !kinds.isEmpty, (1...9998).contains(last) else { return result }
    for year in max(since, 1)...max(max(since, 1), last) where year <= last {
      add(.plan, year, due: Day(year: year, month: 3, day: 31))
      for month in 1...12 {
        add(.monthSummary, year, month, due: end(year, month))
        if month % 3 == 0 { add(.quarterSummary, year, month / 3, due: end(year, month)) }
      }
      add(.yearSummary, year, due: end(year, 12))
      // The 2008 条例 (Art. 31) gave every organ until 03-31; the first reports were for 2008.
      guard year >= 2008, let january = Day(year: year + 1, month: 1, day: 31),
        let march = Day(year: year + 1, month: 3, day: 31)
      else { continue }
      add(.departmentReport, year, due: Regime(on: january) == .of2019 ? january : march)
      add(.governmentReport, year, due: march)
    }
    return result
  }

  /// The expected documents that are absent on a day, and those that came late.
  public func compare(_ held: [HeldDocument], asOf: Day) -> (absent: [ExpectedDocument], late: [ExpectedDocument]) {
    var first: [HeldDocument: Day] = [:]
    for document in held where document.publishedOn <= asOf {
      let key = DocumentExpectations.key(document.kind, document.year, document.part, document.name)
      first[key] = min(first[key] ?? document.publishedOn, document.publishedOn)
    }
    var (absent, late): ([ExpectedDocument], [ExpectedDocument]) = ([], [])
    for wanted in expected(asOf: asOf) {
      let key = DocumentExpectations.key(wanted.kind, wanted.year, wanted.part, wanted.name)
      guard let day = first[key] else {
        absent.append(wanted)
        continue
      }
      if let due = wanted.due, day > due { late.append(wanted) }
    }
    return (absent, late)
  }

  private static func key(_ kind: ExpectedDocument.Kind, _ year: Int, _ part: Int, _ name: String) -> HeldDocument {
    HeldDocument(kind, year: year, part: part, name: name, publishedOn: Day(ordinal: 0))
  }

  private func end(_ year: Int, _ month: Int) -> Day? {
    Day(year: year, month: month, day: Day.length(ofMonth: month, year: year))?.adding(days: grace)
  }
}
