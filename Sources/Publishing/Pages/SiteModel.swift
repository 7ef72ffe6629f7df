import Catalogue
import Records
import Review
import Values

/// Everything that pages are made from, computed once: items in order, columns with what they hold.
///
/// Only what a publication plan holds comes in, so nothing else can come out.
struct SiteModel: Sendable {
  let settings: SiteSettings
  /// The day that the site is made for.
  let asOf: Day
  /// A rendering of working files that nobody approved: marked on every page.
  let isDraft: Bool
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
  /// Columns that are shown: those that hold something, for a blank column is a fault (国办秘函〔2019〕19号).
  let columns: [Column]
  /// Columns that hold nothing now but once did: their pages stay, so that no address vanishes.
  let emptied: [Column]
  /// Columns that records were published in and the catalogue no longer has, each with the nearest column above that it
  /// still has; nil for none.
  let dropped: [(code: ColumnCode, heir: Column?)]
  /// Indexes of the items that serve each item of 条例 Art. 20, newest first; where 排序 is given, column after column.
  let byStatutoryItem: [Int: [Int]]
  /// Every record ever published, in the order of first publication: the index of its item, nil for one that left.
  let publicationOrder: [Int?]
  let tombstones: [PublicationPlan.Grave]
  /// 原网址, each with where the record stands now.
  let moved: [PublicationPlan.Moved]
  /// Ids of the items that point to an item through 关联 or 替代, by the item pointed to.
  let pointers: [RecordID: [RecordID]]

  /// A record on the site, with the texts that several pages show.
  ///
  /// One object, since it is sorted and passed about by the thousand.
  final class Item: Sendable {
    let page: PublicationPlan.Page
    /// The record's, side by side with what lists are sorted and keyed by.
    let id: RecordID
    let column: ColumnCode
    /// How deep its page lies.
    let depth: Int
    /// 发布日期, or 原发布日期 of a migrated item.
    let shownDay: Day
    /// Whether it has an 原发布日期 that can be true: not before it was formed, nor after the publication that the ledger
    /// recorded. A date that is typed by hand makes nothing newer or older than it can be (DESIGN §6).
    let isMigrated: Bool
    /// Whether it is in force, as the site says on its day.
    let shownValidity: ShownValidity
    /// 生成日期.
    let formed: Day
    /// 排序, where it is given.
    let order: Int?
    /// 标题 and 内容概述, which several lists show: looked up in the record once.
    let title: String
    let summary: String

    init(page: PublicationPlan.Page, shownValidity: ShownValidity) {
      self.page = page
      self.shownValidity = shownValidity
      id = page.record.id
      column = page.record.column
      depth = SiteAddresses.depth(of: page.address)
      formed = page.record.formed
      let published = page.firstPublished.day
      let original = page.record.day(.originalDate).flatMap { $0 >= page.record.formed && $0 <= published ? $0 : nil }
      isMigrated = original != nil
      shownDay = original ?? published
      title = page.record.title
      summary = page.record.text(.summary) ?? ""
      order = page.record.text(.order).map { Int($0) ?? Int.max }
    }

    var record: Record { page.record }

    /// `失效`, `废止` … ; nil while in force.
    var status: Validity? { shownValidity.status }

    /// When it was published: the ledger's time, or the beginning of 原发布日期, whose hour nobody knows.
    var shownMoment: Moment { isMigrated ? Moment(startOf: shownDay) : page.firstPublished }
  }

  init(plan: PublicationPlan, settings: SiteSettings, isDraft: Bool = false) {
    let replaced = SiteModel.replaced(by: plan.pages, plan.tombstones, asOf: plan.asOf)
    let made = Parallel.map(plan.pages) { page in
      Item(
        page: page,
        shownValidity: ShownValidity(page, asOf: plan.asOf, isReplaced: replaced.contains(page.record.id)))
    }
    let items = SiteModel.newestFirst(made)
    let ordering = Beside { SiteModel.publicationOrder(items, plan.tombstones) }
    let serving = Beside { SiteModel.byStatutoryItem(plan.catalogue, items) }
    let byColumn = SiteModel.byColumn(items)
    self.settings = settings
    self.isDraft = isDraft
    asOf = plan.asOf
    addresses = SiteAddresses(settings)
    self.items = items
    let shown = byColumn.mapValues { SiteModel.inShownOrder($0, items) }
    self.byColumn = shown
    neighbours = SiteModel.neighbours(shown, items)
    catalogue = plan.catalogue
    columns = plan.catalogue.columns.filter { byColumn[$0.code] != nil }
    let unfilled = SiteModel.unfilled(plan, filled: byColumn)
    emptied = plan.catalogue.columns.filter { unfilled.contains($0.code) }
    dropped = unfilled.filter { plan.catalogue[$0] == nil }.sorted().map { code in
      (code, SiteModel.nearest(code, in: plan.catalogue))
    }
    byStatutoryItem = serving.result()
    publicationOrder = ordering.result()
    byID = Dictionary(items.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    tombstones = plan.tombstones
    moved = plan.moved
    var pointers: [RecordID: [RecordID]] = [:]
    for item in items where item.record.has(.related) || item.record.has(.replaces) {
      for target in item.record.related + item.record.list(.replaces).map(RecordID.init(rawValue:)) {
        pointers[target, default: []].append(item.id)
      }
    }
    self.pointers = pointers
  }

  /// Indexes of the items in each column, and in those below it: a column shows what its parts hold, too.
  private static func byColumn(_ items: [Item]) -> [ColumnCode: [Int]] {
    // Columns are few and items many: what is looked up for an item is its column's place in a list, and no more.
    var places: [ColumnCode: Int] = [:]
    var columns: [(code: ColumnCode, above: Int?, indexes: [Int])] = []
    func place(of code: ColumnCode) -> Int {
      if let place = places[code] { return place }
      let above = code.parent.map(place)
      columns.append((code, above, []))
      places[code] = columns.count - 1
      return columns.count - 1
    }
    for (index, item) in items.enumerated() {
      var place: Int? = place(of: item.column)
      while let column = place {
        columns[column].indexes.append(index)
        place = columns[column].above
      }
    }
    return Dictionary(columns.map { ($0.code, $0.indexes) }, uniquingKeysWith: { first, _ in first })
  }

  /// Columns that hold nothing but once did: a record's address begins with the column that it was first published in.
  private static func unfilled(_ plan: PublicationPlan, filled: [ColumnCode: [Int]]) -> Set<ColumnCode> {
    var codes: Set<ColumnCode> = []
    var seen: Set<Substring> = []
    var last = ""
    for address in plan.tombstones.map(\.address) + plan.pages.map(\.address) {
      // In the order of ids most come after one that begins alike.
      if !last.isEmpty, address.hasPrefix(last) { continue }
      let beginning = address.utf8.firstIndex(of: UInt8(ascii: "/")).map { address[..<$0] } ?? address[...]
      last = beginning + "/"
      guard seen.insert(beginning).inserted else { continue }
      var code = ColumnCode(beginning)
      while let column = code, codes.insert(column).inserted { code = column.parent }
    }
    return codes.filter { filled[$0] == nil || plan.catalogue[$0] == nil }
  }

  private static func nearest(_ code: ColumnCode, in catalogue: Catalogue) -> Column? {
    catalogue[code] ?? code.parent.flatMap { nearest($0, in: catalogue) }
  }

  private static func byStatutoryItem(_ catalogue: Catalogue, _ items: [Item]) -> [Int: [Int]] {
    var result: [Int: [Int]] = [:]
    var served: [ColumnCode: [Int]] = [:]
    for (index, item) in items.enumerated() {
      let code = item.column
      let numbers = served[code] ?? Array(Set(catalogue.ancestry(of: code).flatMap(\.statutoryItems)))
      served[code] = numbers
      for number in numbers { result[number, default: []].append(index) }
    }
    // Leaders and units stand as they do in their columns.
    return result.mapValues { inShownOrder($0, items) }
  }

  private static func publicationOrder(_ items: [Item], _ graves: [PublicationPlan.Grave]) -> [Int?] {
    let standing = items.enumerated().map { ($1.page.firstPublished, $1.page.indexNumber, Int?($0)) }
    let gone = graves.map { ($0.firstPublished, $0.indexNumber, Int?.none) }
    return (standing + gone).sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
  }

  private static func newestFirst(_ items: [Item]) -> [Item] {
    // Sorted as numbers: what an item says is looked up once.
    let keys = items.enumerated().map { at, item in
      (day: item.shownDay.ordinal, time: item.page.firstPublished, formed: item.formed.ordinal, at: at)
    }
    return keys.sorted { left, right in
      if left.day != right.day { return left.day > right.day }
      if left.time != right.time { return left.time > right.time }
      if left.formed != right.formed { return left.formed > right.formed }
      return items[left.at].page.indexNumber > items[right.at].page.indexNumber
    }.map { items[$0.at] }
  }

  /// Newest first; where 排序 is given (leaders, departments), by it: column after column, for an order says nothing
  /// beyond its own.
  private static func inShownOrder(_ indexes: [Int], _ items: [Item]) -> [Int] {
    guard indexes.contains(where: { items[$0].order != nil }) else { return indexes }
    let keys = indexes.enumerated().map { place, index in
      (column: items[index].column, order: items[index].order ?? Int.max, place: place, index: index)
    }
    return keys.sorted { ($0.column, $0.order, $0.place) < ($1.column, $1.order, $1.place) }.map(\.index)
  }

  private static func neighbours(
    _ byColumn: [ColumnCode: [Int]], _ items: [Item]
  ) -> [(before: Int?, after: Int?)] {
    var result: [(before: Int?, after: Int?)] = Array(repeating: (nil, nil), count: items.count)
    for (code, indexes) in byColumn {
      for (position, index) in indexes.enumerated() where items[index].column == code {
        result[index].before = position > 0 ? indexes[position - 1] : nil
        result[index].after = position + 1 < indexes.count ? indexes[position + 1] : nil
      }
    }
    return result
  }

  /// Records that a document on the site takes the place of, once it is in force itself; or one that was there, since a
  /// page that is taken down revives no law.
  private static func replaced(
    by pages: [PublicationPlan.Page], _ graves: [PublicationPlan.Grave], asOf: Day
  ) -> Set<RecordID> {
    var replaced = Set(graves.lazy.flatMap(\.replaces))
    for page in pages where page.record.has(.replaces) {
      guard ShownValidity(page, asOf: asOf, isReplaced: false).status != .notYet else { continue }
      replaced.formUnion(page.record.list(.replaces).map(RecordID.init(rawValue:)))
    }
    return replaced
  }

  /// The column that an item stands under: its own, or the nearest one above that is still in the catalogue.
  func column(of item: Item) -> Column? { nearestColumn(item.column) }

  /// A column, or the nearest one above that is still in the catalogue.
  func nearestColumn(_ code: ColumnCode) -> Column? {
    var code: ColumnCode? = code
    while let column = code {
      if let found = catalogue[column] { return found }
      code = column.parent
    }
    return nil
  }

  /// How many items a column and those below it hold.
  func count(_ code: ColumnCode) -> Int { byColumn[code]?.count ?? 0 }

  /// The shown columns directly below one; the top columns for nil.
  func children(of code: ColumnCode?) -> [Column] { columns.filter { $0.code.parent == code } }
}
