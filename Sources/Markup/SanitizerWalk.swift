import XML

/// Walks a parsed body and writes what may stay, nested so that browsers read the same tree.
struct SanitizerWalk {
  var writer: BodyWriter
  private var isInLink = false
  private var isInHeading = false
  private var isInParagraph = false
  private var tables = 0
  /// Elements already told of, so that each name is told once.
  private var told: Set<String> = []

  init(_ options: MarkupOptions, capacity: Int) { writer = BodyWriter(options, capacity: capacity) }

  /// Writes content that stands in a context.
  mutating func content(_ nodes: [XMLNode], in context: SanitizerContext) {
    for node in nodes {
      switch node {
      case .text(let text): self.text(text, in: context)
      case .element(let element): self.element(element, in: context)
      case .comment, .instruction: break
      }
    }
  }

  private mutating func text(_ text: String, in context: SanitizerContext) {
    guard context.isStrict else {
      writer.output.text(text)
      return
    }
    if text.allSatisfy(\.isWhitespace) {
      writer.output.text(text)
    } else {
      stray([.text(text)], in: context)
    }
  }

  private mutating func element(_ element: XMLElement, in context: SanitizerContext) {
    let name = SanitizerRules.name(of: element.name.lowercased()) { element.attribute($0) }
    if SanitizerRules.droppedWhole.contains(name) {
      let isLost = SanitizerRules.contentful.contains(name) && SanitizerWalk.says(element)
      if told.insert(isLost ? "\(name)!" : name).inserted {
        isLost
          ? writer.warn("markup.lost", (nil, nil), "网页不能显示 HTML 元素“\(name)”，里面有文字。")
          : writer.warn("markup.html", (nil, nil), "不接受 HTML 元素“\(name.prefix(40))”，已连同内容删去。")
      }
      return
    }
    if !TagNames.isKnown(name), told.insert(name).inserted {
      writer.warn("markup.html", (nil, nil), "没有叫“\(name.prefix(40))”的 HTML 元素，尖括号里的文字不会显示；要显示的“<”写成“&lt;”。")
    }
    let isOutOfPlace = SanitizerRules.parents[name].map { !$0.contains(context) } ?? false
    guard SanitizerRules.kept.contains(name), !isOutOfPlace, !isForbiddenHere(name) else {
      content(element.children, in: context)
      return
    }
    if context.isStrict, SanitizerRules.parents[name] == nil {
      stray([.element(element)], in: context)
    } else {
      write(element, name)
    }
  }

  /// Whether there are words in an element.
  private static func says(_ element: XMLElement) -> Bool {
    element.children.contains { node in
      switch node {
      case .text(let text): !text.allSatisfy(\.isWhitespace)
      case .element(let child): says(child)
      case .comment, .instruction: false
      }
    }
  }

  /// Links in links, headings in headings and blocks in a heading or paragraph: browsers would take them apart.
  private func isForbiddenHere(_ name: String) -> Bool {
    if name == "a" { return isInLink }
    return (isInHeading || isInParagraph) && SanitizerRules.blocks.contains(name)
  }

  /// Writes content that cannot stand in a list or table as it is.
  private mutating func stray(_ nodes: [XMLNode], in context: SanitizerContext) {
    if let wrapper = context.wrapper {
      writer.output.raw("<\(wrapper)>".utf8)
      content(nodes, in: .flow)
      writer.output.raw("</\(wrapper)>".utf8)
    } else {
      fostered += nodes
    }
  }

  /// Content found between the cells of a table; browsers show it before the table.
  private var fostered: [XMLNode] = []

  private mutating func write(_ element: XMLElement, _ name: String) {
    switch name {
    case "a": link(element)
    case "img": image(element)
    case "table": table(element)
    case "h1", "h2", "h3", "h4", "h5", "h6": heading(element, Int(name.dropFirst()) ?? 6)
    case "p":
      // A paragraph that holds blocks is a division.
      let name = SanitizerWalk.holdsBlock(element) ? "div" : "p"
      let outer = isInParagraph
      isInParagraph = outer || name == "p"
      plain(element, name)
      isInParagraph = outer
    default: plain(element, name)
    }
  }

  private static func holdsBlock(_ element: XMLElement) -> Bool {
    element.elements.contains { child in
      let name = child.name.lowercased()
      if SanitizerRules.droppedWhole.contains(name) { return false }
      return SanitizerRules.blocks.contains(name) || holdsBlock(child)
    }
  }

  private mutating func plain(_ element: XMLElement, _ name: String) {
    writer.output.raw("<\(name)".utf8)
    attributes(element, name)
    writer.output.raw(">")
    if HTMLWriter.voidElements.contains(name) { return }
    // HTML drops one line feed right after the start tag.
    if name == "pre", element.text.utf8.first == UInt8(ascii: "\n") { writer.output.raw("\n") }
    content(element.children, in: SanitizerRules.contexts[name] ?? .flow)
    writer.output.raw("</\(name)>".utf8)
  }

  private mutating func attributes(_ element: XMLElement, _ name: String) {
    let own = SanitizerRules.attributes[name] ?? []
    let classes = SanitizerRules.classes(of: name) { element.attribute($0) }
    if !classes.isEmpty {
      writer.output.raw(" class=\"\(classes.joined(separator: " "))\"".utf8)
    }
    var written: Set<String> = []
    for attribute in element.attributes {
      let key = attribute.name.lowercased()
      guard own.contains(key) || SanitizerRules.common.contains(key),
        SanitizerRules.accepts(key, attribute.value), written.insert(key).inserted
      else { continue }
      writer.output.raw(" \(key)=\"".utf8)
      writer.output.text(attribute.value)
      writer.output.raw("\"")
    }
    // Counted here, so that every reader counts alike.
    if name == "ol", written.contains("reversed"), !written.contains("start") {
      writer.output.raw(" start=\"\(element.elements.count { $0.name.lowercased() == "li" })\"".utf8)
    }
    if name == "img", !written.contains("alt") { writer.output.raw(" alt=\"\"") }
  }

  private mutating func link(_ element: XMLElement) {
    let address = element.attribute("href").flatMap { href in
      writer.resolve(href, isImage: false) { (nil, nil) }
    }
    if let address {
      writer.startLink(address, title: element.attribute("title"))
      writer.output.raw(">")
    }
    isInLink = true
    content(element.children, in: .flow)
    isInLink = false
    if address != nil { writer.output.raw("</a>") }
  }

  private mutating func image(_ element: XMLElement) {
    guard let source = element.attribute("src"),
      let address = writer.resolve(source, isImage: true, place: { (nil, nil) })
    else {
      writer.output.text(element.attribute("alt") ?? "")
      return
    }
    writer.startImage(address)
    attributes(element, "img")
    writer.output.raw(">")
  }

  private mutating func heading(_ element: XMLElement, _ level: Int) {
    let level = writer.level(level)
    writer.startHeading(level: level, text: SanitizerWalk.visibleText(element))
    isInHeading = true
    content(element.children, in: .flow)
    isInHeading = false
    writer.endHeading(level: level)
  }

  /// The text of an element that will be written.
  private static func visibleText(_ element: XMLElement) -> String {
    element.children.map { node in
      switch node {
      case .text(let text): text.withoutMarks
      case .element(let child):
        SanitizerRules.droppedWhole.contains(child.name.lowercased()) ? "" : visibleText(child)
      default: ""
      }
    }.joined()
  }

  private mutating func table(_ element: XMLElement) {
    let outer = (fostered, writer.output)
    fostered = []
    writer.output = HTMLOutput()
    tables += 1
    if tables == 1 {
      writer.startTable()
    } else {
      writer.output.raw("<table>")
    }
    content(element.children, in: .table)
    tables -= 1
    if tables == 0 { writer.endTable() } else { writer.output.raw("</table>") }
    let written = writer.output.bytes
    let before = fostered
    (fostered, writer.output) = outer
    content(before, in: .flow)
    writer.output.raw(written)
  }
}
