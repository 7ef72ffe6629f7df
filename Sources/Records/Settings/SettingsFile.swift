import Diagnostics
import Files
import Values

/// One settings file while it is read: collects every fault and warning with its place.
struct SettingsFile {
  /// The path as people know it.
  let file: String
  /// The code of its diagnostics: `site.invalid`, `reviewers.invalid` or `catalogue.invalid`.
  let code: String
  private(set) var faults: [Diagnostic] = []
  private(set) var warnings: [Diagnostic] = []
  /// Where the first value of a new site stands that nobody filled in; nil if there is none.
  private(set) var sample: Place?

  /// Begins a file.
  init(file: String, code: String) {
    self.file = file
    self.code = code
  }

  /// Notes a fault.
  mutating func fault(_ position: Position?, _ message: String, remedy: String? = nil, source: String? = nil) {
    faults.append(
      Diagnostic(code, at: place(position), message, remedy: remedy, source: source))
  }

  /// Notes a warning.
  mutating func warn(_ position: Position?, _ message: String, remedy: String? = nil, source: String? = nil) {
    warnings.append(
      Diagnostic(code, .warning, at: place(position), message, remedy: remedy, source: source))
  }

  /// Notes a value of a new site that nobody filled in.
  mutating func noteSample(_ position: Position?) {
    if sample == nil { sample = position?.place(in: file) }
  }

  private func place(_ position: Position?) -> Place { position?.place(in: file) ?? Place(file) }

  /// The file's one YAML value; nil after noting why there is none.
  mutating func root(of bytes: [UInt8]) -> YAMLNode? {
    do throws(TextFault) {
      let source = try SourceText(checking: bytes)
      switch YAMLReader.read(source.text(source.start..<bytes.count)) {
      case .success(let node?): return node
      case .success(nil): fault(.start, "文件是空的")
      case .failure(let error): fault(error.position, error.message, remedy: error.remedy)
      }
    } catch {
      fault(error.position, error.message, remedy: error.remedy)
    }
    return nil
  }

  /// Whether a file holds nothing but comments.
  static func isBlank(_ bytes: [UInt8]) -> Bool {
    guard let source = try? SourceText(checking: bytes),
      case .success(nil) = YAMLReader.read(source.text(source.start..<bytes.count))
    else { return false }
    return true
  }

  /// The keys and values of a map; nil after noting that it is none, or holds unknown keys' faults.
  mutating func map(_ node: YAMLNode, _ name: String, known: [String]) -> SettingsMap? {
    guard case .map(let entries) = node.content else {
      fault(
        node.position, "\(name)应为键值对，而不是\(node.kindName)",
        remedy: "写成「键: 值」，可用的键：\(known.joined(separator: "、"))")
      return nil
    }
    for entry in entries where !known.contains(entry.key.text) {
      fault(
        entry.key.position,
        "\(name)有未知的键\(Wording.quoted(entry.key.text))"
          + Wording.question(Suggestion.nearest(to: entry.key.text, among: known)),
        remedy: "可用的键：\(known.joined(separator: "、"))")
    }
    return SettingsMap(name: name, position: node.position, entries: entries)
  }

  /// The items of a list; nil after noting that it is none.
  mutating func list(_ node: YAMLNode, _ name: String) -> [YAMLNode]? {
    guard case .list(let items) = node.content else {
      fault(node.position, "「\(name)」应为列表，而不是\(node.kindName)", remedy: "每项一行，以「- 」开头，或写成 [甲, 乙]")
      return nil
    }
    return items
  }
}

/// A map of a settings file.
struct SettingsMap {
  /// What it describes, for messages.
  let name: String
  let position: Position
  let entries: [YAMLNode.Entry]

  /// The value of a key; nil if absent or empty.
  func node(_ key: String) -> YAMLNode? {
    guard let node = entries.first(where: { $0.key.text == key })?.value else { return nil }
    if let scalar = node.scalar, Wording.clean(scalar.text).isEmpty { return nil }
    return node
  }

  /// The text of a key: one line, without control characters; nil if absent, or after noting a fault.
  func text(_ key: String, in file: inout SettingsFile) -> PlacedText? {
    guard let node = node(key) else { return nil }
    guard let scalar = node.scalar else {
      file.fault(node.position, "「\(key)」应为单个值，而不是\(node.kindName)", remedy: "写成「\(key): 值」")
      return nil
    }
    let text = Wording.clean(scalar.text)
    if let scalar = Wording.firstInvisible(in: text) {
      file.fault(node.position, "「\(key)」含有控制字符 \(Wording.name(of: scalar))", remedy: "删去这个字符")
      return nil
    }
    if text.utf8.contains(0x0A) {
      file.fault(node.position, "「\(key)」应为一行", remedy: "删去换行")
      return nil
    }
    return PlacedText(text: text, position: scalar.position)
  }

  /// The text of a key that must be there.
  func required(_ key: String, in file: inout SettingsFile, source: String? = nil) -> PlacedText? {
    if node(key) == nil {
      let at = entries.first { $0.key.text == key }?.key.position ?? position
      file.fault(at, "\(name)缺少「\(key)」", remedy: "补写「\(key): …」", source: source)
      return nil
    }
    return text(key, in: &file)
  }

  /// One of some words; nil if absent, or after noting that it is another.
  func word(_ key: String, among words: [String], in file: inout SettingsFile) -> String? {
    guard let text = text(key, in: &file) else { return nil }
    if words.contains(text.text) { return text.text }
    file.fault(
      text.position,
      "「\(key)」的值\(Wording.quoted(text.text))不认识"
        + Wording.question(Suggestion.nearest(to: text.text, among: words)),
      remedy: "只能是：\(words.joined(separator: "、"))")
    return nil
  }
}
