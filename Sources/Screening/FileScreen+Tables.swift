import Inspection

/// What the cells of a file tell together.
extension FileScreen {
  /// Tables whose heads join names with what is private, and numbers that several cells of a row make together.
  func tables(_ parts: [FilePart], _ context: TextContext) -> [Finding] {
    var tables: [Int: [Int: [FilePart]]] = [:]
    var order: [Int] = []
    for part in parts {
      guard let cell = part.row else { continue }
      if tables[cell.table] == nil { order.append(cell.table) }
      tables[cell.table, default: [:]][cell.row, default: []].append(part)
    }
    return order.flatMap { table -> [Finding] in
      let rows = (tables[table] ?? [:]).sorted { $0.key < $1.key }.map { row in
        row.value.sorted(by: FileScreen.isBefore)
      }
      let lists = lists(rows, context)
      let persons = lists.isEmpty ? cards(rows, context) : lists
      return rows.flatMap { split($0, context) } + persons + numbers(rows, context)
    }
  }

  private static func isBefore(_ left: FilePart, _ right: FilePart) -> Bool {
    (left.row?.column ?? 0) < (right.row?.column ?? 0)
  }

  // MARK: - Lists of persons

  /// The head of a list: what its columns are called, by their numbers.
  private struct Head {
    /// Its row, and how many it has: a head may have a second row below what several columns share.
    let row: Int
    let height: Int
    let columns: [Int]
    let heads: [String]

    /// Whether a row below is one of the list's, though its words could head another: 张三｜脱贫户｜心脏病. A new head says
    /// 姓名, says a word of the open one again, or has below a column of names what is no name.
    func holds(_ row: [FilePart]) -> Bool {
      let own = Dictionary(zip(columns, heads), uniquingKeysWith: { first, _ in first })
      return !FileScreen.words(row).contains { cell in
        guard let head = own[cell.column] else { return cell.head.contains("姓名") }
        return cell.head.contains("姓名") || cell.head == head
          || TableScreen.isName(head) && (TableScreen.isTold(cell.head) || Head.numbers.contains(cell.head))
      }
    }

    private static let numbers: Set<String> = ["序号", "编号"]
  }

  /// Lists of persons; a sheet may have several, below titles, notes and one another.
  private func lists(_ rows: [[FilePart]], _ context: TextContext) -> [Finding] {
    var heads: [Head] = []
    for index in rows.indices {
      guard let head = FileScreen.head(at: index, of: rows), heads.last?.holds(rows[index]) != true else { continue }
      heads.append(head)
    }
    return heads.enumerated().flatMap { index, head -> [Finding] in
      let start = min(head.row + head.height, rows.count)
      let end = index + 1 < heads.count ? max(start, heads[index + 1].row) : rows.count
      let places = Dictionary(
        head.columns.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
      let lines = rows[start..<end].map { row in
        var cells = [String](repeating: "", count: head.columns.count)
        for part in row { if let at = part.row.flatMap({ places[$0.column] }) { cells[at] = part.string } }
        return cells
      }
      return TableScreen.findings(header: head.heads, rows: lines, context: context).map {
        $0.at("\(rows[head.row].first?.place ?? "")所在的表，\($0.place)")
      }
    }
  }

  /// The head that a row is, with the row below it where that names columns, too; nil where no list begins.
  private static func head(at row: Int, of rows: [[FilePart]]) -> Head? {
    let words = words(rows[row])
    guard words.contains(where: { TableScreen.isName($0.head) }) else { return nil }
    var told = words.filter { TableScreen.isTold($0.head) }
    var height = 1
    if row + 1 < rows.count {
      // 基本情况 over 病种 and 住址.
      let below = FileScreen.words(rows[row + 1])
      let own = Set(told.map(\.column))
      let more = below.filter {
        TableScreen.isTold($0.head) && !TableScreen.isName($0.head) && !own.contains($0.column)
      }
      if !more.isEmpty, !below.contains(where: { own.contains($0.column) && !$0.head.isEmpty }) {
        told += more
        height = 2
      }
    }
    guard told.contains(where: { !TableScreen.isName($0.head) }) else { return nil }
    told += words.filter { TableScreen.namesPost($0.head) && !TableScreen.isTold($0.head) }
    // A sheet may be sixteen thousand columns wide: only those count whose heads tell something.
    let kept = told.sorted { $0.column < $1.column }.prefix(mostColumns)
    return Head(row: row, height: height, columns: kept.map(\.column), heads: kept.map(\.head))
  }

  fileprivate static func words(_ row: [FilePart]) -> [(column: Int, head: String)] {
    row.lazy.filter { $0.text.count <= 200 }.map { part in
      (part.row?.column ?? 0, String(decoding: part.text.prefix(100), as: UTF8.self).filter { !$0.isWhitespace })
    }
  }

  private static let mostColumns = 100

  /// Cards, whose words stand on the left.
  private func cards(_ rows: [[FilePart]], _ context: TextContext) -> [Finding] {
    let texts = rows.lazy.map { $0.prefix(FileScreen.mostColumns).lazy.map(\.string) }
    return TableScreen.cards(texts, context: context).map { row, finding in
      finding.at("\(rows[row].first?.place ?? "")起的表，\(finding.place)")
    }
  }

  // MARK: - Numbers

  /// Numbers in a column that says that it has those of residents: without a check digit, or with a wrong one, they are
  /// told by it alone.
  private func numbers(_ rows: [[FilePart]], _ context: TextContext) -> [Finding] {
    var columns: Set<Int> = []
    var findings: [Finding] = []
    for row in rows {
      // Right of such a word, too: 身份证号｜….
      var isRight = false
      for part in row {
        guard let column = part.row?.column else { continue }
        if part.text.count <= 60, TextScan.namesID(part.string.filter { !$0.isWhitespace }) {
          columns.insert(column)
          isRight = true
        } else if isRight || columns.contains(column), !part.isRounded,
          let found = TextScan.unchecked(part.text, context)
        {
          findings.append(found.at(part.place))
        }
      }
    }
    return findings
  }

  private static let cross: Set<[UInt8]> = [Array("X".utf8), Array("x".utf8), Array("×".utf8)]

  /// A number of a person with its digits in several cells of a row.
  private func split(_ row: [FilePart], _ context: TextContext) -> [Finding] {
    var line: [UInt8] = []
    var isWhole: Set<NumberTrace?> = []
    for part in row
    where part.text.count <= 60
      && (part.text.contains(where: Checksums.isDigit) || FileScreen.cross.contains(part.text))
    {
      isWhole.formUnion(TextScreen.findings(in: part.text, context: context).map(\.number))
      line += (line.isEmpty ? [] : [UInt8(ascii: "\t")]) + part.text
    }
    guard line.count >= 18, line.contains(UInt8(ascii: "\t")) else { return [] }
    return TextScreen.findings(in: line, context: context).filter {
      [.residentID, .disabilityCard].contains($0.detector) && !isWhole.contains($0.number)
    }.map { $0.at("\(row.first?.place ?? "")所在的行，分在几个单元格里") }
  }
}

extension FilePart {
  fileprivate var string: String { String(decoding: text, as: UTF8.self) }
}
