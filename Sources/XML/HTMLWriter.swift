import Values

/// Writes HTML5 from values: void elements without end tag, text and attributes escaped.
public struct HTMLWriter: Sendable {
  /// What has been written so far, in UTF-8.
  public private(set) var bytes: [UInt8] = []

  /// Starts an empty output.
  public init() {}

  /// Elements that have no content and no end tag.
  public static let voidElements: Set<String> = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
  ]
  /// Elements whose text is not markup and must not be escaped.
  private static let rawText: Set<String> = [
    "script", "style", "xmp", "iframe", "noembed", "noframes", "plaintext",
  ]

  /// Writes a start tag. The caller answers for the names; values are escaped.
  public mutating func start(_ name: String, _ attributes: [XMLAttribute] = []) {
    bytes.append(UInt8(ascii: "<"))
    bytes.append(contentsOf: name.utf8)
    for attribute in attributes {
      bytes.append(UInt8(ascii: " "))
      bytes.append(contentsOf: attribute.name.utf8)
      bytes.append(contentsOf: "=\"".utf8)
      EscapedText.append(attribute.value.utf8, to: &bytes, quotes: .double)
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(UInt8(ascii: ">"))
  }

  /// Writes an end tag.
  public mutating func end(_ name: String) {
    bytes.append(contentsOf: "</".utf8)
    bytes.append(contentsOf: name.utf8)
    bytes.append(UInt8(ascii: ">"))
  }

  /// Writes text.
  public mutating func text(_ text: String) { EscapedText.append(text.utf8, to: &bytes, quotes: .none) }

  /// Writes what is HTML already.
  public mutating func raw(_ html: some Sequence<UInt8>) { bytes.append(contentsOf: html) }

  /// Writes a node and all below it.
  public mutating func node(_ node: XMLNode) {
    switch node {
    case .text(let text): self.text(text)
    case .element(let element): self.element(element)
    case .comment(let text):
      // "--" would let the text end its own comment.
      if !text.utf8.contains(UInt8(ascii: ">")), !text.utf8.contains(UInt8(ascii: "-")) {
        raw("<!--\(text)-->".utf8)
      }
    case .instruction: break
    }
  }

  /// Writes an element and all below it.
  public mutating func element(_ element: XMLElement) {
    start(element.name, element.attributes)
    if HTMLWriter.voidElements.contains(element.name) { return }
    // HTML drops one line feed right after these start tags.
    if ["pre", "textarea", "listing"].contains(element.name), element.text.utf8.first == UInt8(ascii: "\n") {
      bytes.append(UInt8(ascii: "\n"))
    }
    if HTMLWriter.rawText.contains(element.name) {
      raw(element.text.utf8)
    } else {
      for child in element.children { node(child) }
    }
    end(element.name)
  }
}
