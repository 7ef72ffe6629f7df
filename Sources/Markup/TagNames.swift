/// Tells a tag of HTML from text that merely has its form: `<Dept>应当报送`, `若a<b and c>d则停`.
enum TagNames {
  /// Elements of HTML that leave their content, without a word of it to anybody.
  private static let passed: Set<String> = [
    "html", "head", "body", "font", "center", "big", "tt", "strike", "nav", "header", "footer", "main", "aside",
    "address",
    "details", "summary", "bdi", "bdo", "kbd", "samp", "var", "mark", "dfn", "data", "wbr", "acronym", "label",
    "fieldset",
    "legend", "dir", "menu", "hgroup", "nobr", "output", "meter", "progress", "search", "picture", "blink", "rb", "rtc",
    "spacer", "image",
  ]

  /// Whether HTML has an element.
  static func isKnown(_ name: String) -> Bool {
    SanitizerRules.kept.contains(name) || SanitizerRules.droppedWhole.contains(name) || passed.contains(name)
      // Word's own: o:p, st1:place.
      || name.contains(":")
  }

  /// Attributes that stand without a value.
  private static let flags: Set<String> = [
    "hidden", "open", "disabled", "checked", "selected", "readonly", "required", "reversed", "nowrap", "noshade",
    "compact",
    "controls", "autoplay", "loop", "muted", "multiple", "async", "defer", "allowfullscreen", "ismap", "download",
    "border",
    "contenteditable", "draggable", "itemscope", "default", "novalidate", "autofocus", "inert",
  ]

  /// Whether something in the form of a tag is one, and no comment and no text.
  static func isText(_ literal: UnsafeBufferPointer<UInt8>) -> Bool {
    var rest = literal.dropFirst()
    if rest.first == UInt8(ascii: "/") { rest = rest.dropFirst() }
    let name = rest.prefix { isNameByte($0) }
    guard let first = name.first, (first | 0x20) &- 0x61 < 26 else { return false }
    guard isKnown(String(decoding: name, as: UTF8.self).lowercased()) else { return true }
    let attributes = rest[name.endIndex...]
    // With a value somewhere it is a tag of somebody who writes HTML.
    guard !attributes.contains(UInt8(ascii: "=")) else { return false }
    let words = String(decoding: attributes, as: UTF8.self).lowercased().split { $0.isWhitespace || "/>".contains($0) }
    return words.contains { !flags.contains(String($0)) }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: "-")
  }
}
