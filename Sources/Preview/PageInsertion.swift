/// Puts the preview's own elements into an HTML page, without changing a byte of what was there.
struct PageInsertion: Sendable {
  /// What goes before `</head>`.
  var head: String = ""
  /// What goes right after `<body ...>`.
  var bodyStart: String = ""
  /// What goes before `</body>`, or at the end of a page that has none.
  var bodyEnd: String = ""

  /// The page with the insertions. A part with no place to go (a page without `<body>`) is put at the page's end.
  func applied(to page: [UInt8]) -> [UInt8] {
    let tags = PageTags(page)
    let end = tags.bodyEnd ?? page.count
    let start = min(tags.bodyStart ?? end, end)
    let head = min(tags.headEnd ?? start, start)
    var out: [UInt8] = []
    out.reserveCapacity(page.count + self.head.utf8.count + bodyStart.utf8.count + bodyEnd.utf8.count)
    out += page[..<head]
    out += self.head.utf8
    out += page[head..<start]
    out += bodyStart.utf8
    out += page[start..<end]
    out += bodyEnd.utf8
    out += page[end...]
    return out
  }
}

/// Where the head ends and the body begins and ends in a page. Comments and the text of scripts, styles and titles
/// are passed over, so that a `<body>` spoken of in one of them is not taken for the real one.
struct PageTags {
  /// The offset of `</head`.
  private(set) var headEnd: Int?
  /// The offset after the `>` of `<body ...>`.
  private(set) var bodyStart: Int?
  /// The offset of the last `</body`.
  private(set) var bodyEnd: Int?

  init(_ page: [UInt8]) {
    var at = 0
    while at < page.count, bodyStart == nil {
      guard page[at] == UInt8(ascii: "<") else {
        at += 1
        continue
      }
      if PageTags.reads("!--", in: page, at: at + 1) {
        at = PageTags.find("-->", in: page, from: at + 4) ?? page.count
      } else if PageTags.opens("body", in: page, at: at + 1) {
        bodyStart = PageTags.tagEnd(in: page, from: at + 5)
        at = bodyStart ?? page.count
      } else if PageTags.opens("/head", in: page, at: at + 1) {
        headEnd = headEnd ?? at
        at += 6
      } else if let name = ["script", "style", "title"].first(where: { PageTags.opens($0, in: page, at: at + 1) }) {
        at = PageTags.find("</" + name, in: page, from: at + name.utf8.count) ?? page.count
        at += 2
      } else {
        at += 1
      }
    }
    bodyEnd = PageTags.lastBodyEnd(in: page, after: bodyStart ?? 0)
  }

  private static func lastBodyEnd(in page: [UInt8], after start: Int) -> Int? {
    var at = page.count - 7
    while at >= start {
      if page[at] == UInt8(ascii: "<"), opens("/body", in: page, at: at + 1) { return at }
      at -= 1
    }
    return nil
  }

  /// Whether a tag of this name begins at the offset: the name, and then something that ends a name.
  private static func opens(_ name: String, in page: [UInt8], at offset: Int) -> Bool {
    let next = offset + name.utf8.count
    guard next < page.count, reads(name, in: page, at: offset) else { return false }
    switch page[next] {
    case UInt8(ascii: ">"), UInt8(ascii: "/"), UInt8(ascii: " "), 0x09, 0x0A, 0x0C, 0x0D: return true
    default: return false
    }
  }

  /// The offset after the `>` that ends a tag; a `>` within a quoted value ends nothing.
  private static func tagEnd(in page: [UInt8], from offset: Int) -> Int? {
    var quote: UInt8?
    for at in offset..<page.count {
      let byte = page[at]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return at + 1
      }
    }
    return nil
  }

  private static func find(_ text: String, in page: [UInt8], from offset: Int) -> Int? {
    var at = offset
    while at + text.utf8.count <= page.count {
      if reads(text, in: page, at: at) { return at }
      at += 1
    }
    return nil
  }

  /// Whether the text stands at the offset; ASCII letters of either case are the same.
  private static func reads(_ text: String, in page: [UInt8], at offset: Int) -> Bool {
    guard offset + text.utf8.count <= page.count else { return false }
    var at = offset
    for byte in text.utf8 {
      let own = page[at]
      let lower = (0x41...0x5A).contains(own) ? own | 0x20 : own
      guard lower == byte else { return false }
      at += 1
    }
    return true
  }
}
