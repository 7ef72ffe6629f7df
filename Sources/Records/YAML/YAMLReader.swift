import Yams

/// Reads YAML 1.1 as the text that people wrote, without its surprises.
///
/// Yams with the basic resolver leaves `no`, `012` and `12:30` alone. Anchors, aliases and tags are refused:
/// a form has no use for them, and they are the way to an entity bomb.
enum YAMLReader {
  /// Reads the one value of a text; nil if there is nothing but comments.
  ///
  /// - Parameter linesBefore: lines of the file before the text; added to every position.
  static func read(_ text: String, linesBefore: Int = 0) -> Result<YAMLNode?, YAMLFault> {
    if text.utf8.count < YAMLGuard.sizeLimit, let plain = PlainYAML.read(text, linesBefore: linesBefore) {
      return .success(plain)
    }
    return readWithYams(text, linesBefore: linesBefore)
  }

  /// The same by Yams alone.
  static func readWithYams(_ text: String, linesBefore: Int = 0) -> Result<YAMLNode?, YAMLFault> {
    do throws(YAMLFault) {
      return .success(
        try compose(text, linesBefore).map { node throws(YAMLFault) in try convert(node, linesBefore) })
    } catch {
      let position = Position(line: error.position.line + linesBefore, column: error.position.column)
      return .failure(YAMLFault(position: position, message: error.message, remedy: error.remedy))
    }
  }

  private static func compose(_ text: String, _ linesBefore: Int) throws(YAMLFault) -> Node? {
    if let fault = YAMLGuard.fault(in: text) { throw fault }
    do {
      let parser = try Parser(yaml: onHeap(text), resolver: .basic, encoding: .utf8)
      // An anchor lives as long as its parser, and is how anchored nodes are told: check before it goes.
      return try withExtendedLifetime(parser) {
        let root = try parser.singleRoot()
        if let anchored = root.flatMap(firstAnchored) { throw anchored }
        return root
      }
    } catch let fault as YAMLFault {
      throw fault
    } catch let error as YamlError {
      throw YAMLFault(error, in: text, linesBefore: linesBefore)
    } catch {
      throw YAMLFault(position: .start, message: "YAML 无法读取", remedy: "核对 YAML 格式")
    }
  }

  /// Yams keeps a pointer into the string past the call that lent it, which is sound only for strings on the
  /// heap, that is, of 16 bytes and more.
  private static func onHeap(_ text: String) -> String {
    text.utf8.count < 16 ? text + "\n               \n" : text
  }

  private static func firstAnchored(_ node: Node) -> YAMLFault? {
    if node.anchor != nil || node.alias != nil { return YAMLGuard.refusal(at: position(node)) }
    switch node {
    case .scalar, .alias: return nil
    case .sequence(let sequence): return sequence.lazy.compactMap(firstAnchored).first
    case .mapping(let mapping):
      return mapping.lazy.compactMap { firstAnchored($0.key) ?? firstAnchored($0.value) }.first
    }
  }

  private static func position(_ node: Node) -> Position {
    Position(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
  }

  private static let plainTags: Set = [
    Tag.Name.str.rawValue, Tag.Name.seq.rawValue, Tag.Name.map.rawValue,
  ]

  private static func convert(_ node: Node, _ linesBefore: Int) throws(YAMLFault) -> YAMLNode {
    var place = position(node)
    guard plainTags.contains(node.tag.description) else {
      throw YAMLFault(position: place, message: "不能使用 YAML 标签（!…）", remedy: "去掉以「!」开头的标签；值以「!」开头时用引号括起来")
    }
    let content: YAMLNode.Content
    switch node {
    case .scalar(let scalar):
      content = .scalar(isNull(scalar) ? "" : scalar.string)
    case .sequence(let sequence):
      var items: [YAMLNode] = []
      for item in sequence { items.append(try convert(item, linesBefore)) }
      content = .list(items)
    case .mapping(let mapping):
      content = .map(try entries(mapping, linesBefore))
    case .alias: throw YAMLGuard.refusal(at: place)
    }
    place.line += linesBefore
    return YAMLNode(content: content, position: place)
  }

  private static func entries(_ mapping: Node.Mapping, _ linesBefore: Int) throws(YAMLFault) -> [YAMLNode
    .Entry]
  {
    var entries: [YAMLNode.Entry] = []
    for (key, value) in mapping {
      guard let name = try convert(key, linesBefore).scalar else {
        throw YAMLFault(position: position(key), message: "键应为文字", remedy: "写成「键: 值」")
      }
      entries.append(YAMLNode.Entry(key: name, value: try convert(value, linesBefore)))
    }
    return entries
  }

  /// `~` and `null` without quotes, which programs write for an empty value.
  private static func isNull(_ scalar: Node.Scalar) -> Bool {
    scalar.style == .plain && (scalar.string == "~" || scalar.string == "null")
  }
}
