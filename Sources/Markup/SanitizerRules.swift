/// What the sanitizer keeps, as tables.
enum SanitizerRules {
  /// Elements kept. Headings are shifted; tables get their frame.
  static let kept: Set<String> = [
    "p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead",
    "tbody", "tfoot", "tr", "th", "td", "caption", "colgroup", "col", "strong", "b", "em", "i", "u", "s",
    "sub",
    "sup", "blockquote", "pre", "code", "a", "img", "span", "div", "figure", "figcaption", "small", "ruby",
    "rt",
    "rp", "del", "ins", "abbr", "cite", "q", "time", "section", "article",
  ]

  /// Elements dropped with all that is in them. Others that are not kept leave their content.
  static let droppedWhole: Set<String> = [
    "script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math", "form", "input",
    "button",
    "select", "textarea", "video", "audio", "canvas", "link", "meta", "base", "title", "frame", "frameset",
    "noframes", "noembed", "applet", "xmp", "plaintext", "listing", "param", "source", "track", "option",
    "optgroup",
    "datalist", "dialog", "portal", "slot", "marquee", "bgsound", "basefont", "isindex", "keygen", "area",
    "map",
  ]

  /// Those of them whose words are a part of the text, so that it must not be published without them.
  static let contentful: Set<String> = [
    "object", "svg", "math", "form", "select", "textarea", "video", "audio", "canvas", "applet", "xmp", "plaintext",
    "listing",
    "datalist", "dialog", "slot", "marquee", "map",
  ]

  /// The element that is written for one: what strikes a text out does so in any of its forms.
  static func name(of element: String, _ value: (String) -> String?) -> String {
    if element == "strike" { return "s" }
    guard element == "span" || element == "font", let style = value("style")?.lowercased(),
      style.contains("line-through"),
      style.contains("text-decoration")
    else { return element }
    return "s"
  }

  /// Elements that cannot stand inside a paragraph: browsers would end the paragraph before them.
  static let blocks: Set<String> = [
    "p", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "blockquote",
    "pre",
    "div", "figure", "figcaption", "section", "article",
  ]

  /// Where an element may stand; elements not listed may stand anywhere in running content.
  static let parents: [String: Set<SanitizerContext>] = [
    "li": [.list], "dt": [.definitions], "dd": [.definitions], "caption": [.table], "colgroup": [.table],
    "thead": [.table], "tbody": [.table], "tfoot": [.table], "tr": [.table, .rows], "td": [.row],
    "th": [.row],
    "col": [.columns], "rt": [.ruby], "rp": [.ruby], "figcaption": [.figure],
  ]

  /// What stands inside an element; elements not listed hold running content.
  static let contexts: [String: SanitizerContext] = [
    "ul": .list, "ol": .list, "dl": .definitions, "table": .table, "thead": .rows, "tbody": .rows,
    "tfoot": .rows,
    "tr": .row, "colgroup": .columns, "ruby": .ruby, "figure": .figure,
  ]

  /// Attributes kept on every element.
  static let common: Set<String> = ["title", "lang", "dir"]

  /// Attributes kept by element. Addresses and classes have rules of their own.
  static let attributes: [String: Set<String>] = [
    "img": ["alt", "width", "height"], "td": ["colspan", "rowspan"], "th": ["colspan", "rowspan", "scope"],
    "ol": ["start", "type", "reversed"], "li": ["value"], "time": ["datetime"], "del": ["datetime"],
    "ins": ["datetime"],
    "col": ["span"], "colgroup": ["span"],
  ]

  /// Classes that the house's style sheet knows.
  static let classes: Set<String> = ["left", "center", "right", "indent", "unmarked"]

  /// Whether an attribute's value is of the kind that the attribute takes.
  static func accepts(_ name: String, _ value: String) -> Bool {
    switch name {
    case "title", "alt": true
    case "width", "height": isNumber(value, 1...9999)
    case "colspan", "rowspan", "span": isNumber(value, 1...1000)
    case "start", "value": isNumber(value, 0...99_999)
    case "reversed": value.isEmpty || value.lowercased() == "reversed"
    case "dir": ["ltr", "rtl", "auto"].contains(value.lowercased())
    case "type": ["1", "a", "A", "i", "I"].contains(value)
    case "scope": ["row", "col", "rowgroup", "colgroup"].contains(value)
    case "lang": isMade(value, of: 1...35) { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
    case "datetime":
      isMade(value, of: 1...40) { isAlphanumeric($0) || ":+-. ".utf8.contains($0) }
    default: false
    }
  }

  private static func isNumber(_ value: String, _ range: ClosedRange<Int>) -> Bool {
    isMade(value, of: 1...6) { $0 >= 0x30 && $0 <= 0x39 } && Int(value).map(range.contains) == true
  }

  private static func isMade(_ value: String, of length: ClosedRange<Int>, _ kind: (UInt8) -> Bool) -> Bool {
    length.contains(value.utf8.count) && value.utf8.allSatisfy(kind)
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
  }

  /// Classes from a class attribute, from `align` and from the two properties of a style that matter to a text.
  static func classes(of element: String, _ value: (String) -> String?) -> [String] {
    var result: [String] = []
    func add(_ name: String) {
      if !result.contains(name) { result.append(name) }
    }
    for name in (value("class") ?? "").split(whereSeparator: \.isWhitespace).map(String.init) {
      if classes.contains(name) || (element == "code" && isLanguage(name)) { add(name) }
    }
    if element != "img", let align = value("align")?.lowercased(), classes.contains(align) { add(align) }
    for rule in (value("style") ?? "").split(separator: ";") {
      let parts = rule.split(separator: ":", maxSplits: 1).map { part in
        part.filter { !$0.isWhitespace }.lowercased()
      }
      guard parts.count == 2 else { continue }
      if parts[0] == "text-align", ["left", "center", "right"].contains(parts[1]) { add(parts[1]) }
      if parts[0] == "list-style-type" || parts[0] == "list-style", parts[1] == "none", ["ol", "ul"].contains(element) {
        add("unmarked")
      }
      if parts[0] == "text-indent", let first = parts[1].utf8.first, first >= 0x31, first <= 0x39 {
        add("indent")
      }
    }
    return result
  }

  private static func isLanguage(_ name: String) -> Bool {
    name.hasPrefix("language-")
      && isMade(name, of: 10...40) { isAlphanumeric($0) || "-+#_".utf8.contains($0) }
  }
}
