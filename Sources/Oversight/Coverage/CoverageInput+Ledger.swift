import Catalogue
import Records
import Review
import Values

extension CoverageInput {
  /// What the ledger and the gate say of a site: each column with what is on the site, in review and held, and the
  /// statutory items that its columns serve.
  ///
  /// - Parameter changes: those of catalogue.yaml, to tell where the site's catalogue differs from the standard.
  public init(_ examination: Examination, changes: [CatalogueChange] = []) {
    let catalogue = examination.state.catalogue
    var figures: [ColumnCode: Figures] = [:]
    for item in examination.assessments {
      guard let code = ColumnCode(item.columnCode) else { continue }
      let live = examination.state.records[item.id]?.live
      figures[code, default: Figures()].take(item, since: live?.since.day)
    }
    let columns = catalogue.columns.map { column in
      // A column shows what its parts hold, too.
      let below = figures.filter { code, _ in code == column.code || code.isBelow(column.code) }.map(\.value)
      return ColumnFigures(
        column, published: below.reduce(0) { $0 + $1.published }, pending: below.reduce(0) { $0 + $1.pending },
        held: below.reduce(0) { $0 + $1.held }, newest: below.compactMap(\.newest).max(),
        gaps: below.flatMap(\.gaps),
        months: below.reduce(into: [:]) { all, one in all.merge(one.months, uniquingKeysWith: +) })
    }
    let statutory = StatutoryItem.all.compactMap { item -> StatutoryDecision? in
      let serving = Set(catalogue.columns.filter { $0.statutoryItems.contains(item.number) }.map(\.code))
      guard !serving.isEmpty else { return nil }
      let published = figures.filter { serving.contains($0.key) }.reduce(0) { $0 + $1.value.published }
      return StatutoryDecision(
        item: "a20-\(item.number < 10 ? "0" : "")\(item.number)", applies: .yes, published: published)
    }
    self.init(asOf: examination.asOf, columns: columns, changes: changes, statutory: statutory)
  }

  /// One column's count in the making.
  private struct Figures {
    var published = 0
    var pending = 0
    var held = 0
    var newest: Day?
    var gaps: [ColumnFigures.FieldGap] = []
    var months: [Month: Int] = [:]

    mutating func take(_ item: Assessment, since: Day?) {
      if item.live == .published {
        published += 1
        newest = max(newest ?? since ?? Day(ordinal: 0), since ?? Day(ordinal: 0))
        if let since { months[Month(of: since), default: 0] += 1 }
        gaps += CoverageInput.gaps(item)
      }
      if item.pending == .inReview || item.pending == .approved { pending += 1 }
      if item.isHeld { held += 1 }
    }
  }

  /// What a published department or leader should say and does not (篇3 二(二)1).
  private static func gaps(_ item: Assessment) -> [ColumnFigures.FieldGap] {
    guard let record = item.outgoing?.record else { return [] }
    let wanted: [Field]
    switch item.columnCode {
    case "1.2": wanted = [.personName, .post, .responsibilities]
    case "1.3", "1.4": wanted = [.head, .phone]
    default: return []
    }
    let missing = wanted.filter { record.text($0) == nil }
    return missing.isEmpty ? [] : [.init(record: item.title, fields: missing.map(\.rawValue))]
  }
}

extension ColumnCode {
  fileprivate func isBelow(_ other: ColumnCode) -> Bool {
    var above = parent
    while let code = above {
      if code == other { return true }
      above = code.parent
    }
    return false
  }
}
