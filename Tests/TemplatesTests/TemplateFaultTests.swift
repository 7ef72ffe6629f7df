import Testing

@testable import Templates

/// What a person who edits templates is told.
@Suite("A template's fault")
struct TemplateFaultTests {
  private static let person = Schema("person", [.text("name"), .flag("isLeader")])
  private static let site = Schema("site", [.text("name"), .text("电话")])
  private static let page = Schema(
    "page", [.text("title"), .html("body"), .list("people", person), .texts("tags"), .object("site", site)])

  /// Each fault as `code file:line:column`.
  private func faults(_ source: String, _ others: [String: String] = [:]) -> [String] {
    errors(source, others).map { "\($0.code) \($0.file):\($0.line):\($0.column)" }
  }

  private func errors(_ source: String, _ others: [String: String] = [:]) -> [TemplateError] {
    var sources = Dictionary(uniqueKeysWithValues: others.map { ("\($0).mustache", Array($1.utf8)) })
    sources["page.mustache"] = Array(source.utf8)
    do {
      _ = try TemplateSet(sources).compile("page.mustache", schema: Self.page)
      return []
    } catch {
      return error.errors
    }
  }

  @Test(
    "names code, file, line and column",
    arguments: [
      ("<h1>\n  {{titel}}\n</h1>", "template.unknown-field page.mustache:2:3"),
      ("标题：{{titel}}", "template.unknown-field page.mustache:1:4"),
      ("{{site.titel}}", "template.unknown-field page.mustache:1:1"),
      ("{{title.name}}", "template.unknown-field page.mustache:1:1"),
      ("{{#people}}\n{{name}}", "template.unclosed-section page.mustache:1:1"),
      ("{{#people}}\n {{^isLeader}}\n{{/people}}", "template.unclosed-section page.mustache:2:2"),
      ("{{#people}}\n{{/title}}", "template.wrong-close page.mustache:2:1"),
      ("{{#people}}\n{{/peple}}{{/people}}", "template.wrong-close page.mustache:2:1"),
      ("x{{/title}}", "template.wrong-close page.mustache:1:2"),
      ("a\n {{{title}}}", "template.raw-not-html page.mustache:2:2"),
      ("{{&title}}", "template.raw-not-html page.mustache:1:1"),
      ("{{#tags}}{{{.}}}{{/tags}}", "template.raw-not-html page.mustache:1:10"),
      ("{{body}}", "template.html-needs-triple page.mustache:1:1"),
      ("{{site}}", "template.not-text page.mustache:1:1"),
      ("{{people}}", "template.not-text page.mustache:1:1"),
      ("x {{> foot}}", "template.partial-missing page.mustache:1:3"),
      ("\n{{<layout}}{{/layout}}", "template.partial-missing page.mustache:2:1"),
      ("{{title", "template.unclosed-tag page.mustache:1:1"),
      ("{{title\n{{#people}}{{/people}}", "template.unclosed-tag page.mustache:1:1"),
      ("{{a b}}", "template.name page.mustache:1:1"),
      (" {{}}", "template.name page.mustache:1:2"),
      ("{{= x =}}", "template.delimiters page.mustache:1:1"),
      ("{{>*title}}", "template.unsupported page.mustache:1:1"),
    ])
  func places(_ source: String, _ expected: String) {
    #expect(faults(source) == [expected])
  }

  @Test("suggests the nearest known field and lists what is known")
  func suggests() {
    #expect(
      errors("{{titel}}").map(\.description) == [
        "page.mustache:1:1: 未知字段「titel」，是否为「title」？此处可用：title、body、people、tags、site"
      ])
    #expect(errors("{{site.电活}}").first?.message == "未知字段「电活」，是否为「电话」？此处可用：name、电话")
    #expect(errors("{{#people}}{{x}}{{/people}}").first?.message.hasPrefix("未知字段「x」；此处可用：name、isLeader、title") == true)
  }

  @Test("is told for the partial that has it, with its own place and the page")
  func inPartial() {
    let found = errors("  {{> foot}}\n", ["foot": "\n\n  {{nobody}}"])
    #expect(found.map { "\($0.file):\($0.line):\($0.column)" } == ["foot.mustache:3:3"])
    #expect(found.first?.message.hasSuffix("（页面 page.mustache）") == true)
  }

  @Test("keeps its place in blocks, however they are indented where they go")
  func inBlocks() {
    let layout = "<body>\n    {{$main}}\n    {{/main}}\n</body>"
    let page = "{{<layout}}\n  {{$main}}\n  <p>\n    文{{titel}}\n  </p>\n  {{/main}}\n{{/layout}}"
    #expect(faults(page, ["layout": layout]) == ["template.unknown-field page.mustache:4:6"])
    #expect(
      faults("  {{<layout}}{{/layout}}", ["layout": "<p>\n{{$a}}{{x}}{{/a}}"])
        == ["template.unknown-field layout.mustache:2:7"])
  }

  @Test("of recursion is told where the circle closes, and not followed")
  func recursion() {
    let circle = ["a": "-\n {{> b}}{{> b}}", "b": "{{> a}}{{> a}}"]
    #expect(faults("{{> a}}", circle) == ["template.recursion b.mustache:1:1"])
    #expect(
      errors("{{> a}}", circle).first?.message
        == "模板「a.mustache」套用了它自己：a.mustache → b.mustache → a.mustache")
    #expect(faults("{{> page}}") == ["template.recursion page.mustache:1:1"])
    #expect(faults("{{#people}}\n{{> page}}{{/people}}") == ["template.recursion page.mustache:2:1"])
  }

  @Test("of growth without bounds is told: templates that each take in another twice")
  func growth() {
    var sources: [String: String] = ["t40": "{{title}}"]
    for index in 0..<40 { sources["t\(index)"] = "{{> t\(index + 1)}}{{> t\(index + 1)}}" }
    #expect(errors("{{> t0}}", sources).map(\.code) == ["template.too-large"])
  }

  @Test("of nesting too deep is told")
  func nesting() {
    let deep = String(repeating: "{{#title}}", count: 5000) + String(repeating: "{{/title}}", count: 5000)
    #expect(faults(deep) == ["template.nesting page.mustache:1:641"])
  }

  @Test("of a block that the layout lacks is told, since what it holds would be lost")
  func unknownBlock() {
    let layout = ["layout": "{{$main}}{{/main}}"]
    #expect(
      faults("{{<layout}}\n{{$mian}}x{{/mian}}{{/layout}}", layout) == ["template.unknown-block page.mustache:2:1"])
    #expect(
      faults("{{<layout}}{{title}}{{$main}}{{/main}}{{/layout}}", layout) == [
        "template.outside-block page.mustache:1:12"
      ])
  }

  @Test("of invalid UTF-8 is told with its place")
  func encoding() {
    let bytes = Array("好\n a".utf8) + [0xFF, 0xFE]
    let faults = #expect(throws: TemplateErrors.self) {
      _ = try TemplateSet(["page.mustache": bytes]).compile("page.mustache", schema: Self.page)
    }
    #expect(faults?.errors.map { "\($0.code) \($0.line):\($0.column)" } == ["template.encoding 2:3"])
  }

  @Test("never hides another: all are collected, once each, also in templates that no page uses")
  func all() throws {
    let sources = [
      "page.mustache": "{{a}}\n{{b}}\n{{{title}}}{{> foot}}", "other.mustache": "{{> foot}}", "foot.mustache": "{{c}}",
      "unused.mustache": "{{#x}}",
    ]
    let set = TemplateSet(sources.mapValues { Array($0.utf8) })
    let faults = #expect(throws: TemplateErrors.self) {
      _ = try set.compile([
        ("page.mustache", Self.page), ("other.mustache", Self.page), ("gone.mustache", Self.page),
      ])
    }
    #expect(
      faults?.errors.map { "\($0.file):\($0.line) \($0.code)" } == [
        "foot.mustache:1 template.unknown-field", "gone.mustache:1 template.missing",
        "page.mustache:1 template.unknown-field", "page.mustache:2 template.unknown-field",
        "page.mustache:3 template.raw-not-html", "unused.mustache:1 template.unclosed-section",
      ])
  }
}
