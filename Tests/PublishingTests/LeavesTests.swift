import Testing

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
