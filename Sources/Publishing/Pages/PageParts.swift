import Catalogue
import Records
import Templates
import Values

/// The scopes that pages of one depth share, made once.
struct PageParts: Sendable {
  let model: SiteModel
  /// Addresses as the pages write them.
  let addresses: SiteAddresses
  let site: Scope
  private let navigation: [Navigation: Value]
  private let platforms: [PlatformPart: Value]
  private let columnFeeds: [ColumnCode: [Scope]]
  private let siblings: [ColumnCode: Value]

  /// Which entry of the main navigation a page stands under.
  enum Navigation: Hashable { case home, top(ColumnCode), platform, catalogue, none }

  /// - Parameter path: of a page of that depth; nil for pages that may be shown at any address.
  init(model: SiteModel, path: String?) {
    self.model = model
    let addresses = path.map(model.addresses.seen(from:)) ?? model.addresses
    self.addresses = addresses
    site = PageParts.site(model, addresses)
    let tops = model.children(of: nil)
    let states: [Navigation] = [.home, .platform, .catalogue, .none] + tops.map { .top($0.code) }
    navigation = Dictionary(
      uniqueKeysWithValues: states.map { state in
        let entries =
          [("首页", SiteAddresses.home, Navigation.home)]
          + tops.map { ($0.name, SiteAddresses.column($0.code), Navigation.top($0.code)) }
          + [
            ("政府信息公开", SiteAddresses.platform, Navigation.platform),
            ("信息目录", SiteAddresses.catalogue(), Navigation.catalogue),
          ]
        return (
          state,
          Value.list(
            entries.map { name, path, own in
              Scope(
                PageSchemas.navItem,
                ["name": .text(name), "url": .text(addresses.url(path)), "current": .flag(own == state)])
            })
        )
      })
    platforms = PlatformPart.navigation(model, addresses)
    columnFeeds = Dictionary(
      uniqueKeysWithValues: model.columns.filter(\.isLeaf).map { ($0.code, PageParts.feeds(of: $0, addresses)) })
    siblings = Dictionary(
      uniqueKeysWithValues: (model.columns + model.emptied).map {
        ($0.code, PageParts.siblings(of: $0, model, addresses))
      })
  }

  private static func site(_ model: SiteModel, _ addresses: SiteAddresses) -> Scope {
    let settings = model.settings
    let police = settings.policeRecord.map { String($0.unicodeScalars.filter { ("0"..."9").contains($0) }) }
    return Scope(
      PageSchemas.site,
      [
        "name": .text(settings.name), "domain": .text(settings.domain), "idCode": .text(settings.siteCode),
        "icp": .text(settings.icp ?? ""), "icpURL": .text(settings.icp == nil ? "" : "https://beian.miit.gov.cn/"),
        "policeRecord": .text(settings.policeRecord ?? ""),
        "policeURL": .text(police.map { "https://beian.mps.gov.cn/#/query/webSearch?code=\($0)" } ?? ""),
        "hostUnit": .text(settings.name), "address": .text(settings.address), "hours": .text(settings.hours),
        "phone": .text(settings.phone), "parentName": .text(settings.parent?.name ?? ""),
        "parentURL": .text(settings.parent?.url ?? ""),
        "parentOutside": .flag(settings.parent.map { OutsideAddress.isOutside($0.url) } ?? false),
        "findErrorURL": .text("https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=\(settings.siteCode)"),
        "rootURL": .text(addresses.url("")), "homeURL": .text(addresses.url(SiteAddresses.home)),
        "mapURL": .text(addresses.url(SiteAddresses.map)),
        "catalogueURL": .text(addresses.url(SiteAddresses.catalogue())),
        "platformURL": .text(addresses.url(SiteAddresses.platform)),
        "searchURL": .text(addresses.url(SiteAddresses.search)),
        "dataURL": .text(addresses.url(SiteAddresses.interfaces)),
        "feedURL": .text(model.items.isEmpty ? "" : addresses.url("atom.xml")),
        "rssURL": .text(model.items.isEmpty ? "" : addresses.url("rss.xml")),
        "stylesheetURL": .text(addresses.url("assets/style.css")),
        "scriptURL": .text(addresses.url("assets/site.js")), "iconURL": .text(addresses.url("assets/icon.svg")),
        "assetsURL": .text(addresses.url("assets/")), "draft": .flag(model.isDraft),
      ])
  }

  private static func siblings(of column: Column, _ model: SiteModel, _ addresses: SiteAddresses) -> Value {
    let below = model.columns.filter { $0.code.top == column.code.top && $0.code.depth > 1 }
    return .list(
      below.map { sibling in
        Scope(
          PageSchemas.sibling,
          [
            "code": .text("\(sibling.code)"), "name": .text(sibling.name),
            "url": .text(addresses.url(SiteAddresses.column(sibling.code))),
            "nested": .flag(sibling.code.depth > 2), "current": .flag(sibling.code == column.code),
          ])
      })
  }

  /// The fields of a page with the common layout.
  func common(_ navigation: Navigation, page: Scope, platform: PlatformPart? = nil) -> [String: Value] {
    let part = platform.flatMap { platforms[$0] }
    return [
      "site": .object(site), "page": .object(page), "nav": self.navigation[navigation] ?? .list([]),
      "hasPlatform": .flag(part != nil), "platform": part ?? .list([]),
    ]
  }

  /// The main navigation as pages under one entry show it.
  func entries(_ state: Navigation) -> Value { navigation[state] ?? .list([]) }

  /// The fields of a column page's head.
  func columnHead(_ column: Column) -> [String: Value] {
    let top = model.catalogue[column.code.top]
    let hasSiblings = model.columns.contains { $0.code.top == column.code.top && $0.code.depth > 1 }
    return [
      "code": .text("\(column.code)"), "name": .text(column.name), "description": .text(column.purpose),
      "searchCode": .text("\(column.code)"),
      "rssURL": .text(column.isLeaf ? addresses.url("\(column.code)/rss.xml") : ""),
      "atomURL": .text(column.isLeaf ? addresses.url("\(column.code)/atom.xml") : ""),
      "hasSiblings": .flag(hasSiblings), "topName": .text(top?.name ?? ""),
      "topURL": .text(addresses.url(SiteAddresses.column(column.code.top))),
      "siblings": siblings[column.code] ?? .list([]),
    ]
  }

  /// The page's own object: title, tags, breadcrumbs.
  func page(
    title: String?, path: String, metas: [(String, String)], crumbs: [(name: String, path: String)],
    feeds: [Scope] = [], isHidden: Bool = false
  ) -> Scope {
    let name = model.settings.name
    let trail = crumbs.enumerated().map { index, crumb in
      Scope(
        PageSchemas.crumb,
        [
          "name": .text(crumb.name), "url": .text(addresses.url(crumb.path)),
          "last": .flag(index == crumbs.count - 1),
        ])
    }
    return Scope(
      PageSchemas.page,
      [
        "headTitle": .text(title.map { "\($0) - \(name)" } ?? name),
        "canonicalURL": .text(isHidden ? "" : model.addresses.absolute(path)), "noindex": .flag(isHidden),
        "metas": .list(
          (siteMetas + metas.filter { !$0.1.isEmpty }).map {
            Scope(PageSchemas.meta, ["name": .text($0.0), "content": .text($0.1)])
          }),
        "crumbs": .list(trail), "feeds": .list(feeds),
      ])
  }

  /// The feeds of a shown leaf column, made once.
  func feeds(at code: ColumnCode) -> [Scope] { columnFeeds[code] ?? [] }

  /// A column's own feeds.
  func feeds(of column: Column) -> [Scope] { columnFeeds[column.code] ?? [] }

  private static func feeds(of column: Column, _ addresses: SiteAddresses) -> [Scope] {
    [
      ("\(column.name)（RSS）", "rss.xml", "application/rss+xml"),
      ("\(column.name)（Atom）", "atom.xml", "application/atom+xml"),
    ]
    .map { name, file, type in
      Scope(
        PageSchemas.feed,
        ["name": .text(name), "url": .text(addresses.url("\(column.code)/\(file)")), "type": .text(type)])
    }
  }

  /// Tags that every page has (国办发〔2017〕47号 网页标签).
  private var siteMetas: [(String, String)] {
    [
      ("SiteName", model.settings.name), ("SiteDomain", model.settings.domain),
      ("SiteIDCode", model.settings.siteCode),
    ]
  }

  /// Tags of a column's pages, and of its records'.
  func columnMetas(_ column: Column) -> [(String, String)] {
    [
      ("ColumnName", column.name), ("ColumnDescription", column.purpose),
      ("ColumnKeywords", model.catalogue.ancestry(of: column.code).map(\.name).reversed().joined(separator: ",")),
      ("ColumnType", column.type),
    ]
  }

  /// 首页 and the columns down to one.
  func trail(to code: ColumnCode) -> [(name: String, path: String)] {
    [("首页", SiteAddresses.home)]
      + model.catalogue.ancestry(of: code).map { ($0.name, SiteAddresses.column($0.code)) }
  }

  /// An item as lists show it.
  func listItem(_ item: SiteModel.Item) -> Scope {
    Scope(
      PageSchemas.item,
      [
        "title": .text(item.record.title), "url": .text(url(item)), "date": .text(item.shownDay.description),
        "docNumber": .text(item.record.text(.documentNumber) ?? ""),
        "summary": .text(item.record.text(.summary) ?? ""),
        "status": .text(item.status.map(PageParts.mark) ?? ""),
      ])
  }

  /// How a document's state is marked.
  static func mark(_ status: Validity) -> String {
    switch status {
    case .inForce: ""
    case .expired: "已失效"
    case .repealed: "已废止"
    case .amended: "已修改"
    case .partlyRepealed: "部分废止"
    case .notYet: "尚未生效"
    }
  }

  /// The tree of columns below the four tops, with how many items each holds.
  var tops: Value {
    .list(
      model.children(of: nil).map { top in
        Scope(
          PageSchemas.top,
          [
            "code": .text("\(top.code)"), "name": .text(top.name), "url": .text(url(top)),
            "columns": .list(model.children(of: top.code).map { Scope(PageSchemas.branch, branch($0)) }),
          ])
      })
  }

  /// The fields of a column in a tree.
  func branch(_ column: Column) -> [String: Value] {
    let leaves = model.children(of: column.code)
    return [
      "code": .text("\(column.code)"), "name": .text(column.name), "url": .text(url(column)),
      "count": .text("\(model.count(column.code))"), "group": .flag(!leaves.isEmpty),
      "leaves": .list(
        leaves.map {
          Scope(
            PageSchemas.leaf,
            [
              "code": .text("\($0.code)"), "name": .text($0.name), "url": .text(url($0)),
              "count": .text("\(model.count($0.code))"),
            ])
        }),
    ]
  }

  /// The office that handles disclosure, with every field of 条例 Art. 12.
  var contact: [Scope] {
    let office = model.settings.disclosureOffice
    let rows = [
      ("机构名称", office.name), ("负责人", office.head), ("分管领导", office.leader), ("办公地址", office.address),
      ("办公时间", office.hours), ("联系电话", office.phone), ("传真", office.fax), ("互联网联系方式", office.online),
    ]
    return rows.filter { !$0.1.isEmpty }.map {
      Scope(PageSchemas.labelled, ["label": .text($0.0), "value": .text($0.1)])
    }
  }

  /// The address of an item's page.
  func url(_ item: SiteModel.Item) -> String { addresses.url(item.page.address) }

  private func url(_ column: Column) -> String { addresses.url(SiteAddresses.column(column.code)) }

  /// The fields of pagination.
  func paging(page: Int, of pages: Int, path: (Int) -> String) -> [String: Value] {
    func link(_ number: Int) -> Scope {
      Scope(
        PageSchemas.pageLink,
        [
          "number": .text("\(number)"), "url": .text(addresses.url(path(number))),
          "current": .flag(number == page), "gap": .flag(false),
        ])
    }
    let gap = Scope(PageSchemas.pageLink, ["gap": .flag(true)])
    var links: [Scope] = []
    var last = 0
    for number in Set([1, pages] + Array(page - 2...page + 2)).sorted() where (1...max(1, pages)).contains(number) {
      if number > last + 1 { links.append(gap) }
      links.append(link(number))
      last = number
    }
    return [
      "hasPages": .flag(pages > 1), "pageNumber": .text("\(page)"), "pageCount": .text("\(pages)"),
      "previousURL": .text(page > 1 ? addresses.url(path(page - 1)) : ""),
      "nextURL": .text(page < pages ? addresses.url(path(page + 1)) : ""),
      "pages": .list(pages > 1 ? links : []),
    ]
  }
}
