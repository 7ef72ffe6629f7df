import Review
import Testing
import Values

@testable import Publishing

@Suite("Pages counted from the oldest")
struct LeavesTests {
  @Test("hold every item once, newest first", arguments: [0, 1, 4, 5, 9, 10, 14, 15, 99, 100, 103])
  func all(_ count: Int) {
    let leaves = Leaves(count: count, size: 5)
    let pages = [leaves.newest] + (0..<leaves.numbered).reversed().map { leaves.items(on: $0 + 1) }
    #expect(pages.flatMap(Array.init) == Array(0..<count))
    #expect(leaves.newest.count < 10)
    #expect(leaves.numbered == 0 || leaves.newest.count >= 5)
    #expect((0..<leaves.numbered).allSatisfy { leaves.items(on: $0 + 1).count == 5 })
  }

  /// Items by their age, 0 being the oldest, and what a page links to.
  private struct Shown: Equatable {
    let items: [Int]
    let links: [Int?]
    let seen: Int
  }

  private func shown(_ number: Int, of count: Int) -> Shown {
    let leaves = Leaves(count: count, size: 5)
    return Shown(
      items: leaves.items(on: number).map { count - 1 - $0 }, links: leaves.links(from: number),
      seen: leaves.seen(from: number))
  }

  @Test("stand still when something new comes, but for those next to it")
  func still() {
    for count in 10..<60 {
      let before = Leaves(count: count, size: 5).numbered
      let after = Leaves(count: count + 1, size: 5).numbered
      for number in 1...before {
        let stays = shown(number, of: count) == shown(number, of: count + 1)
        #expect(stays || after > before && number >= after - 3, "page \(number) of \(count)")
      }
    }
  }

  @Test("link to the oldest and to those around, with gaps")
  func links() {
    let leaves = Leaves(count: 100, size: 5)
    #expect(leaves.numbered == 19)
    #expect(leaves.links(from: nil) == [19, 18, nil, 1])
    #expect(leaves.links(from: 19) == [19, 18, 17, nil, 1])
    #expect(leaves.links(from: 10) == [nil, 12, 11, 10, 9, 8, nil, 1])
    #expect(leaves.links(from: 1) == [nil, 3, 2, 1])
    #expect(leaves.links(from: 17) == [19, 18, 17, 16, 15, nil, 1])
    #expect(Leaves(count: 9, size: 5).links(from: nil) == [])
    #expect(Leaves(count: 10, size: 5).links(from: nil) == [1])
  }

  @Test("tell all that their links depend on")
  func dependence() {
    for number in 1...6 {
      var known: [Int: [Int?]] = [:]
      for count in 40..<200 {
        let leaves = Leaves(count: count, size: 5)
        let links = leaves.links(from: number)
        #expect(known[leaves.seen(from: number), default: links] == links)
        known[leaves.seen(from: number)] = links
      }
    }
  }
}

@Suite("Pages of the catalogue")
struct CataloguePagesTests {
  /// Titles on each page by its path, and the page's key.
  private func pages(_ count: Int) throws -> [String: (titles: [String], key: Digest)] {
    let model = try ExportModel.model((1...count).map { try ExportModel.page($0) })
    let keys = RenderKeys(
      model, layout: LayoutDigests(templates: Digest(of: "t"), settings: Digest(of: "s")), policy: nil, program: "p")
    let parts = PageParts(model: model, path: SiteAddresses.catalogue())
    return Dictionary(
      uniqueKeysWithValues: try CataloguePages(parts: parts).whole().map { page in
        let listing = try #require(page.listing)
        return (page.path, (listing.indexes.map { model.items[$0].title }, keys.listing(page, listing)))
      })
  }

  @Test("hold every item once; those with a number stay as they are when one comes")
  func growth() throws {
    let before = try pages(305)
    #expect(Set(before.keys) == ["catalogue.html", "catalogue-1.html", "catalogue-2.html"])
    #expect(before.values.flatMap(\.titles).sorted() == (1...305).map { "第\($0)号通知" }.sorted())
    #expect(before["catalogue-1.html"]?.titles.last == "第1号通知")
    #expect(before["catalogue.html"]?.titles.first == "第305号通知")
    let after = try pages(306)
    #expect(after["catalogue.html"]?.titles.count == 106)
    for path in ["catalogue-1.html", "catalogue-2.html"] {
      #expect(after[path]?.titles == before[path]?.titles)
      #expect(after[path]?.key == before[path]?.key, "\(path) need not be made anew")
    }
    #expect(after["catalogue.html"]?.key != before["catalogue.html"]?.key)
    #expect(Set(try pages(400).keys).subtracting(before.keys) == ["catalogue-3.html"])
  }
}
