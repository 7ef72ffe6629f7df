/// What runs or leads away where a browser opens a page, judged on its raw text.
///
/// A tree tells what one parser makes of a page; a browser makes another of a comment that ends at once, of
/// `<noscript>`, `<xmp>` and `<textarea>`. But whatever it takes for a tag begins at a `<`, and reads the same way from
/// there (HTML, 13.2.5). So every `<` is tried as the beginning of one, in comments and values too: nothing that runs
/// is missed, and what is only quoted is found as well.
enum RawMarkup {
  /// How many tags and declarations run something, bring in what does, send the reader elsewhere or what he types.
  ///
  /// - Parameters:
  ///   - text: in UTF-8.
  ///   - bytes: the same as it stands in the file. A browser may not believe what a page says of its encoding, and
  ///     tags are written the same in nearly all of them.
  static func count(in text: [UInt8], of bytes: [UInt8]) -> Int {
    text == bytes ? count(in: text) : max(count(in: text), count(in: bytes))
  }

  private static func count(in text: [UInt8]) -> Int {
    var reader = Reader(text: text)
    var count = 0
    for at in text.indices where text[at] == UInt8(ascii: "<") {
      if let declaration = declarations.first(where: { reader.stands($0, at: at) }) {
        count += 1
        reader.spend(declaration.count)
      } else if let tag = reader.tag(at: at + 1), runs(tag) {
        count += 1
      }
      // Tags within values of tags within values: nobody writes so who means well.
      if reader.isSpent { return count + 1 }
    }
    return count
  }

  /// Style sheets that transform, and what puts words or attributes where none are written.
  private static let declarations = ["<?xml-stylesheet", "<!entity", "<!attlist"].map { Array($0.utf8) }

  private static let elements: Set<String> = [
    "script", "iframe", "frame", "object", "embed", "applet", "handler", "portal",
  ]

  private static func runs(_ tag: Tag) -> Bool {
    if tag.attributes.contains(where: isRunning) { return true }
    // The first prefix that XML allows makes no difference to what an element is.
    let name = tag.name.split(separator: ":").last.map(String.init) ?? tag.name
    switch name {
    case "base": return tag["href"] != nil
    case "form": return tag["action"] != nil
    case "meta": return tag["http-equiv"]?.filter { !$0.isWhitespace }.lowercased() == "refresh"
    case "object": return !isSmartTag(tag)
    default: return elements.contains(name)
    }
  }

  private static func isRunning(_ attribute: (name: String, value: String)) -> Bool {
    let name = attribute.name
    if name.hasPrefix("on"), name.count > 2 { return true }
    if name.hasPrefix("xmlns") { return isTransformation(CharacterReferences.resolved(attribute.value)) }
    return name == "formaction" || ActiveMarkup.names(scheme: attribute.value)
  }

  private static func isTransformation(_ namespace: String) -> Bool {
    namespace.lowercased().contains("www.w3.org/1999/xsl/transform")
  }

  /// The object by which Word shows its smart tags; it holds nothing.
  private static func isSmartTag(_ tag: Tag) -> Bool {
    tag["classid"]?.lowercased() == "clsid:38481807-ca0e-42d2-bf39-b33af135cc4d"
      && tag.attributes.allSatisfy { ["classid", "id"].contains($0.name) }
  }

  /// A tag as it is written, its names in lower case.
  private struct Tag {
    var name: String
    var attributes: [(name: String, value: String)] = []

    subscript(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
  }

  private struct Reader {
    let text: [UInt8]
    /// Tags hardly overlap, so all of them together are about as long as the text.
    private var left: Int

    init(text: [UInt8]) {
      self.text = text
      left = text.count * 4 + 4096
    }

    var isSpent: Bool { left < 0 }

    mutating func spend(_ count: Int) { left -= count }

    /// Whether a word of small letters stands here, in whatever letters.
    func stands(_ word: [UInt8], at start: Int) -> Bool {
      start + word.count <= text.count
        && word.indices.allSatisfy { word[$0] == text[start + $0] || word[$0] == text[start + $0] | 0x20 }
    }

    /// The tag whose name begins at an offset; nil if none does, or it does not end.
    mutating func tag(at start: Int) -> Tag? {
      guard start < text.count, !Reader.isNoName(text[start]) else { return nil }
      var at = start
      defer { spend(at - start) }
      var tag = Tag(name: word(&at) { Reader.isSpace($0) || $0 == Reader.slash || $0 == Reader.end })
      while at < text.count {
        let byte = text[at]
        if byte == Reader.end { return tag }
        if Reader.isSpace(byte) || byte == Reader.slash {
          at += 1
          continue
        }
        let name = word(&at) {
          Reader.isSpace($0) || $0 == Reader.slash || $0 == Reader.end || $0 == Reader.equals
        }
        skipSpaces(&at)
        var value = ""
        if at < text.count, text[at] == Reader.equals {
          at += 1
          skipSpaces(&at)
          value = self.value(&at)
        }
        tag.attributes.append((name, value))
        if left < at - start { return nil }
      }
      return nil
    }

    private func value(_ at: inout Int) -> String {
      guard at < text.count else { return "" }
      let quote = text[at]
      guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
        let start = at
        while at < text.count, !Reader.isSpace(text[at]), text[at] != Reader.end { at += 1 }
        return String(decoding: text[start..<at], as: UTF8.self)
      }
      let start = at + 1
      at = text[start...].firstIndex(of: quote) ?? text.count
      defer { at = min(text.count, at + 1) }
      return String(decoding: text[start..<at], as: UTF8.self)
    }

    /// The first byte belongs to a name whatever it is.
    private func word(_ at: inout Int, until isEnd: (UInt8) -> Bool) -> String {
      let start = at
      at += 1
      while at < text.count, !isEnd(text[at]) { at += 1 }
      return String(decoding: text[start..<at], as: UTF8.self).lowercased()
    }

    private func skipSpaces(_ at: inout Int) { while at < text.count, Reader.isSpace(text[at]) { at += 1 } }

    private static let slash = UInt8(ascii: "/")
    private static let end = UInt8(ascii: ">")
    private static let equals = UInt8(ascii: "=")

    private static func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 }

    /// HTML begins a name with a letter, XML also with `_`, `:` and others.
    private static func isNoName(_ byte: UInt8) -> Bool {
      byte <= 0x20 || [slash, end, equals, UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "<")].contains(byte)
    }
  }
}
