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
