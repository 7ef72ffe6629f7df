import Diagnostics

/// Reads a Markdown file with YAML front matter: one record.
enum MarkdownFile {
  /// The record as the file says it.
  static func read(_ part: RecordPart, file: String) -> RawRecord {
    let id = RecordPath.defaultID(part.path)
    var raw = RawRecord(part: part, file: file, start: .start, baseID: id, fallbackID: id, entries: nil)
    do throws(TextFault) {
      let source = try SourceText(checking: part.bytes)
      let front = try FrontMatter(in: source)
      let isBlank = part.bytes[front.body...].allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
      raw.body = isBlank ? .none : .rest(offset: front.body)
      switch YAMLReader.read(source.text(front.yaml), linesBefore: 1) {
      case .success(let node):
        read(node, into: &raw)
        warnOfCuts(node, in: source.text(front.yaml), &raw)
      case .failure(let fault): raw.fault(fault.position, fault.message, remedy: fault.remedy)
      }
    } catch {
      raw.fault(error.position, error.message, remedy: error.remedy)
    }
    return raw
  }

  private static func read(_ node: YAMLNode?, into raw: inout RawRecord) {
    guard let node else {
      raw.entries = []
      return
    }
    guard case .map(let pairs) = node.content else {
      raw.fault(node.position, "front matter 应为键值对，而不是\(node.kindName)", remedy: "每行写「字段: 值」，冒号用英文冒号，后面留一个空格")
      return
    }
    var entries: [RawRecord.Entry] = []
    for pair in pairs {
      guard let field = Field(rawValue: pair.key.text) else {
        let (message, remedy) = RawRecord.Entry.unknown(pair.key.text)
        raw.fault(pair.key.position, message, remedy: remedy)
        continue
      }
      entries.append(
        RawRecord.Entry(field: field, value: value(pair.value, of: field, &raw), position: pair.key.position))
    }
    raw.entries = entries
  }

  /// Tells of values that end at ` #`, where what follows was hardly meant as a comment: 关于 #1 号楼的公告.
  private static func warnOfCuts(_ node: YAMLNode?, in yaml: String, _ raw: inout RawRecord) {
    guard yaml.holds(UInt8(ascii: "#")), case .map(let pairs)? = node?.content else { return }
    let lines = yaml.split(omittingEmptySubsequences: false) { $0.isNewline }
    for pair in pairs {
      guard let field = Field(rawValue: pair.key.text), field.isFreelyWorded else { continue }
      let values = if case .list(let items) = pair.value.content { items } else { [pair.value] }
      for case let value? in values.map(\.scalar) where lines.indices.contains(value.position.line - 2) {
        let written = lines[value.position.line - 2].unicodeScalars.dropFirst(value.position.column - 1)
        let length = value.text.unicodeScalars.count
        let rest = written.dropFirst(length)
        guard length > 0, written.prefix(length).elementsEqual(value.text.unicodeScalars),
          let sign = rest.first(where: { $0 != " " && $0 != "\t" }), sign == "#", rest.first != "#",
          let next = rest.drop(while: { $0 != "#" }).dropFirst().first, next != " ", next != "\t", next != "#"
        else { continue }
        raw.warnings.append(
          Diagnostic(
            "field.cut", .warning, at: value.position.place(in: raw.file),
            "「\(field.rawValue)」只取到「 #」之前，成了\(Wording.quoted(value.text))，后面的当作注释", remedy: "值里有「 #」时，用引号把整个值括起来"))
      }
    }
  }

  private static func value(_ node: YAMLNode, of field: Field, _ raw: inout RawRecord) -> RawRecord.Value {
    switch node.content {
    case .scalar(let text): return .one(PlacedText(text: text, position: node.position))
    case .map:
      raw.fault(node.position, "「\(field.rawValue)」的值不能是键值对", remedy: "值里有「: 」时用引号括起来")
      return .unreadable
    case .list(let items):
      let texts = items.compactMap(\.scalar)
      if texts.count == items.count { return .many(texts) }
      let nested = items.first { $0.scalar == nil }?.position ?? node.position
      raw.fault(nested, "「\(field.rawValue)」的列表里只能是文字", remedy: "每项一个值；值里有「: 」时用引号括起来")
      return .unreadable
    }
  }
}

extension Field {
  /// Whether people write its value in words of their own, in which a sign `#` may be one.
  fileprivate var isFreelyWorded: Bool {
    switch shape {
    case .text, .list, .paths: self != .column
    case .day, .choice, .choices: false
    }
  }
}
