/// Columns of tables that words other than 姓名 head.
extension TextScan {
  /// A head of a table in which a column of persons is called otherwise than 姓名.
  mutating func person(_ at: Int) {
    guard at >= nameEnd, at >= personEnd else { return }
    let line = line(at, reach: 600)
    personEnd = line.upperBound
    guard bytes[line].contains(where: { "|,;\t ".utf8.contains($0) || $0 == 0xE3 }),
      let table = TextTable(bytes: bytes, head: line, where: { $0.contains(where: TableScreen.isName) })
    else { return }
    personEnd = table.end
    let told = TableScreen.findings(in: table, context: context)
    guard !told.isEmpty else { return }
    nameEnd = table.end
    for finding in told { note(finding.detector, finding.action, finding.masked, at) }
  }

  /// A column of levels of secrecy: of documents that are no secret it would have none. A table of all levels is one of the
  /// law.
  mutating func levels(_ at: Int) {
    guard at >= levelEnd else { return }
    let line = line(at, reach: 600)
    levelEnd = line.upperBound
    let isLabel: (String) -> Bool = { cell in
      let cell = Array(cell.utf8.filter { $0 > 0x20 })
      return SecrecyMark.labels.contains(cell)
    }
    guard bytes[line].contains(where: { "|,;\t".utf8.contains($0) }),
      let table = TextTable(bytes: bytes, head: line, where: { $0.contains(where: isLabel) })
    else { return }
    levelEnd = table.end
    let columns = table.header.indices.filter { isLabel(table.header[$0]) }
    var levels: Set<String> = []
    for row in table.rows {
      for column in columns where column < row.count {
        let cell = Array(row[column].utf8)
        let isLevel = cell.withUnsafeBufferPointer { SecrecyMark.level(at: 0, in: SymbolReader(bytes: $0)) != nil }
        if isLevel { levels.insert(String(row[column].filter { "绝机秘密絕機祕".contains($0) }.prefix(2))) }
      }
    }
    guard (1...2).contains(levels.count) else { return }
    for level in levels.sorted() { note(.internalMark, .block, level, at) }
  }
}
