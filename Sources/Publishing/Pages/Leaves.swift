/// The pages of a long list whose newest items come first, counted from the oldest: a page keeps its number, and what
/// stands on it, when something new comes. The newest items stand on a first page without a number, which holds as many
/// as one page and less than two.
///
/// A register can be cited by such a page, a mirror fetches only what is new, and a publication costs what it changes.
struct Leaves: Sendable {
  /// How many items there are.
  let count: Int
  /// Items on a numbered page.
  let size: Int

  /// How many pages have a number.
  var numbered: Int { max(0, count / size - 1) }

  /// The places of the items on the first page, 0 being the newest.
  var newest: Range<Int> { 0..<(count - numbered * size) }

  /// The places of the items on a numbered page; 1 holds the oldest.
  func items(on number: Int) -> Range<Int> {
    let end = count - (number - 1) * size
    return (end - size)..<end
  }

  /// How many numbered pages a page needs to know of: what it links to does not change once there are more.
  ///
  /// - Parameter number: of the page; nil for the first.
  func seen(from number: Int?) -> Int { number.map { min(numbered, $0 + Leaves.reach + 1) } ?? numbered }

  /// The numbers that a page links to, newest first, itself among them; nil for a gap.
  ///
  /// - Parameter number: of the page; nil for the first.
  func links(from number: Int?) -> [Int?] {
    let near = number.map { ($0 - Leaves.reach)...($0 + Leaves.reach) } ?? (numbered - Leaves.reach + 1)...numbered
    var links: [Int?] = []
    var last = numbered + 1
    for linked in Set(Array(near) + [1]).sorted(by: >) where (1...max(1, numbered)).contains(linked) {
      if linked < last - 1 { links.append(nil) }
      links.append(linked)
      last = linked
    }
    return numbered > 0 ? links : []
  }

  /// Pages on each side that a page links to.
  private static let reach = 2
}
