import Catalogue
import Records
import Templates
import Values

/// 政府信息公开目录: 索引, 名称, 内容概述, 生成日期 (条例 Art. 12); whole, and by year, topic, genre and unit.
struct CataloguePages: Sendable {
  let parts: PageParts
  private var model: SiteModel { parts.model }

  /// Rows on a page.
  private static let pageSize = 100
  private static let name = "政府信息公开目录"

  /// The whole catalogue, newest first.
  func whole() -> [SitePage] {
    tables(
      Array(model.items.indices), heading: CataloguePages.name, order: nil, crumbs: [],
      path: { SiteAddresses.catalogue(page: $0) })
  }

  /// The list of a view's values.
  func choices(_ view: CatalogueView, _ values: [(value: String, indexes: [Int])]) -> SitePage {
    let path = SiteAddresses.catalogueView(view)
    let heading = "\(CataloguePages.name)（\(view.name)）"
    var fields = parts.common(.catalogue, page: page(heading, path, [(view.name, path)]))
    fields.merge(head(heading, total: model.items.count, order: view)) { $1 }
    fields["view"] = .text(view.name)
    fields["choices"] = .list(
      values.map { value, indexes in
        Scope(
          PageSchemas.choice,
          [
            "name": .text(view.label(value)),
            "url": .text(parts.addresses.url(SiteAddresses.catalogueView(view, value: value))),
            "count": .text("\(indexes.count)"),
            "newest": .text(indexes.first.map { model.items[$0].shownDay.description } ?? ""),
          ])
      })
    return SitePage(path: path, kind: .choices, scope: Scope(PageSchemas.choices, fields))
  }

  /// The tables of one value of a view.
  func tables(_ view: CatalogueView, _ value: String, _ indexes: [Int]) -> [SitePage] {
    let label = view.label(value)
    return tables(
      indexes, heading: "\(CataloguePages.name)：\(label)", order: view,
      crumbs: [
        (view.name, SiteAddresses.catalogueView(view)), (label, SiteAddresses.catalogueView(view, value: value)),
      ], path: { SiteAddresses.catalogueView(view, value: value, page: $0) })
  }

  /// - Parameter path: of a numbered page; of the first for nil.
  private func tables(
    _ indexes: [Int], heading: String, order: CatalogueView?, crumbs: [(name: String, path: String)],
    path: @escaping @Sendable (Int?) -> String
  ) -> [SitePage] {
    let leaves = Leaves(count: indexes.count, size: CataloguePages.pageSize)
    return ([nil] + Array(1..<leaves.numbered + 1)).map { number in
      let rows = indexes[number.map(leaves.items) ?? leaves.newest]
      // Only the first page tells how many there are in all: the others stand still.
      let total = number == nil ? indexes.count : nil
      let listing = SitePage.Listing(
        indexes: rows, page: number ?? 0, pages: leaves.seen(from: number), total: total ?? 0, words: [heading])
      return SitePage(path: path(number), kind: .catalogue, listing: listing) {
        let title = number.map { "\(heading)（第\($0)页）" } ?? heading
        var fields = parts.common(.catalogue, page: page(title, path(number), crumbs))
        fields.merge(head(heading, total: total, order: order)) { $1 }
        fields["hasRows"] = .flag(!rows.isEmpty)
        fields["rows"] = table(rows)
        fields["shown"] = .text("\(rows.count)")
        fields.merge(parts.paging(leaves, number, path: path)) { $1 }
        return Scope(PageSchemas.catalogue, fields)
      }
    }
  }

  private func page(_ title: String, _ path: String, _ crumbs: [(name: String, path: String)]) -> Scope {
    parts.page(
      title: title, path: path,
      metas: [
        ("ColumnName", CataloguePages.name), ("ColumnDescription", "本机关主动公开的政府信息的索引、名称、内容概述和生成日期"),
        ("ColumnKeywords", "政府信息公开目录,索引号"), ("ColumnType", "信息公开目录"),
      ], crumbs: [("首页", SiteAddresses.home), (CataloguePages.name, SiteAddresses.catalogue())] + crumbs)
  }

  private func head(_ heading: String, total: Int?, order: CatalogueView?) -> [String: Value] {
    let orders =
      [("全部", SiteAddresses.catalogue(), order == nil), ("按栏目", SiteAddresses.map, false)]
      + CatalogueView.allCases.map { ($0.name, SiteAddresses.catalogueView($0), $0 == order) }
    let exports = [("CSV 表格", "catalogue.csv"), ("JSON", "catalogue.json"), ("XML", "catalogue.xml")]
    return [
      "heading": .text(heading), "total": .text(total.map { "\($0)" } ?? ""), "hasChoices": .flag(true),
      "hasOrders": .flag(!model.items.isEmpty),
      "orders": .list(
        orders.map { name, path, isCurrent in
          Scope(
            PageSchemas.order,
            ["name": .text(name), "url": .text(parts.addresses.url(path)), "current": .flag(isCurrent)])
        }),
      "hasExports": .flag(true),
      "exports": .list(
        exports.map { name, path in
          Scope(
            PageSchemas.export,
            ["name": .text(name), "url": .text(parts.addresses.url(path)), "fileName": .text(path)])
        }),
    ]
  }

  private func table(_ indexes: some Collection<Int>) -> Value {
    .rows(
      Rows(PageSchemas.row, capacity: indexes.count) { rows in
        for index in indexes {
          let item = model.items[index]
          let column = parts.column(of: item)
          rows.add(
            .text(item.page.indexNumber), .text(item.title), .text(parts.url(item)),
            .text(item.shownValidity.mark), .text(item.summary),
            .text(item.formed.description), .text(item.shownDay.description), .text(column.name),
            .text(column.url))
        }
      })
  }
}
