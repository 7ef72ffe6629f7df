import FoundationEssentials
import Markup
import Testing

/// One example of the CommonMark Spec.
private struct Example: Decodable {
  let markdown: String
  let html: String
  let example: Int
  let section: String
}

@Suite struct CommonMarkTests {
  private let options = MarkupOptions(headingShift: 0, headingIDs: false)

  private func examples() throws -> [Example] {
    try JSONDecoder().decode([Example].self, from: try fixture("commonmark-spec-tests.json"))
  }

  /// Differences of form that are ours on purpose: HTML5 void elements and the marks of outside links.
  private func level(_ html: String) -> String {
    html.replacing(" />", with: ">").replacing(" class=\"ext\" rel=\"noopener noreferrer\"", with: "")
  }

  /// Examples with raw HTML go through the sanitizer; cmark in safe mode leaves a remark in their place.
  private func hasRawHTML(_ example: Example) -> Bool {
    plainCmark(example.markdown).contains("<!-- raw HTML omitted -->")
  }

  /// Examples that we treat otherwise on purpose. 356 and 358: an asterisk between characters of which one is a digit or no
  /// ASCII letter is text. 486: a link without a word shows its address. The others: a line like the address of a link that
  /// no link uses stays text.
  private static let ours: Set<Int> = [206, 209, 212, 319, 356, 358, 486, 542, 546, 547, 565, 594]

  @Test func librariesTellTheirVersions() {
    #expect(MarkupLibraries.versions.wholeMatch(of: /cmark-gfm \S+, libxml2 \d+\S*/) != nil)
  }

  @Test func ourOutputIsThatOfCmark() throws {
    var compared = 0
    var refused: [Int] = []
    for example in try examples() where !hasRawHTML(example) && !CommonMarkTests.ours.contains(example.example) {
      let result = try Markdown.html(Array(example.markdown.utf8), options)
      if result.warnings.contains(where: { $0.code == "markup.link" }) {
        refused.append(example.example)
        continue
      }
      compared += 1
      #expect(
        level(String(decoding: result.html, as: UTF8.self)) == level(plainCmark(example.markdown)),
        "example \(example.example)")
    }
    #expect(compared > 545)
    // Schemes that we refuse: ftp, irc, made-up ones and the like; and links without an address.
    #expect(refused.count < 17, "\(refused)")
  }

  @Test func ourOutputIsThatOfTheSpec() throws {
    var refused: [Int] = []
    var extended: [Int] = []
    for example in try examples() where !hasRawHTML(example) && !CommonMarkTests.ours.contains(example.example) {
      let expected = level(example.html)
      // cmark-gfm's own output differs where an extension is at work, or where the spec is newer.
      guard level(plainCmark(example.markdown)) == expected else {
        extended.append(example.example)
        continue
      }
      let ours = try Markdown.html(Array(example.markdown.utf8), options)
      if level(String(decoding: ours.html, as: UTF8.self)) != expected {
        #expect(ours.warnings.contains { $0.code == "markup.link" }, "example \(example.example)")
        refused.append(example.example)
      }
    }
    // Addresses with schemes that we refuse, and links without any.
    #expect(refused == [202, 487, 488, 489, 502, 569, 598, 600, 601, 603])
    // 28: cmark-gfm follows an older spec. The others: bare addresses, which the extension makes links.
    #expect(extended == [28, 604, 608, 610, 613, 614, 627, 628])
  }
}
