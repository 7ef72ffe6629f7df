import Testing

@testable import Templates

/// What a person who edits templates is told.
@Suite("A template's fault")
struct TemplateFaultTests {
  private static let person = Schema("person", [.text("name"), .flag("isLeader")])
  private static let page = Schema(
    "page", [.text("title"), .html("body"), .list("people", person), .object("site", Schema("site", [.text("name")]))])

  private func fault(_ source: String, _ others: [String: String] = [:]) -> TemplateError? {
    var sources = others.mapValues { Array($0.utf8) }
    sources["page.mustache"] = Array(source.utf8)
    do {
      _ = try TemplateSet(sources).compile("page.mustache", schema: Self.page)
      return nil
    } catch {
      return error.errors.first
    }
  }

  @Test("names code, file, line and column")
  func places() {
    let cases: [(source: String, code: String, line: Int, column: Int)] = [
      ("<h1>\n  {{titel}}\n</h1>", "template.unknown-field", 2, 3),
      ("标题:{{titel}}", "template.unknown-field", 1, 4),
      ("{{#people}}\n{{name}}", "template.unclosed-section", 1, 1),
      ("{{#people}}\n{{/title}}", "template.wrong-close", 2, 1),
      ("a\n {{{title}}}", "template.raw-not-html", 2, 2),
      ("{{body}}", "template.html-needs-triple", 1, 1),
      ("{{site}}", "template.not-text", 1, 1),
      ("x {{> foot}}", "template.partial-missing", 1, 3),
      ("{{title", "template.unclosed-tag", 1, 1),
      ("{{site.titel}}", "template.unknown-field", 1, 1),
    ]
    for item in cases {
      let found = fault(item.source)
      #expect(found?.code == item.code, "\(item.source)")
      #expect(found?.file == "page.mustache")
      #expect(found?.line == item.line, "\(item.source)")
      #expect(found?.column == item.column, "\(item.source)")
    }
  }

  @Test("suggests the nearest known field and lists what is known")
  func suggests() throws {
    let message = try #require(fault("{{titel}}")).message
    #expect(message.contains("是否为「title」"))
    #expect(message.contains("people"))
  }

  @Test("is told for the partial that has it, with its own place")
  func inPartial() {
    let found = fault("{{> foot}}", ["foot.mustache": "\n\n  {{nobody}}"])
    #expect(found?.file == "foot.mustache")
    #expect(found?.line == 3)
    #expect(found?.column == 3)
  }

  @Test("of recursion is told, and not followed")
  func recursion() {
    #expect(fault("{{> a}}", ["a.mustache": "{{> b}}", "b.mustache": "{{> a}}"])?.code == "template.recursion")
  }

  @Test("of invalid UTF-8 is told")
  func encoding() {
    do {
      _ = try TemplateSet(["page.mustache": [0xFF, 0xFE]]).compile("page.mustache", schema: Self.page)
      Issue.record("the template was not refused")
    } catch {
      #expect(error.errors[0].code == "template.encoding")
    }
  }

  @Test("never hides another: all are collected")
  func all() {
    do {
      _ = try TemplateSet(["page.mustache": Array("{{a}}\n{{b}}\n{{{title}}}".utf8)])
        .compile("page.mustache", schema: Self.page)
      Issue.record("the template was not refused")
    } catch {
      #expect(error.errors.map(\.line) == [1, 2, 3])
    }
  }

  @Test("is not made of a value: a quote before a combining mark is still escaped")
  func escaping() throws {
    let template = try TemplateSet(["page.mustache": Array(#"<input value="{{title}}">"#.utf8)])
      .compile("page.mustache", schema: Self.page)
    let out = template.render(Scope(Self.page, ["title": .text("\u{22}\u{301} onfocus=x <&>'")]))
    #expect(String(decoding: out, as: UTF8.self) == "<input value=\"&quot;\u{301} onfocus=x &lt;&amp;&gt;&#39;\">")
  }

  @Test("does not depend on threads: two render the same bytes")
  func threads() async throws {
    let template = try TemplateSet(["page.mustache": Array("{{title}}{{#people}}<i>{{name}}</i>{{/people}}".utf8)])
      .compile("page.mustache", schema: Self.page)
    let people = (0..<50).map { Scope(Self.person, ["name": .text("某\($0)")]) }
    let scope = Scope(Self.page, ["title": .text("名单"), "people": .list(people)])
    let expected = template.render(scope)
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 { group.addTask { (0..<200).allSatisfy { _ in template.render(scope) == expected } } }
      for await same in group { #expect(same) }
    }
  }
}
