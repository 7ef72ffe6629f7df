import FoundationEssentials
import Markup
import Testing
import XML

@Suite struct SanitizerTests {
  private static let elements: Set<String> = [
    "p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead",
    "tbody", "tfoot", "tr", "th", "td", "caption", "colgroup", "col", "strong", "b", "em", "i", "u", "s",
    "sub",
    "sup", "blockquote", "pre", "code", "a", "img", "span", "div", "figure", "figcaption", "small", "ruby",
    "rt",
    "rp", "del", "ins", "abbr", "cite", "q", "time", "section", "article",
  ]
  private static let attributes: Set<String> = [
    "href", "src", "alt", "title", "colspan", "rowspan", "scope", "start", "type", "datetime", "lang",
    "width",
    "height", "class", "id", "rel", "tabindex", "role", "aria-label", "span",
  ]

  /// Everything in a tree that must not be there.
  private func offences(_ element: XMLElement) -> [String] {
    var found: [String] = []
    if !Self.elements.contains(element.name) { found.append("<\(element.name)>") }
    for attribute in element.attributes {
      if !Self.attributes.contains(attribute.name) { found.append(attribute.name) }
      if attribute.name == "href" || attribute.name == "src" {
        let bare = attribute.value.unicodeScalars.filter { $0.value > 0x20 && $0.value != 0xFDD0 }
        let text = String(String.UnicodeScalarView(bare)).lowercased()
        let head = text.prefix { !"/?#".contains($0) }
        if let colon = head.firstIndex(of: ":"), !["http", "https", "mailto", "tel"].contains(head[..<colon]) {
          found.append(text)
        }
      }
      if attribute.name == "class" {
        for name in attribute.value.split(separator: " ")
        where !["left", "center", "right", "indent", "ext", "table"].contains(name)
          && !name.hasPrefix("language-")
        {
          found.append("class \(name)")
        }
      }
    }
    if ["id", "tabindex", "role", "aria-label"].contains(where: { element.attribute($0) != nil }),
      !element.name.hasPrefix("h"), element.attribute("class") != "table"
    {
      found.append("our attributes")
    }
    return found
      + element.children.flatMap { node -> [String] in
        switch node {
        case .element(let child): offences(child)
        case .text: []
        case .comment, .instruction: ["comment"]
        }
      }
  }

  private func offences(in html: [UInt8]) throws -> [String] {
    guard let root = try HTMLDocument(parsing: html).root else { return [] }
    return root.elements.filter { $0.name != "body" }.map { "<\($0.name)>" }
      + root.all("body").flatMap { $0.elements.flatMap(offences) }
  }

  private static func vectors() throws -> [String] {
    let mark = String(decoding: [0xEF, 0xB7, 0x90], as: UTF8.self)
    let escapes = [
      ("\\n", "\n"), ("\\t", "\t"), ("\\0", "\0"), ("\\u{301}", "\u{301}"), ("\\u{1}", "\u{1}"),
      ("\\u{FDD0}", mark),
    ]
    let lines = String(decoding: try fixture("xss.txt"), as: UTF8.self).split(separator: "\n")
    return lines.filter { !$0.hasPrefix("## ") }.map { line in
      escapes.reduce(String(line)) { text, escape in text.replacing(escape.0, with: escape.1) }
    }
  }

  @Test func noAttackSurvives() throws {
    let vectors = try Self.vectors()
    #expect(vectors.count > 120)
    for vector in vectors {
      for text in [
        vector, "前" + vector + "后", "- \(vector)", "<p>\(vector)</p>", "**\(vector)**《x》", "# \(vector)",
      ] {
        let markdown = try Markdown.html(Array(text.utf8))
        #expect(try offences(in: markdown.html) == [], "Markdown: \(text)")
        let html = try HTMLSanitizer.html(Array(text.utf8))
        #expect(try offences(in: html.html) == [], "HTML: \(text)")
        // What has been cleaned stays as it is: nothing is left that a second reading sees otherwise.
        let again = try HTMLSanitizer.html(html.html, MarkupOptions(headingShift: 0))
        let thrice = try HTMLSanitizer.html(again.html, MarkupOptions(headingShift: 0))
        #expect(try offences(in: again.html) == [] && offences(in: thrice.html) == [])
        #expect(try offences(in: PlainText.html(Array(text.utf8)).html) == [])
      }
    }
  }

  @Test(arguments: [
    ("<p style='text-align: CENTER'>甲</p>", "<p class=\"center\">甲</p>"),
    ("<p align=right class='x left'>甲</p>", "<p class=\"left right\">甲</p>"),
    ("<p style='text-indent:2em;color:red'>甲</p>", "<p class=\"indent\">甲</p>"),
    ("<h1>甲</h1><h6>乙</h6>", "<h2>甲</h2><h6>乙</h6>"),
    ("<font color=red>甲<center>乙</center></font>", "甲乙"),
    ("<p>甲<section>乙</section></p>", "<div>甲<section>乙</section></div>"),
    ("<li>甲</li>", "甲"),
    ("<ul>甲<li>乙</li></ul>", "<ul><li>甲</li><li>乙</li></ul>"),
    ("<img src=a.png width=10 height=5px>", "<img src=\"a.png\" width=\"10\" alt=\"\">"),
    ("<a href=a.pdf name=x>甲<a href=b>乙</a></a>", "<a href=\"a.pdf\">甲</a><a href=\"b\">乙</a>"),
    ("<ruby>汉<rt>han</rt></ruby><br/>", "<ruby>汉<rt>han</rt></ruby><br>"),
    ("<b>甲<i>乙</b>丙</i>", "<b>甲<i>乙</i></b>丙"),
    ("<ol type=a start=3><li value=5>甲</ol>", "<ol type=\"a\" start=\"3\"><li value=\"5\">甲</li></ol>"),
    ("<p><!-- 注 -->甲&nbsp;&lt;</p>", "<p>甲\u{A0}&lt;</p>"),
    ("<time datetime='2026-03-01'>甲</time>", "<time datetime=\"2026-03-01\">甲</time>"),
    ("<dl><dt>甲<dd>乙</dl>", "<dl><dt>甲</dt><dd>乙</dd></dl>"),
    ("", ""),
  ])
  func whatIsAllowedIsKeptInProperForm(_ text: String, _ expected: String) throws {
    #expect(try sanitized(text) == expected)
  }

  @Test func aTableKeepsItsPartsAndLosesStrayContent() throws {
    #expect(
      try sanitized("<table border=1><caption>表</caption><tr><td colspan=2 rowspan=x>甲</td></tr>乱</table>")
        == "乱<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"表格\"><table><caption>表</caption><tr><td colspan=\"2\">甲</td></tr></table></div>"
    )
  }

  @Test func droppedElementsAreToldOnce() throws {
    let result = try HTMLSanitizer.html(Array("<script>1</script>甲<script>2</script><style>x</style>".utf8))
    #expect(result.warnings.map(\.code) == ["markup.html", "markup.html"])
    #expect(String(decoding: result.html, as: UTF8.self) == "<p>甲</p>")
  }
}
