import Catalogue
import Records
import Templates
import Values

/// A page: its path, its template, and its scope, which is made when it is asked for.
struct SitePage: Sendable {
  let path: String
  let kind: PageKind
  /// What it lists, if that and what all pages share is all that it shows.
  let listing: Listing?
  private let make: @Sendable () -> Scope

  /// What a list shows.
  struct Listing: Sendable {
    /// Of the items on the page.
    let indexes: ArraySlice<Int>
    let page: Int
    let pages: Int
    /// How many items all pages list together.
    let total: Int
    /// What else it says: a heading, or what it links to besides.
    var words: [String] = []
  }

  init(path: String, kind: PageKind, listing: Listing? = nil, scope: @escaping @Sendable () -> Scope) {
    self.path = path
    self.kind = kind
    self.listing = listing
    make = scope
  }

  init(path: String, kind: PageKind, scope: Scope) {
    self.init(path: path, kind: kind) { scope }
  }

  var scope: Scope { make() }
}

/// The pages of columns: lists of 20, newest first; groups; and the columns with a form of their own.
struct ColumnPages: Sendable {
  let parts: PageParts
  private var model: SiteModel { parts.model }

  /// Items a page (DESIGN §6).
  static let pageSize = 20
  /// Beyond this a column with a form of its own is shown as a list.
  private static let formLimit = 100

  /// All pages of one column.
  func pages(of column: Column) -> [SitePage] {
    guard column.isLeaf else { return [group(column)] }
    let indexes = model.byColumn[column.code] ?? []
    if !indexes.isEmpty, indexes.count <= ColumnPages.formLimit, let special = special(column, indexes) {
      return [special]
    }
    let count = max(1, (indexes.count + ColumnPages.pageSize - 1) / ColumnPages.pageSize)
    return (1...count).map { list(column, indexes, page: $0, of: count) }
  }

  private func head(_ column: Column, path: String, page: Int = 1) -> [String: Value] {
    let name = page == 1 ? column.name : "\(column.name)(第\(page)页)"
    let object = parts.page(
      title: name, path: path, metas: parts.columnMetas(column), crumbs: parts.trail(to: column.code),
      feeds: column.isLeaf ? parts.feeds(of: column) : nil, isHidden: model.count(column.code) == 0)
    let part = PlatformPart.holding(column.code)
    return parts.common(.top(column.code.top), page: object, platform: part)
      .merging(parts.columnHead(column)) { $1 }
  }

  private func list(_ column: Column, _ indexes: [Int], page: Int, of count: Int) -> SitePage {
    let path = SiteAddresses.column(column.code, page: page)
    let shown = indexes.dropFirst((page - 1) * ColumnPages.pageSize).prefix(ColumnPages.pageSize)
    let total = indexes.count
    let listing = SitePage.Listing(indexes: shown, page: page, pages: count, total: total)
    return SitePage(path: path, kind: .column, listing: listing) {
      var fields = head(column, path: path, page: page)
      fields.merge([
        "total": .text("\(total)"), "hasItems": .flag(!shown.isEmpty),
        "items": parts.list(shown),
      ]) { $1 }
      fields.merge(parts.paging(page: page, of: count) { SiteAddresses.column(column.code, page: $0) }) { $1 }
      return Scope(PageSchemas.column, fields)
    }
  }

  private func group(_ column: Column) -> SitePage {
    let path = SiteAddresses.column(column.code)
    var fields = head(column, path: path)
    if ColumnPages.describesOffice(column) { fields["chart"] = chart(column) }
    fields["children"] = .list(
      model.children(of: column.code).map { child in
        let shown = model.byColumn[child.code] ?? []
        // Leaders and units in their order, all else the newest.
        let newest = (shown.contains { model.items[$0].order != nil } ? shown : shown.sorted()).prefix(5)
        var own = parts.branch(child)
        own["description"] = .text(child.purpose)
        own["hasItems"] = .flag(!newest.isEmpty)
        own["items"] = parts.list(newest)
        return Scope(PageSchemas.child, own)
      })
    return SitePage(path: path, kind: .group, scope: Scope(PageSchemas.group, fields))
  }

  /// Whether a column, or a part of it, holds departments.
  private static func describesOffice(_ column: Column) -> Bool { column.code == ColumnCode("1") }

  /// The organisation chart: the office, its departments (1.3) and its subordinate units (1.4).
  private func chart(_ column: Column) -> Value {
    func names(_ code: String) -> [OrganisationChart.Unit] {
      let indexes = ColumnCode(code).flatMap { model.byColumn[$0] } ?? []
      return indexes.prefix(ColumnPages.formLimit).map { index in
        let item = model.items[index]
        return OrganisationChart.Unit(name: item.record.title, url: parts.url(item))
      }
    }
    let departments = names("1.3")
    guard column.code.top == ColumnCode("1"), departments.count > 1 else { return .empty }
    return .html(
      OrganisationChart(office: model.settings.name, departments: departments, subordinates: names("1.4")).svg)
  }

  /// Leaders as cards, departments as a table, links in their groups.
  private func special(_ column: Column, _ indexes: [Int]) -> SitePage? {
    let path = SiteAddresses.column(column.code)
    let items = indexes.map { model.items[$0] }
    var fields = head(column, path: path)
    if column.rule == .link {
      fields["groups"] = .list(groups(items))
      return SitePage(path: path, kind: .links, scope: Scope(PageSchemas.links, fields))
    }
    if items.allSatisfy({ $0.record.has(.personName) && $0.record.has(.post) }) {
      fields["hasLeaders"] = .flag(true)
      fields["leaders"] = .list(items.map(leader))
      return SitePage(path: path, kind: .leaders, scope: Scope(PageSchemas.leaders, fields))
    }
    if items.allSatisfy({ $0.record.text(.phone) != nil && $0.record.text(.head) != nil }) {
      fields["hasUnits"] = .flag(true)
      fields["hasAddresses"] = .flag(items.contains { $0.record.text(.officeAddress) != nil })
      fields["units"] = .list(items.map(unit))
      fields["chart"] = chart(column)
      return SitePage(path: path, kind: .departments, scope: Scope(PageSchemas.departments, fields))
    }
    return nil
  }

  private func leader(_ item: SiteModel.Item) -> Scope {
    let record = item.record
    let photoURL = item.portrait.map { parts.addresses.url(RecordPage.attachmentPath($0, of: item.page)) }
    return Scope(
      PageSchemas.leader,
      [
        "name": .text(record.text(.personName) ?? ""), "post": .text(record.text(.post) ?? ""),
        "duties": .text(record.text(.responsibilities) ?? ""), "resume": .text(record.text(.resume) ?? ""),
        "photoURL": .text(photoURL ?? ""), "url": .text(parts.url(item)),
      ])
  }

  private func unit(_ item: SiteModel.Item) -> Scope {
    let record = item.record
    return Scope(
      PageSchemas.unit,
      [
        "name": .text(record.title), "duties": .text(record.text(.duties) ?? record.text(.summary) ?? ""),
        "head": .text(record.text(.head) ?? ""), "phone": .text(record.text(.phone) ?? ""),
        "address": .text(record.text(.officeAddress) ?? ""), "url": .text(parts.url(item)),
      ])
  }

  private func groups(_ items: [SiteModel.Item]) -> [Scope] {
    AdmissionRule.linkGroups.compactMap { group in
      let links = items.filter {
        $0.record.text(.linkGroup).flatMap(AdmissionRule.linkGroup(named:)) == group.name
      }
      guard !links.isEmpty else { return nil }
      return Scope(
        PageSchemas.linkGroup,
        [
          "name": .text(group.name), "hasLinks": .flag(!links.isEmpty),
          "links": .list(
            links.map {
              Scope(
                PageSchemas.link,
                [
                  "name": .text($0.record.title), "url": .text($0.record.text(.url) ?? ""),
                  "outside": .flag(OutsideAddress.isOutside($0.record.text(.url) ?? "")),
                ])
            }),
        ])
    }
  }
}
