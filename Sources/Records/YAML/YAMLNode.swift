/// A YAML value with where it begins: every scalar is text, as the person wrote it.
struct YAMLNode: Sendable {
  /// What a node is.
  enum Content: Sendable {
    case scalar(String)
    case list([YAMLNode])
    case map([Entry])
  }

  /// A key with its value.
  struct Entry: Sendable {
    let key: PlacedText
    let value: YAMLNode
  }

  let content: Content
  let position: Position

  /// The text of a scalar.
  var scalar: PlacedText? {
    if case .scalar(let text) = content { return PlacedText(text: text, position: position) }
    return nil
  }

  /// What the node is, in words.
  var kindName: String {
    switch content {
    case .scalar: "单个值"
    case .list: "列表"
    case .map: "键值对"
    }
  }
}

/// Why a text is not the YAML that gongkai reads.
struct YAMLFault: Error, Hashable {
  let position: Position
  let message: String
  let remedy: String
}
