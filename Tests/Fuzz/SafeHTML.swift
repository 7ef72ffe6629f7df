/// A second opinion on sanitised HTML: reads tags as a browser does and stops at any that could run something.
enum SafeHTML {
  private static let forbidden: Set<String> = [
    "script", "style", "iframe", "object", "embed", "svg", "math", "base", "form", "meta", "link", "input", "button",
    "template", "noscript", "frame", "frameset", "applet", "audio", "video",
  ]

  static func check(_ html: [UInt8]) {
    var at = 0
    func byte(_ index: Int) -> UInt8 { index < html.count ? html[index] | 0x20 : 0 }
    func isLetter(_ index: Int) -> Bool { (0x61...0x7A).contains(byte(index)) }
    while at < html.count {
      guard html[at] == UInt8(ascii: "<") else {
        at += 1
        continue
      }
      precondition(at + 1 < html.count, "ends within a tag")
      let isEnd = html[at + 1] == UInt8(ascii: "/")
      let start = at + (isEnd ? 2 : 1)
      precondition(isLetter(start), "a bare < in the output")
      var end = start
      while end < html.count, isLetter(end) || (0x30...0x39).contains(html[end]) { end += 1 }
      let name = String(decoding: html[start..<end].map { $0 | 0x20 }, as: UTF8.self)
      precondition(!forbidden.contains(name), "a tag that is not allowed")
      at = attributes(html, from: end)
    }
  }

  /// Goes over the attributes of a tag.
  ///
  /// - Returns: the place after its `>`.
  private static func attributes(_ html: [UInt8], from start: Int) -> Int {
    var at = start
    while at < html.count, html[at] != UInt8(ascii: ">") {
      while at < html.count, html[at] <= 0x20 || html[at] == UInt8(ascii: "/") { at += 1 }
      let begin = at
      while at < html.count, html[at] > 0x20, ![0x3D, 0x3E, 0x2F].contains(html[at]) { at += 1 }
      let name = String(decoding: html[begin..<at], as: UTF8.self).lowercased()
      precondition(!name.hasPrefix("on") && name != "style" && name != "srcdoc", "an attribute that is not allowed")
      guard at < html.count, html[at] == UInt8(ascii: "=") else { continue }
      at += 1
      precondition(at < html.count && html[at] == UInt8(ascii: "\""), "a value without quotes")
      at += 1
      let from = at
      while at < html.count, html[at] != UInt8(ascii: "\"") { at += 1 }
      precondition(at < html.count, "a value that does not end")
      if name == "href" || name == "src" { address(html[from..<at]) }
      at += 1
    }
    precondition(at < html.count, "a tag that does not end")
    return at + 1
  }

  private static func address(_ bytes: ArraySlice<UInt8>) {
    let text = String(decoding: bytes.filter { $0 > 0x20 }, as: UTF8.self).lowercased()
    for scheme in ["javascript:", "vbscript:", "data:", "file:", "&#", "\\\\"] {
      precondition(!text.hasPrefix(scheme), "an address that runs something")
    }
  }
}
