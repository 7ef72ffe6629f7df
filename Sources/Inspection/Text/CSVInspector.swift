/// Tables as comma- or tab-separated text (RFC 4180): one part a field, with its row and column.
enum CSVInspector {
  static func inspect(_ bytes: [UInt8], _ gathering: inout Gathering) {
    guard bytes.count <= gathering.limits.maxEntryBytes else {
      gathering.find(.tooLarge, "", "文件超过 \(gathering.limits.maxEntryBytes >> 20) MB，没有查看")
      return
    }
    guard let text = TextDecoding.utf8(of: bytes) else {
      gathering.find(.unreadable, "", "不是 UTF-8、UTF-16 或 GB 18030 编码的文字")
      return
    }
    let table = gathering.nextTable()
    let separator = separator(of: text)
    let quote = UInt8(ascii: "\"")
    var field: [UInt8] = []
    var (row, column, isQuoted) = (1, 1, false)
    var at = 0
    func take(_ gathering: inout Gathering) {
      if field.contains(where: { $0 > 0x20 }) {
        let cell = TableCell(table: table, row: row, column: column)
        gathering.bytes("第\(row)行第\(column)列", field, row: cell)
      }
      field.removeAll(keepingCapacity: true)
    }
    while at < text.count, !gathering.isFull {
      let byte = text[at]
      at += 1
      switch byte {
      case quote where isQuoted && at < text.count && text[at] == quote:
        field.append(quote)
        at += 1
      case quote where isQuoted: isQuoted = false
      case quote where field.isEmpty: isQuoted = true
      case separator where !isQuoted:
        take(&gathering)
        column += 1
      case UInt8(ascii: "\n") where !isQuoted:
        if field.last == UInt8(ascii: "\r") { field.removeLast() }
        take(&gathering)
        (row, column) = (row + 1, 1)
      default: field.append(byte)
      }
    }
    take(&gathering)
  }

  /// A tab if the first line has more tabs than commas.
  private static func separator(of text: [UInt8]) -> UInt8 {
    let line = text.prefix { $0 != UInt8(ascii: "\n") }
    let tabs = line.count { $0 == 9 }
    return tabs > line.count { $0 == UInt8(ascii: ",") } ? 9 : UInt8(ascii: ",")
  }
}
