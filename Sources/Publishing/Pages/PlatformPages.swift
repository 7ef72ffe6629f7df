import Catalogue
import Records
import Templates
import Values

/// The pages of the unified disclosure platform (国办公开办函〔2019〕61号): a second view of the same records.
struct PlatformPages: Sendable {
  let parts: PageParts
  private var model: SiteModel { parts.model }

  /// Items shown of each part.
  private static let shownItems = 5

  /// 政府信息公开: the four blocks, and 依申请公开 beside them.
  func platform() -> SitePage {
    let page = parts.page(
      title: "政府信息公开", path: SiteAddresses.platform,
      metas: metas("政府信息公开", "政府信息公开指南、制度、法定主动公开内容和年报", type: "信息公开目录"),
      crumbs: [home, ("政府信息公开", SiteAddresses.platform)])
    var fields = parts.common(.platform, page: page)
    fields["lead"] = .text("\(model.settings.name)依照《中华人民共和国政府信息公开条例》公开政府信息的统一平台。")
    fields["blocks"] = .list(PlatformPart.allCases.filter { $0.isShown(in: model) }.map(block))
    fields["contact"] = .list(parts.contact)
    return SitePage(path: SiteAddresses.platform, kind: .platform, scope: Scope(PageSchemas.platform, fields))
  }

  private func block(_ part: PlatformPart) -> Scope {
    let indexes: [Int]
    switch part {
    case .guide: indexes = ColumnCode("3.5.1").flatMap { model.byColumn[$0] } ?? []
    case .statutory: indexes = Set(model.byStatutoryItem.values.joined()).sorted()
    default: indexes = part.column.flatMap { model.byColumn[$0] } ?? []
    }
    return Scope(
      PageSchemas.block,
      [
        "name": .text(part.name), "url": .text(parts.addresses.url(part.path)), "description": .text(part.purpose),
        "count": .text(part == .guide ? "" : "\(indexes.count)"), "hasItems": .flag(!indexes.isEmpty),
        "items": parts.list(indexes.prefix(PlatformPages.shownItems)),
      ])
  }

  /// 政府信息公开指南 with every field of 条例 Art. 12, from site.yaml and the catalogue.
  func guide() -> SitePage {
    let documents = ColumnCode("3.5.1").flatMap { model.byColumn[$0] } ?? []
    let page = parts.page(
      title: "政府信息公开指南", path: SiteAddresses.guide,
      metas: metas("政府信息公开指南", "政府信息的分类、编排体系、获取方式和公开工作机构", type: "信息公开指南"),
      crumbs: [home, ("政府信息公开", SiteAddresses.platform), ("政府信息公开指南", SiteAddresses.guide)])
    var fields = parts.common(.platform, page: page, platform: .guide)
    fields["officeName"] = .text(model.settings.name)
    fields["office"] = .list(parts.contact)
    fields["tops"] = parts.tops
    fields["carriers"] = .values(carriers.map { .text($0) })
    fields["indexExample"] = .text("\(model.settings.creditCode.text)/\(model.asOf.year)-00001")
    fields["catalogueURL"] = .text(parts.addresses.url(SiteAddresses.catalogue()))
    fields["requestURL"] = .text(
      PlatformPart.requests.isShown(in: model) ? parts.addresses.url(PlatformPart.requests.path) : "")
    fields["hasDocuments"] = .flag(!documents.isEmpty)
    fields["documents"] = parts.list(documents)
    return SitePage(path: SiteAddresses.guide, kind: .guide, scope: Scope(PageSchemas.guide, fields))
  }

  /// The carriers in use, as they were decided, in the order of 条例 Art. 23.
  private var carriers: [String] {
    var used: Set<Carrier> = []
    for item in model.items where !item.page.carriers.allSatisfy(used.contains) { used.formUnion(item.page.carriers) }
    return Carrier.allCases.filter { used.contains($0) || $0 == .website }.map(\.rawValue)
  }

  /// 法定主动公开内容, arranged by the items of 条例 Art. 20.
  func statutory() -> SitePage {
    let page = parts.page(
      title: "法定主动公开内容", path: SiteAddresses.statutory,
      metas: metas("法定主动公开内容", "依照条例第二十条主动公开的政府信息", type: "信息公开目录"),
      crumbs: [home, ("政府信息公开", SiteAddresses.platform), ("法定主动公开内容", SiteAddresses.statutory)])
    var fields = parts.common(.platform, page: page, platform: .statutory)
    fields["items"] = .list(held.map(statutoryItem))
    return SitePage(path: SiteAddresses.statutory, kind: .statutory, scope: Scope(PageSchemas.statutory, fields))
  }

  /// The items that hold something: nothing is shown blank.
  private var held: [StatutoryItem] { StatutoryItem.all.filter { model.byStatutoryItem[$0.number] != nil } }

  private func statutoryItem(_ item: StatutoryItem) -> Scope {
    let indexes = model.byStatutoryItem[item.number] ?? []
    let columns = model.catalogue.columns(serving: item).filter { model.count($0.code) > 0 }
    return Scope(
      PageSchemas.statutoryItem,
      [
        "label": .text(item.label), "name": .text(item.name), "text": .text(item.text),
        "url": .text(parts.addresses.url(SiteAddresses.statutory(item.number))), "count": .text("\(indexes.count)"),
        "hasItems": .flag(true),
        "items": parts.list(indexes.prefix(PlatformPages.shownItems)),
        "hasColumns": .flag(!columns.isEmpty),
        "columns": .list(
          columns.map {
            Scope(
              PageSchemas.entry,
              ["name": .text($0.name), "url": .text(parts.addresses.url(SiteAddresses.column($0.code)))])
          }),
      ])
  }

  /// The lists of what each item holds.
  func statutoryLists() -> [SitePage] {
    held.flatMap { item -> [SitePage] in
      let indexes = model.byStatutoryItem[item.number] ?? []
      let count = (indexes.count + ColumnPages.pageSize - 1) / ColumnPages.pageSize
      return (1...max(1, count)).map { list(item, indexes, page: $0, of: count) }
    }
  }

  private func list(_ item: StatutoryItem, _ indexes: [Int], page number: Int, of count: Int) -> SitePage {
    let path = SiteAddresses.statutory(item.number, page: number)
    let shown = indexes.dropFirst((number - 1) * ColumnPages.pageSize).prefix(ColumnPages.pageSize)
    let total = indexes.count
    // The items beside it are linked to: which of them hold something is part of the page.
    let listing = SitePage.Listing(
      indexes: shown, page: number, pages: count, total: total, words: held.map(\.label))
    return SitePage(path: path, kind: .column, listing: listing) {
      list(item, shown, total: total, page: number, of: count, path: path)
    }
  }

  private func list(
    _ item: StatutoryItem, _ shown: ArraySlice<Int>, total: Int, page number: Int, of count: Int, path: String
  ) -> Scope {
    let name = number == 1 ? item.name : "\(item.name)（第\(number)页）"
    let page = parts.page(
      title: name, path: path, metas: metas(item.name, item.text, type: "信息公开目录"),
      crumbs: [
        home, ("政府信息公开", SiteAddresses.platform), ("法定主动公开内容", SiteAddresses.statutory),
        (item.name, SiteAddresses.statutory(item.number)),
      ])
    var fields = parts.common(.platform, page: page, platform: .statutory)
    fields.merge([
      "code": .text(item.label), "name": .text(item.name), "description": .text(item.text), "searchCode": .text(""),
      "hasSiblings": .flag(true), "topName": .text("法定主动公开内容"),
      "topURL": .text(parts.addresses.url(SiteAddresses.statutory)),
      "siblings": .list(held.map { sibling($0, current: item) }), "total": .text("\(total)"),
      "hasItems": .flag(!shown.isEmpty), "items": parts.list(shown),
    ]) { $1 }
    fields.merge(parts.paging(page: number, of: count) { SiteAddresses.statutory(item.number, page: $0) }) { $1 }
    return Scope(PageSchemas.column, fields)
  }

  private func sibling(_ item: StatutoryItem, current: StatutoryItem) -> Scope {
    Scope(
      PageSchemas.sibling,
      [
        "code": .text("\(item.number)"), "name": .text(item.name),
        "url": .text(parts.addresses.url(SiteAddresses.statutory(item.number))), "nested": .flag(false),
        "current": .flag(item == current),
      ])
  }

  private var home: (name: String, path: String) { ("首页", SiteAddresses.home) }

  private func metas(_ name: String, _ description: String, type: String) -> [(String, String)] {
    [
      ("ColumnName", name), ("ColumnDescription", description), ("ColumnKeywords", "\(name),政府信息公开"),
      ("ColumnType", type),
    ]
  }
}
