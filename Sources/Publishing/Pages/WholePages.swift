import Catalogue
import Records
import Review
import Templates
import Values

/// Home, map, search, data interfaces, 404, tombstones and redirects.
struct WholePages {
  let parts: PageParts
  private var model: SiteModel { parts.model }

  /// The home page: newest items, the map of columns, the office.
  func home() -> SitePage {
    // As 覆盖率 counts them: a column that is only 如有 is hidden while empty, and no gap.
    let leaves = model.catalogue.leaves.filter { $0.requirement == .required }
    let figures: [(String, String, String)] = [
      ("已公开信息", "\(model.items.count)", "条"), ("最近发布", model.items.first?.shownDay.description ?? "—", ""),
      ("有内容的栏目", "\(leaves.filter { model.count($0.code) > 0 }.count) / \(leaves.count)", "个"),
    ]
    var fields = parts.common(.home, page: parts.page(title: nil, path: SiteAddresses.home, metas: [], crumbs: []))
    fields.merge([
      "lead": .text("\(model.settings.name)依照《中华人民共和国政府信息公开条例》，主动公开本机关职责范围内的政府信息。"),
      "figures": .list(
        figures.map {
          Scope(PageSchemas.figure, ["label": .text($0.0), "value": .text($0.1), "unit": .text($0.2)])
        }),
      "chart": .html(MonthChart(days: model.items.lazy.map(\.shownDay), asOf: model.asOf).svg),
      "hasEntries": .flag(!entries.isEmpty), "entries": .list(entries.map(entry)),
      "hasNewest": .flag(!model.items.isEmpty), "newest": .list(model.items.prefix(8).map(newest)),
      "tops": parts.tops, "contact": .list(parts.contact),
    ]) { $1 }
    return SitePage(path: SiteAddresses.home, kind: .home, scope: Scope(PageSchemas.home, fields))
  }

  /// The parts of the unified platform (国办公开办函〔2019〕61号).
  private var entries: [(name: String, path: String)] {
    PlatformPart.allCases.filter { $0.isShown(in: model) }.map { ($0.name, $0.path) }
  }

  private func entry(_ entry: (name: String, path: String)) -> Scope {
    Scope(PageSchemas.entry, ["name": .text(entry.name), "url": .text(parts.addresses.url(entry.path))])
  }

  private func newest(_ item: SiteModel.Item) -> Scope {
    Scope(
      PageSchemas.newest,
      [
        "title": .text(item.record.title), "url": .text(parts.url(item)), "date": .text(item.shownDay.description),
        "columnName": .text(model.column(of: item)?.name ?? ""),
      ])
  }

  /// 网站地图.
  func map() -> SitePage {
    let page = parts.page(
      title: "网站地图", path: SiteAddresses.map,
      metas: [
        ("ColumnName", "网站地图"), ("ColumnDescription", "本站全部栏目"), ("ColumnKeywords", "网站地图"),
        ("ColumnType", "信息公开目录"),
      ], crumbs: [("首页", SiteAddresses.home), ("网站地图", SiteAddresses.map)])
    var fields = parts.common(.none, page: page)
    let outside =
      [("首页", SiteAddresses.home), ("政府信息公开", SiteAddresses.platform)] + entries
      + [
        ("政府信息公开目录", SiteAddresses.catalogue()), ("站内检索", SiteAddresses.search), ("数据接口", SiteAddresses.interfaces),
      ]
    fields.merge([
      "tops": parts.tops, "hasPagesOutside": .flag(true), "pagesOutside": .list(outside.map(entry)),
    ]) { $1 }
    return SitePage(path: SiteAddresses.map, kind: .map, scope: Scope(PageSchemas.map, fields))
  }

  /// 站内检索: the form that the search works in, and what to do without it.
  func search() -> SitePage {
    let page = parts.page(
      title: "站内检索", path: SiteAddresses.search,
      metas: [
        ("ColumnName", "站内检索"), ("ColumnDescription", "检索本机关主动公开的政府信息"), ("ColumnKeywords", "检索,查询"),
        ("ColumnType", "信息公开目录"),
      ], crumbs: [("首页", SiteAddresses.home), ("站内检索", SiteAddresses.search)])
    var fields = parts.common(.none, page: page)
    fields["indexURL"] = .text(parts.addresses.url("search/"))
    fields["columns"] = .list(
      model.columns.map { column in
        let indent = String(repeating: "　", count: column.code.depth - 1)
        return Scope(
          PageSchemas.option,
          ["code": .text("\(column.code)"), "name": .text("\(indent)\(column.code) \(column.name)")])
      })
    fields["years"] = .values(Set(model.items.map(\.shownDay.year)).sorted(by: >).map { .text("\($0)") })
    return SitePage(path: SiteAddresses.search, kind: .search, scope: Scope(PageSchemas.search, fields))
  }

  /// 数据接口: the machine forms of the site.
  func interfaces() -> SitePage {
    let page = parts.page(
      title: "数据接口", path: SiteAddresses.interfaces,
      metas: [
        ("ColumnName", "数据接口"), ("ColumnDescription", "供其他系统读取的目录、订阅和单条信息数据"), ("ColumnKeywords", "数据接口,开放数据"),
        ("ColumnType", "数据开放"),
      ], crumbs: [("首页", SiteAddresses.home), ("数据接口", SiteAddresses.interfaces)])
    var fields = parts.common(.none, page: page)
    fields["interfaces"] = .list(
      DataInterfaces.all(model).map { one in
        Scope(
          PageSchemas.interface,
          [
            "name": .text(one.name), "url": .text(parts.addresses.url(one.path)), "fileName": .text(one.path),
            "format": .text(one.format), "description": .text(one.description),
          ])
      })
    if let newest = model.items.first {
      fields["examplePage"] = .text(newest.page.address)
      fields["exampleData"] = .text(SiteAddresses.json(of: newest.page.address))
    }
    return SitePage(path: SiteAddresses.interfaces, kind: .interfaces, scope: Scope(PageSchemas.interfaces, fields))
  }

  /// 404.
  func notFound() -> SitePage {
    let page = parts.page(title: "没有找到您要的页面", path: SiteAddresses.notFound, metas: [], crumbs: [], isHidden: true)
    return SitePage(
      path: SiteAddresses.notFound, kind: .notFound,
      scope: Scope(PageSchemas.notFound, parts.common(.none, page: page)))
  }

  /// The page of a column that the catalogue no longer has, leading to the column above it.
  func dropped(_ code: ColumnCode, heir: Column?) -> SitePage {
    let target = heir.map { SiteAddresses.column($0.code) } ?? SiteAddresses.home
    return redirect(at: SiteAddresses.column(code), to: target, title: heir?.name ?? "首页")
  }

  /// A page at an address of an earlier site, leading to where the record stands now.
  func moved(_ record: RecordID, from path: String, to address: String) -> SitePage {
    redirect(at: path, to: address, title: model.byID[record].map { model.items[$0].title } ?? "该信息")
  }

  private func redirect(at path: String, to address: String, title: String) -> SitePage {
    let listing = SitePage.Listing(indexes: [], page: 1, pages: 1, total: 0, words: [address, title])
    return SitePage(path: path, kind: .redirect, listing: listing) {
      Scope(
        PageSchemas.redirect,
        [
          "site": .object(parts.site), "page": .object(parts.page(title: title, path: address, metas: [], crumbs: [])),
          "targetURL": .text(parts.addresses.url(address)), "targetTitle": .text(title),
        ])
    }
  }

  /// The record that took a record's place, or the place of the one that did; nil if none of them is on the site.
  private func heir(of grave: PublicationPlan.Grave) -> SiteModel.Item? {
    var passed: Set<RecordID> = []
    var last: PublicationPlan.Grave? = grave
    while let grave = last, grave.tombstone.kind == .merged, passed.insert(grave.id).inserted {
      guard let target = grave.tombstone.target else { return nil }
      if let index = model.byID[target] { return model.items[index] }
      last = model.tombstones.first { $0.id == target }
    }
    return nil
  }

  /// What stays of a record that left: a redirect to the one that took its place, or reason class and day.
  func grave(_ grave: PublicationPlan.Grave) -> SitePage {
    if let item = heir(of: grave) {
      return redirect(at: grave.address, to: item.page.address, title: item.record.title)
    }
    let page = parts.page(
      title: "该信息已撤下", path: grave.address, metas: [],
      crumbs: [("首页", SiteAddresses.home), ("该信息已撤下", grave.address)], isHidden: true)
    var fields = parts.common(.none, page: page)
    // An emergency tombstone says nothing of why.
    fields["reason"] = .text(grave.tombstone.kind == .emergency ? "" : grave.tombstone.kind.rawValue)
    fields["day"] = .text(grave.tombstone.day.description)
    return SitePage(path: grave.address, kind: .tombstone, scope: Scope(PageSchemas.tombstone, fields))
  }
}
