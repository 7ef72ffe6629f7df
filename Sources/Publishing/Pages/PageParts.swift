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
  private let columnFeeds: [ColumnCode: Rows]
  private let heads: [ColumnCode: RecordHead]
  private let siblings: [ColumnCode: Value]

  /// Which entry of the main navigation a page stands under.
  enum Navigation: Hashable { case home, top(ColumnCode), platform, catalogue, none }

  /// What pages of one column's records have in common, and how lists name the column.
  private struct RecordHead {
    /// Tags of the site and of the column.
    let metas: Rows
    /// From 首页 to the column.
    let trail: Rows
    let name: String
    let url: String
  }

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
          Value.rows(
            Rows(PageSchemas.navItem, capacity: entries.count) {
              for (name, path, own) in entries {
                $0.add(.text(name), .text(addresses.url(path)), .flag(own == state))
              }
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
    heads = Dictionary(
      uniqueKeysWithValues: model.byColumn.keys.map { ($0, PageParts.recordHead($0, model, addresses)) })
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
    return .rows(
      Rows(PageSchemas.sibling, capacity: below.count) {
        for sibling in below {
          $0.add(
            .text("\(sibling.code)"), .text(sibling.name), .text(addresses.url(SiteAddresses.column(sibling.code))),
            .flag(sibling.code.depth > 2), .flag(sibling.code == column.code))
        }
      })
  }

  private static func recordHead(_ code: ColumnCode, _ model: SiteModel, _ addresses: SiteAddresses) -> RecordHead {
    let column = model.nearestColumn(code)
    return RecordHead(
      metas: Rows(PageSchemas.meta) { rows in
        for (name, content) in siteMetas(model) { rows.add(.text(name), .text(content)) }
        for (name, content) in column.map({ columnMetas($0, model) }) ?? [] where !content.isEmpty {
          rows.add(.text(name), .text(content))
        }
      },
      trail: Rows(PageSchemas.crumb) { rows in
        for (name, path) in trail(to: code, model) {
          rows.add(.text(name), .text(addresses.url(path)), .flag(false))
        }
      },
      name: column?.name ?? "", url: column.map { addresses.url(SiteAddresses.column($0.code)) } ?? "")
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
    feeds: Rows? = nil, isHidden: Bool = false
  ) -> Scope {
    let name = model.settings.name
    return Scope(PageSchemas.page) { page in
      page["headTitle"] = .text(title.map { "\($0) - \(name)" } ?? name)
      page["canonicalURL"] = .text(isHidden ? "" : model.addresses.absolute(path))
      page["noindex"] = .flag(isHidden)
      page["metas"] = .rows(
        Rows(PageSchemas.meta, capacity: metas.count + 3) { rows in
          for (name, content) in PageParts.siteMetas(model) { rows.add(.text(name), .text(content)) }
          for (name, content) in metas where !content.isEmpty { rows.add(.text(name), .text(content)) }
        })
      page["crumbs"] = .rows(
        Rows(PageSchemas.crumb, capacity: crumbs.count) { rows in
          for (index, crumb) in crumbs.enumerated() {
            rows.add(.text(crumb.name), .text(addresses.url(crumb.path)), .flag(index == crumbs.count - 1))
          }
        })
      page["feeds"] = feeds.map { .rows($0) } ?? .empty
    }
  }

  /// The object of a record's page: what its column's pages share comes first.
  func page(of item: SiteModel.Item, title: String, url: String, metas: [(String, String)]) -> Scope {
    let path = item.page.address
    let head = heads[item.column]
    return Scope(PageSchemas.page) { page in
      page["headTitle"] = .text("\(title) - \(model.settings.name)")
      page["canonicalURL"] = .text(url)
      page["noindex"] = .flag(false)
      page["metas"] = .rows(
        Rows(PageSchemas.meta, capacity: metas.count + 8) { rows in
          if let head { rows.add(contentsOf: head.metas) }
          for (name, content) in metas where !content.isEmpty { rows.add(.text(name), .text(content)) }
        })
      page["crumbs"] = .rows(
        Rows(PageSchemas.crumb, capacity: 6) { rows in
          if let head { rows.add(contentsOf: head.trail) }
          rows.add(.text(title), .text(addresses.url(path)), .flag(true))
        })
      page["feeds"] = columnFeeds[item.column].map { .rows($0) } ?? .empty
    }
  }

  /// A column's own feeds; nil for one that has none.
  func feeds(of column: Column) -> Rows? { columnFeeds[column.code] }

  private static func feeds(of column: Column, _ addresses: SiteAddresses) -> Rows {
    Rows(PageSchemas.feed, capacity: 2) {
      for (name, file, type) in [
        ("\(column.name)（RSS）", "rss.xml", "application/rss+xml"),
        ("\(column.name)（Atom）", "atom.xml", "application/atom+xml"),
      ] {
        $0.add(.text(name), .text(addresses.url("\(column.code)/\(file)")), .text(type))
      }
    }
  }

  /// Tags that every page has (国办发〔2017〕47号 网页标签).
  private static func siteMetas(_ model: SiteModel) -> [(String, String)] {
    [
      ("SiteName", model.settings.name), ("SiteDomain", model.settings.domain),
      ("SiteIDCode", model.settings.siteCode),
    ]
  }

  /// Tags of a column's pages, and of its records'.
  func columnMetas(_ column: Column) -> [(String, String)] { PageParts.columnMetas(column, model) }

  private static func columnMetas(_ column: Column, _ model: SiteModel) -> [(String, String)] {
    [
      ("ColumnName", column.name), ("ColumnDescription", column.purpose),
      ("ColumnKeywords", model.catalogue.ancestry(of: column.code).map(\.name).reversed().joined(separator: ",")),
      ("ColumnType", column.type),
    ]
  }

  /// 首页 and the columns down to one.
  func trail(to code: ColumnCode) -> [(name: String, path: String)] { PageParts.trail(to: code, model) }

  private static func trail(to code: ColumnCode, _ model: SiteModel) -> [(name: String, path: String)] {
    [("首页", SiteAddresses.home)]
      + model.catalogue.ancestry(of: code).map { ($0.name, SiteAddresses.column($0.code)) }
  }

  /// Items as lists show them.
  func list(_ indexes: some Collection<Int>) -> Value {
    .rows(
      Rows(PageSchemas.item, capacity: indexes.count) { rows in
        for index in indexes {
          let item = model.items[index]
          rows.add(
            .text(item.title), .text(url(item)), .text(item.shownDay.description),
            .text(item.record.text(.documentNumber) ?? ""), .text(item.summary),
            .text(item.shownValidity.mark))
        }
      })
  }

  /// How lists name the column that an item stands under, and where it lies.
  func column(of item: SiteModel.Item) -> (name: String, url: String) {
    heads[item.column].map { ($0.name, $0.url) } ?? ("", "")
  }

  /// The address of an item's page.
  func url(_ item: SiteModel.Item) -> String { addresses.url(item.page.address) }

  func url(_ column: Column) -> String { addresses.url(SiteAddresses.column(column.code)) }
}
