import Inspection

/// Levels of secrecy that stand alone in a paragraph or a cell: each is screened by itself, so what it stands among is
/// looked at here.
struct LevelParts {
  /// The parts that say a level and nothing else, with the level, by their index.
  private var levels: [Int: String] = [:]
  /// The parts among those that begin the file.
  private var first: Set<Int> = []
  /// Cells under 密级, or right of it, with their tables.
  private var labelled: [Int: Int] = [:]
  /// The levels of such cells, by table.
  private var ofTable: [Int: Set<String>] = [:]
  /// Cells below 示例.
  private var examples: Set<Int> = []

  /// Looks through the parts of a file once.
  init(_ parts: [FilePart]) {
    var (labels, rows, shown) = ([Int: Set<Int>](), [Int: Int](), [Int: Set<Int>]())
    for (index, part) in parts.enumerated() where part.text.contains(where: { $0 > 0x20 }) {
      if first.count < LevelParts.head { first.insert(index) }
      guard part.text.count <= LevelParts.longest else { continue }
      let words = String(decoding: part.text, as: UTF8.self).filter { !$0.isWhitespace }
      if let level = LevelParts.level(of: words) { levels[index] = level }
      guard let cell = part.row else { continue }
      if SecrecyMark.labels.contains(Array(words.utf8)) {
        labels[cell.table, default: []].insert(cell.column)
        rows[cell.table] = cell.row
      } else if LevelParts.shows.contains(words) {
        shown[cell.table, default: []].insert(cell.column)
      }
      if shown[cell.table]?.contains(cell.column) == true { examples.insert(index) }
      guard let level = levels[index], rows[cell.table] == cell.row || labels[cell.table]?.contains(cell.column) == true
      else { continue }
      labelled[index] = cell.table
      ofTable[cell.table, default: []].insert(level)
    }
  }

  /// A mark as it is where it stands. A level that heads a chapter, fills a table of all levels or answers a question, and a
  /// mark that a column gives as an example, are for a person to decide on.
  func judged(_ finding: Finding, at index: Int, of part: FilePart) -> Finding {
    guard finding.detector == .secrecyMark, !isCertain(index, part) else { return finding }
    return Finding(
      detector: .internalMark, action: .block, place: finding.place, masked: finding.masked, offset: finding.offset,
      number: finding.number)
  }

  private func isCertain(_ index: Int, _ part: FilePart) -> Bool {
    if examples.contains(index) { return false }
    // A page, a head or a foot is looked at as a whole.
    guard let level = levels[index], part.row != nil || LevelParts.isBody(part.place) else { return true }
    if let table = labelled[index] { return (ofTable[table]?.count ?? 0) <= 2 }
    let around = (index - LevelParts.near)...(index + LevelParts.near)
    return first.contains(index) && !around.contains { levels[$0].map { $0 != level } ?? false }
  }

  private static func isBody(_ place: String) -> Bool {
    place.hasSuffix("段") && ["正文", "网页"].contains { place.hasPrefix($0) }
  }

  /// As many parts as a document's head has, and within which the other levels of a list stand.
  private static let (head, near, longest) = (8, 40, 60)
  private static let shows: Set<String> = ["示例", "样例", "范例", "举例", "例", "填写示例", "示例说明"]

  /// The level, where that and a period is all that is said: （机密）, 绝密级, 秘密（10年）.
  private static func level(of words: String) -> String? {
    var rest = words.filter { !"（）()【】［］[]「」〔〕*_".contains($0) }
    guard let level = ["绝密", "机密", "秘密", "絕密", "機密", "祕密"].first(where: { rest.hasPrefix($0) }) else { return nil }
    rest.removeFirst(2)
    if rest.hasPrefix("级") || rest.hasPrefix("級") { rest.removeFirst() }
    let isPeriod =
      rest.first?.isNumber == true && rest.count <= 5 && ["年", "月", "天", "日"].contains { rest.hasSuffix($0) }
    guard rest.isEmpty || rest == "长期" || isPeriod else { return nil }
    return level
  }
}
