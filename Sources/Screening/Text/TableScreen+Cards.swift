/// Forms and cards, whose words stand left of what they ask for: 姓名｜张三, and below it 病种｜尿毒症.
extension TableScreen {
  /// A card that was begun: what its rows are called, and for each whom it is of what they say.
  private struct Card {
    let row: Int
    /// Whether several people stand side by side.
    let isWide: Bool
    var heads: [String] = []
    var people: [[String]] = []

    mutating func add(_ head: String, _ values: [String]) {
      while people.count < values.count { people.append([String](repeating: "", count: heads.count)) }
      for index in people.indices { people[index].append(index < values.count ? values[index] : "") }
      heads.append(head)
    }
  }

  /// What is found in the cards of a table, with the row that each begins in. A card begins where a row begins with 姓名, and
  /// holds the rows below that begin with a word of a form.
  static func cards<Row: Sequence<String>>(
    _ rows: some Sequence<Row>, context: TextContext
  ) -> [(row: Int, finding: Finding)] {
    var cards: [Card] = []
    for (index, row) in rows.enumerated() {
      let filled = row.lazy.map { $0.filter { !$0.isWhitespace && !$0.isASCIISign && $0 != "：" } }
        .filter { !$0.isEmpty }
      // Most rows of a table are done with here.
      guard let first = filled.first(where: { _ in true }), isWord(first), !cards.isEmpty || isCardName(first) else {
        continue
      }
      let cells = Array(filled)
      guard cells.count > 1 else { continue }
      if isCardName(first) {
        // 姓名｜病种 is the head of a list.
        guard !isWord(cells[1]) else { continue }
        let isWide = cells.count > 2 && cells.dropFirst().allSatisfy { isOpenName($0) || isHiddenName($0) }
        cards.append(Card(row: index, isWide: isWide))
      }
      guard let last = cards.indices.last else { continue }
      if cards[last].isWide {
        cards[last].add(first, Array(cells.dropFirst().prefix(mostPeople)))
        continue
      }
      var at = 0
      while at + 1 < cells.count {
        if isWord(cells[at]) { cards[last].add(cells[at], [cells[at + 1]]) }
        at += isWord(cells[at]) ? 2 : 1
      }
    }
    return cards.flatMap { card in
      findings(header: card.heads, rows: card.people, context: context).map { (card.row, $0) }
    }
  }

  /// What is found in a table of a text, as a list or else as cards.
  static func findings(in table: TextTable, context: TextContext) -> [Finding] {
    let list = findings(header: table.header, rows: table.rows, context: context)
    return list.isEmpty ? cards([table.header] + table.rows, context: context).map(\.finding) : list
  }

  private static let mostPeople = 50

  private static func isCardName(_ head: String) -> Bool { isName(head) && !listed.contains(head) }

  /// Whether a cell is a word of a form, and no value.
  private static func isWord(_ cell: String) -> Bool {
    cell.count <= 12 && !cell.contains(where: { $0.isASCII && $0.isNumber })
      && (isTold(cell) && !listed.contains(cell) || isLabel(cell))
  }
}
