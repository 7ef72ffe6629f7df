import Catalogue
import Records
import Review
import Values

/// Everything that pages are made from, computed once: items in order, columns with what they hold.
///
/// Only what a publication plan holds comes in, so nothing else can come out.
struct SiteModel: Sendable {
  let settings: SiteSettings
  /// Addresses from the base path on.
  let addresses: SiteAddresses
  let catalogue: Catalogue
  /// Items, newest first.
  let items: [Item]
  /// Indexes of items by id.
  let byID: [RecordID: Int]
  /// Indexes of items in each column, in the order that the column shows them.
  let byColumn: [ColumnCode: [Int]]
  /// For each item, those shown before and after it in its own column.
  let neighbours: [(before: Int?, after: Int?)]
  /// Columns that are shown: all but optional ones without items.
  let columns: [Column]
  let tombstones: [PublicationPlan.Grave]
  /// Ids of the items that point to an item through 关联 or 替代, by the item pointed to.
  let pointers: [RecordID: [RecordID]]

  /// A record on the site, with the texts that several pages show.
  struct Item: Sendable {
    let page: PublicationPlan.Page
    /// 发布日期, or 原发布日期 of a migrated item.
    let shownDay: Day
    /// `失效`, `废止` … ; nil while in force.
    let status: Validity?

    var record: Record { page.record }
  }

  init(plan: PublicationPlan, settings: SiteSettings) {
    let made = plan.pages.map { page in
      Item(
        page: page,
        shownDay: page.record.day(.originalDate) ?? page.firstPublished.day,
        status: SiteModel.status(page, asOf: plan.asOf))
    }
    let items = made.sorted(by: SiteModel.isNewer)
    var byColumn: [ColumnCode: [Int]] = [:]
    for (index, item) in items.enumerated() {
      // A column shows what its parts hold, too.
      var code: ColumnCode? = item.record.column
      while let column = code {
        byColumn[column, default: []].append(index)
        code = column.parent
      }
    }
    self.settings = settings
    addresses = SiteAddresses(settings)
    self.items = items
    let shown = byColumn.mapValues { SiteModel.inShownOrder($0, items) }
    self.byColumn = shown
    neighbours = SiteModel.neighbours(shown, items)
    catalogue = plan.catalogue
    columns = plan.catalogue.columns.filter { $0.requirement == .required || byColumn[$0.code] != nil }
    byID = Dictionary(items.enumerated().map { ($1.record.id, $0) }, uniquingKeysWith: { first, _ in first })
    tombstones = plan.tombstones
    var pointers: [RecordID: [RecordID]] = [:]
    for item in items {
      for target in item.record.related + item.record.list(.replaces).map(RecordID.init(rawValue:)) {
        pointers[target, default: []].append(item.record.id)
      }
    }
    self.pointers = pointers
  }

  private static func isNewer(_ left: Item, _ right: Item) -> Bool {
    if left.shownDay != right.shownDay { return left.shownDay > right.shownDay }
    if left.page.firstPublished != right.page.firstPublished {
      return left.page.firstPublished > right.page.firstPublished
    }
    if left.record.formed != right.record.formed { return left.record.formed > right.record.formed }
    return left.page.indexNumber > right.page.indexNumber
  }

  /// Newest first; where 排序 is given (leaders, departments), by it.
  private static func inShownOrder(_ indexes: [Int], _ items: [Item]) -> [Int] {
    guard indexes.contains(where: { items[$0].record.fields[.order] != nil }) else { return indexes }
    func order(_ index: Int) -> Int { items[index].record.text(.order).flatMap { Int($0) } ?? Int.max }
    return indexes.enumerated().sorted { (order($0.element), $0.offset) < (order($1.element), $1.offset) }.map(
      \.element)
  }

  private static func neighbours(
    _ byColumn: [ColumnCode: [Int]], _ items: [Item]
  ) -> [(before: Int?, after: Int?)] {
    var result: [(before: Int?, after: Int?)] = Array(repeating: (nil, nil), count: items.count)
    for (code, indexes) in byColumn {
      for (position, index) in indexes.enumerated() where items[index].record.column == code {
        result[index].before = position > 0 ? indexes[position - 1] : nil
        result[index].after = position + 1 < indexes.count ? indexes[position + 1] : nil
      }
    }
    return result
  }

  /// Whether a document is no longer, or not yet, in force on a day (domain §5.4).
  private static func status(_ page: PublicationPlan.Page, asOf: Day) -> Validity? {
    let record = page.record
    let stated = record.text(.validity).flatMap(Validity.init(rawValue:))
    if page.repealed != nil || stated == .repealed { return .repealed }
    if let repealed = record.day(.repealed), repealed <= asOf { return .repealed }
    if stated == .expired { return .expired }
    if let expires = record.day(.expires), expires < asOf { return .expired }
    if stated == .notYet, let from = record.day(.effectiveFrom), from <= asOf { return nil }
    return stated == .inForce ? nil : stated
  }

  /// The column that an item stands under: its own, or the nearest one above that is still in the catalogue.
  func column(of item: Item) -> Column? {
    var code: ColumnCode? = item.record.column
    while let column = code {
      if let found = catalogue[column] { return found }
      code = column.parent
    }
    return nil
  }

  /// How many items a column and those below it hold.
  func count(_ code: ColumnCode) -> Int { byColumn[code]?.count ?? 0 }

  /// The shown columns directly below one.
  func children(of code: ColumnCode) -> [Column] { columns.filter { $0.code.parent == code } }
}
