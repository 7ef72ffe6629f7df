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
      case .success(let node): read(node, into: &raw)
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
