import Catalogue
import Records
import Review
import Templates
import Values

/// Home, catalogue, map, 404, tombstones and redirects.
struct WholePages {
  let parts: PageParts
  private var model: SiteModel { parts.model }

  /// Rows on a page of the catalogue.
  static let catalogueSize = 100

  /// The home page: newest items, the map of columns, the office.
  func home() -> SitePage {
    let leaves = model.catalogue.leaves
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
      "hasEntries": .flag(!entries.isEmpty), "entries": .list(entries.map(entry)),
      "hasNewest": .flag(!model.items.isEmpty), "newest": .list(model.items.prefix(8).map(newest)),
      "tops": parts.tops, "contact": .list(contact),
    ]) { $1 }
    return SitePage(path: SiteAddresses.home, kind: .home, scope: Scope(PageSchemas.home, fields))
  }

  /// The four blocks of the unified platform, and 依申请公开 beside them (国办公开办函〔2019〕61号).
  private var entries: [(name: String, path: String)] {
    let blocks = [
      ("政府信息公开指南", "3.5.1"), ("政府信息公开制度", "3.5.2"), ("政府信息公开年报", "3.5.3"), ("依申请公开", "3.5.4"),
    ].compactMap { name, code -> (String, String)? in
      guard let code = ColumnCode(code), model.count(code) > 0 else { return nil }
      return (name, SiteAddresses.column(code))
    }
    guard !model.items.isEmpty else { return blocks }
    let legal = ("法定主动公开内容", SiteAddresses.catalogue())
    return Array(blocks.prefix { $0.0 != "政府信息公开年报" }) + [legal]
      + Array(blocks.drop { $0.0 != "政府信息公开年报" })
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

  private var contact: [Scope] {
    let office = model.settings.disclosureOffice
    let rows = [
      ("机构名称", office.name), ("负责人", office.head), ("分管领导", office.leader), ("办公地址", office.address),
      ("办公时间", office.hours), ("联系电话", office.phone), ("传真", office.fax), ("互联网联系方式", office.online),
    ]
    return rows.filter { !$0.1.isEmpty }.map {
      Scope(PageSchemas.labelled, ["label": .text($0.0), "value": .text($0.1)])
    }
  }

  /// 目录: 索引, 名称, 内容概述, 生成日期 (条例 Art. 12).
  func catalogue() -> [SitePage] {
    let count = max(1, (model.items.count + WholePages.catalogueSize - 1) / WholePages.catalogueSize)
    return (1...count).map { number in
      let path = SiteAddresses.catalogue(page: number)
      let rows = model.items.dropFirst((number - 1) * WholePages.catalogueSize).prefix(WholePages.catalogueSize)
      let name = number == 1 ? "政府信息公开目录" : "政府信息公开目录(第\(number)页)"
      let page = parts.page(
        title: name, path: path,
        metas: [
          ("ColumnName", "政府信息公开目录"), ("ColumnDescription", "本机关主动公开的政府信息的索引、名称、内容概述和生成日期"),
          ("ColumnKeywords", "政府信息公开目录,索引号"), ("ColumnType", "信息公开目录"),
        ], crumbs: [("首页", SiteAddresses.home), ("政府信息公开目录", SiteAddresses.catalogue())])
      var fields = parts.common(.catalogue, page: page)
      fields.merge([
        "total": .text("\(model.items.count)"), "hasRows": .flag(!rows.isEmpty), "rows": .list(rows.map(row)),
      ]) { $1 }
      fields.merge(parts.paging(page: number, of: count, path: SiteAddresses.catalogue(page:))) { $1 }
      return SitePage(path: path, kind: .catalogue, scope: Scope(PageSchemas.catalogue, fields))
    }
  }

  private func row(_ item: SiteModel.Item) -> Scope {
    let column = model.column(of: item)
    return Scope(
      PageSchemas.row,
      [
        "indexNumber": .text(item.page.indexNumber), "title": .text(item.record.title), "url": .text(parts.url(item)),
        "status": .text(item.status.map(PageParts.mark) ?? ""), "summary": .text(item.record.text(.summary) ?? ""),
        "formedOn": .text(item.record.formed.description), "publishedOn": .text(item.shownDay.description),
        "columnName": .text(column?.name ?? ""),
        "columnURL": .text(column.map { parts.addresses.url(SiteAddresses.column($0.code)) } ?? ""),
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
    let outside = [("首页", SiteAddresses.home), ("政府信息公开目录", SiteAddresses.catalogue())]
    fields.merge([
      "tops": parts.tops, "hasPagesOutside": .flag(true), "pagesOutside": .list(outside.map(entry)),
    ]) { $1 }
    return SitePage(path: SiteAddresses.map, kind: .map, scope: Scope(PageSchemas.map, fields))
  }

  /// 404.
  func notFound() -> SitePage {
    let page = parts.page(title: "没有找到您要的页面", path: SiteAddresses.notFound, metas: [], crumbs: [], isHidden: true)
    return SitePage(
      path: SiteAddresses.notFound, kind: .notFound,
      scope: Scope(PageSchemas.notFound, parts.common(.none, page: page)))
  }

  /// What stays of a record that left: a redirect to the one that took its place, or reason class and day.
  func grave(_ grave: PublicationPlan.Grave) -> SitePage {
    if grave.tombstone.kind == .merged, let target = grave.tombstone.target.flatMap({ model.byID[$0] }) {
      let item = model.items[target]
      let page = parts.page(title: item.record.title, path: item.page.address, metas: [], crumbs: [])
      return SitePage(
        path: grave.address, kind: .redirect,
        scope: Scope(
          PageSchemas.redirect,
          [
            "site": .object(parts.site), "page": .object(page), "targetURL": .text(parts.url(item)),
            "targetTitle": .text(item.record.title),
          ]))
    }
    let page = parts.page(
      title: "该信息已撤下", path: grave.address, metas: [],
      crumbs: [("首页", SiteAddresses.home), ("该信息已撤下", grave.address)], isHidden: true)
    var fields = parts.common(.none, page: page)
    // An emergency tombstone says nothing of why.
    fields["reason"] = .text(grave.tombstone.kind == .emergency ? "撤下" : grave.tombstone.kind.rawValue)
    fields["day"] = .text(grave.tombstone.day.description)
    return SitePage(path: grave.address, kind: .tombstone, scope: Scope(PageSchemas.tombstone, fields))
  }
}
