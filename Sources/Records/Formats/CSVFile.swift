import Diagnostics

/// Reads a CSV file: the first row names the fields, every other row is a record.
struct CSVFile {
  /// The records, and faults that belong to the file and not to one of them.
  struct Content: Sendable {
    var records: [RawRecord] = []
    var faults: [Diagnostic] = []
  }

  /// The header row as read.
  private struct Header {
    var fields: [Field?] = []
    /// Cells without a name at the end, as Excel leaves them where a column was emptied: their cells must be empty, too.
    var unnamed = 0
    var bytes: ArraySlice<UInt8>
    /// Why no row can be read; nil if all can.
    var refusal: String?
    var idColumn: Int? { fields.firstIndex(of: .id) }
  }

  private let path: String
  private let file: String

  /// Takes a file's path below the site folder and as people know it.
  init(path: String, file: String) {
    self.path = path
    self.file = file
  }

  /// Reads all rows.
  func read(_ bytes: [UInt8]) -> Content {
    var content = Content()
    do throws(TextFault) {
      let source = try CSVEncoding.text(of: bytes)
      var scanner = CSVScanner(source)
      var header: Header?
      var bad = source.bad[...]
      while var row = scanner.next() {
        if row.isEmpty { continue }
        bad = bad.drop { $0.offset < row.bytes.lowerBound }
        if let fault = bad.first, fault.offset < row.bytes.upperBound { row.add(fault.fault) }
        if let header {
          content.records.append(record(row, header, source))
        } else {
          header = read(header: row, source, &content.faults)
        }
      }
      if header == nil { content.faults.append(fault(.start, "文件是空的", "第一行写字段名称，其后每行一条记录")) }
    } catch {
      // All its rows are hidden: that counts as one that can't be read.
      content.records = [unreadable(bytes, error)]
    }
    return content
  }

  private func unreadable(_ bytes: [UInt8], _ fault: TextFault) -> RawRecord {
    let id = RecordPath.defaultID(path)
    var raw = RawRecord(
      part: RecordPart(kind: .row, path: path, bytes: bytes), file: file, start: fault.position, baseID: id,
      fallbackID: path, entries: nil)
    raw.fault(fault.position, fault.message + "，整个文件读不出", remedy: fault.remedy)
    return raw
  }

  private func fault(_ position: Position, _ message: String, _ remedy: String) -> Diagnostic {
    Diagnostic("record.invalid", at: position.place(in: file), message, remedy: remedy)
  }

  // MARK: - Header

  private func read(header row: CSVScanner.Row, _ source: SourceText, _ faults: inout [Diagnostic]) -> Header {
    var header = Header(bytes: source.bytes[row.bytes])
    var found = row.faults.map { fault($0.position, $0.message, $0.remedy) }
    if let separator = otherSeparator(row) {
      faults.append(separator)
      header.refusal = separator.message
      return header
    }
    let named = (row.cells.lastIndex { !Wording.clean($0.text).isEmpty } ?? -1) + 1
    header.unnamed = row.cells.count - named
    for cell in row.cells.prefix(named) {
      let name = Wording.clean(cell.text)
      let field = Field(rawValue: name)
      if let field, header.fields.contains(field) {
        found.append(fault(cell.position, "表头的字段「\(name)」重复", "每个字段只列一次"))
      } else if field == nil {
        found.append(unknown(name, cell.position))
      }
      header.fields.append(field)
    }
    if header.idColumn == nil {
      found.append(fault(row.start, "表头没有「标识」列", "加一列「标识」，每行一个不变的编号"))
    }
    header.refusal = found.first?.message
    faults += found
    return header
  }

  /// The fault of a header that another sign than the comma separates.
  private func otherSeparator(_ row: CSVScanner.Row) -> Diagnostic? {
    guard row.cells.count == 1, let other = row.cells[0].text.first(where: { ";；，\t|".contains($0) }) else {
      return nil
    }
    let sign = other == "\t" ? "制表符" : "「\(other)」"
    return fault(row.start, "表头用\(sign)分隔，应为英文逗号", "另存为「CSV UTF-8（逗号分隔）」")
  }

  private func unknown(_ name: String, _ position: Position) -> Diagnostic {
    if name.isEmpty { return fault(position, "表头有空的列名", "写上字段名称，或删去这一列") }
    let (message, remedy) = RawRecord.Entry.unknown(name)
    return fault(position, message, remedy)
  }

  // MARK: - Rows

  private func record(_ row: CSVScanner.Row, _ header: Header, _ source: SourceText) -> RawRecord {
    let cell = header.idColumn.flatMap { $0 < row.cells.count ? row.cells[$0] : nil }
    let id = Wording.clean(cell?.text ?? "")
    let part = RecordPart(
      kind: .row, path: "\(path)#\(id)",
      bytes: Array(header.bytes) + [0x0A] + source.bytes[row.bytes] + [0x0A])
    var raw = RawRecord(
      part: part, file: file, start: row.start, baseID: RecordPath.defaultID(path),
      fallbackID: "\(path)#行\(row.start.line)", entries: nil)
    if let refusal = header.refusal { raw.fault(row.start, "表头有误，本行不能读取：\(refusal)", remedy: "先改正表头") }
    for fault in row.faults { raw.fault(fault.position, fault.message, remedy: fault.remedy) }
    let extra = row.cells.dropFirst(header.fields.count)
    let isPadded = extra.count <= header.unnamed && extra.allSatisfy { Wording.clean($0.text).isEmpty }
    if raw.faults.isEmpty, row.cells.count < header.fields.count || !isPadded {
      let isShort = row.cells.count < header.fields.count
      raw.fault(
        row.start, "本行有 \(row.cells.count) 格，表头有 \(header.fields.count) 格",
        remedy: isShort
          ? "补齐空格子的逗号" : header.unnamed > 0 ? "给有内容的列写上字段名称，或删去内容" : "含有逗号的内容用双引号括起来")
    }
    let isReadable = raw.faults.isEmpty
    let entries = zip(header.fields, row.cells).compactMap { field, cell in
      field.map { RawRecord.Entry(field: $0, value: .one(cell), position: cell.position) }
    }
    if isReadable {
      raw.entries = entries.filter { $0.field != .body }
      if let text = entries.first(where: { $0.field == .body }), case .one(let body) = text.value,
        !Wording.clean(body.text).isEmpty
      {
        raw.body = .cell(body.text)
      }
    } else {
      raw.identity = entries.filter { [.id, .title, .column].contains($0.field) }
    }
    return raw
  }
}

// MARK: - One row alone

extension CSVFile {
  /// Reads a row's part back: its header and the row itself, under a path that ends with `#` and its 标识.
  static func row(_ part: RecordPart) -> RawRecord {
    let content = CSVFile(path: part.path, file: part.path).read(part.bytes)
    guard var raw = content.records.first, content.records.count == 1 else {
      var raw = RawRecord(
        part: part, file: part.path, start: .start, baseID: part.path, fallbackID: part.path, entries: nil)
      raw.faults = content.faults
      raw.fault(.start, "不是一行表头加一行记录", remedy: "核对快照")
      return raw
    }
    // The 标识 may itself hold `#`, so the path ends where the one that was read begins.
    let id = raw.part.path.dropFirst(part.path.count)
    let path = part.path.hasSuffix(id) ? String(part.path.dropLast(id.count)) : part.path
    raw.part = part
    raw.file = path
    raw.baseID = RecordPath.defaultID(path)
    raw.fallbackID = part.path
    return raw
  }
}
