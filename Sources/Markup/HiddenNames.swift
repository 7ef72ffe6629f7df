import CCmarkGFM

/// Finds emphasis that may eat the asterisks of hidden names: `欧阳**修、李**四`, `*国、王*`.
enum HiddenNames {
  /// Whether an emphasis runs over the mark between two names.
  static func mayBe(_ node: MarkdownNode, isStrong: Bool) -> Bool {
    let before = cmark_node_previous(node.pointer).map(MarkdownNode.init)
    let after = cmark_node_next(node.pointer).map(MarkdownNode.init)
    if isStrong {
      guard let before, let after, before.type == CMARK_NODE_TEXT, after.type == CMARK_NODE_TEXT,
        WideCharacter.endsInLetter(before.literal), WideCharacter.beginsWithLetter(after.literal)
      else { return false }
    } else if before == nil, after == nil {
      return false
    }
    let text = node.plainText
    return text.contains("、") || isEnumeration(text)
      || (isStrong && (text.hasPrefix("和") || text.hasPrefix("与") || text.hasPrefix("及")))
  }

  /// `明，乙` and `明 李`: the end of one name, names between, and the beginning of another.
  private static func isEnumeration(_ text: String) -> Bool {
    let parts = text.split(omittingEmptySubsequences: false) { "，；,; \u{3000}".contains($0) }
    guard parts.count > 1, let first = parts.first, let last = parts.last, first.count <= 2, last.count <= 2 else {
      return false
    }
    return parts.allSatisfy { part in !part.isEmpty && part.count <= 4 && part.allSatisfy(\.isLetter) }
  }
}
