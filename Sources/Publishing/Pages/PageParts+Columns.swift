import Catalogue
import Records
import Templates

/// What pages show of the columns, of the office and of their own number.
extension PageParts {
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

  /// The fields of pagination, counted from the newest.
  func paging(page: Int, of pages: Int, path: (Int) -> String) -> [String: Value] {
    var links: [Scope] = []
    var last = 0
    for number in Set([1, pages] + Array(page - 2...page + 2)).sorted() where (1...max(1, pages)).contains(number) {
      if number > last + 1 { links.append(PageParts.gap) }
      links.append(link("\(number)", "第 \(number) 页", to: path(number), isCurrent: number == page))
      last = number
    }
    return [
      "hasPages": .flag(pages > 1), "pageNumber": .text("\(page)"), "pageCount": .text("\(pages)"),
      "previousURL": .text(page > 1 ? addresses.url(path(page - 1)) : ""),
      "nextURL": .text(page < pages ? addresses.url(path(page + 1)) : ""),
      "pages": .list(pages > 1 ? links : []),
    ]
  }

  /// The fields of pagination, counted from the oldest.
  ///
  /// - Parameters:
  ///   - number: of the page; nil for the first.
  ///   - path: of a numbered page; of the first for nil.
  func paging(_ leaves: Leaves, _ number: Int?, path: (Int?) -> String) -> [String: Value] {
    let first = link("最新", "最新的一页", to: path(nil), isCurrent: number == nil)
    let links = leaves.links(from: number).map { linked in
      linked.map { link("\($0)", "第 \($0) 页", to: path($0), isCurrent: $0 == number) } ?? PageParts.gap
    }
    let older = number.map { $0 - 1 } ?? leaves.numbered
    return [
      "hasPages": .flag(leaves.numbered > 0), "pageNumber": .text(number.map { "\($0)" } ?? ""), "pageCount": .text(""),
      "previousURL": .text(
        number.map { addresses.url(path($0 < leaves.numbered ? $0 + 1 : nil)) } ?? ""),
      "nextURL": .text(older > 0 ? addresses.url(path(older)) : ""),
      "pages": .list(leaves.numbered > 0 ? [first] + links : []),
    ]
  }

  private func link(_ number: String, _ label: String, to path: String, isCurrent: Bool) -> Scope {
    Scope(
      PageSchemas.pageLink,
      [
        "number": .text(number), "label": .text(label), "url": .text(addresses.url(path)),
        "current": .flag(isCurrent), "gap": .flag(false),
      ])
  }

  private static let gap = Scope(PageSchemas.pageLink, ["gap": .flag(true)])
}
