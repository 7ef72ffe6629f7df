import Testing

@testable import Templates

/// What comes out of a template.
@Suite("A rendered page")
struct RenderingTests {
  private static let person = Schema("person", [.text("name"), .flag("isLeader")])
  private static let site = Schema("site", [.text("name")])
  private static let page = Schema(
    "page",
    [.text("title"), .html("body"), .list("people", person), .texts("tags"), .object("site", site), .flag("draft")])

  private func render(_ source: String, _ scope: Scope, _ others: [String: String] = [:]) throws -> String {
    var sources = Dictionary(uniqueKeysWithValues: others.map { ("\($0).mustache", Array($1.utf8)) })
    sources["page.mustache"] = Array(source.utf8)
    let template = try TemplateSet(sources).compile("page.mustache", schema: Self.page)
    return String(decoding: template.render(scope), as: UTF8.self)
  }

  @Test("escapes a quote before a combining mark: nothing breaks out of an attribute")
  func escaping() throws {
    let value = "\u{22}\u{301} onfocus=x <&>'"
    let expected = "<input value=\"&quot;\u{301} onfocus=x &lt;&amp;&gt;&#39;\">"
    for title in [Value.text(value), .utf8(Array(value.utf8))] {
      #expect(try render(#"<input value="{{title}}">"#, Scope(Self.page, ["title": title])) == expected)
    }
  }

  @Test("shows nothing for fields that are not set")
  func absent() throws {
    let source = "[{{title}}{{{body}}}{{#people}}x{{/people}}{{#tags}}x{{/tags}}{{site.name}}{{#site}}x{{/site}}"
    let more =
      "{{#draft}}x{{/draft}}{{^draft}}-{{/draft}}{{^title}}-{{/title}}{{^site}}-{{/site}}{{^people}}-{{/people}}]"
    #expect(try render(source + more, Scope(Self.page)) == "[----]")
    #expect(try render(source + more, Scope(Self.page, slots: [])) == "[----]")
  }

  @Test("takes texts by section, by item, and from the scopes around")
  func sections() throws {
    let scope = Scope(Self.page) {
      $0["title"] = .text("名单")
      $0["body"] = .html(Array("<p>".utf8))
      $0["tags"] = .values([.text("甲"), .text("<乙>")])
      $0["people"] = .list([Scope(Self.person, ["name": .text("某"), "isLeader": .flag(true)]), Scope(Self.person)])
    }
    #expect(try render("{{#title}}{{.}}{{/title}}", scope) == "名单")
    #expect(try render("{{#body}}{{{.}}}{{/body}}", scope) == "<p>")
    #expect(try render("{{#tags}}{{.}}{{title}};{{/tags}}", scope) == "甲名单;&lt;乙&gt;名单;")
    #expect(try render("{{#people}}{{name}}{{#isLeader}}*{{/isLeader}}{{title}};{{/people}}", scope) == "某*名单;名单;")
  }

  @Test("shows rows as it shows a list of things, in any number")
  func rows() throws {
    let sources = [
      "{{#people}}{{name}}{{#isLeader}}*{{/isLeader}}{{title}}{{site.name}};{{/people}}{{^people}}-{{/people}}",
      "{{#people}}{{#.}}{{name}}{{/.}}{{^.}}!{{/.}}{{#name}}({{.}}){{/name}}{{#site}}{{name}}{{/site}},{{/people}}",
    ]
    for count in [0, 1, 2, 9, 40] {
      let names = (0..<count).map { "<\($0)>" }
      func page(_ people: Value) -> Scope {
        let site = Scope(Self.site, ["name": .text("站")])
        return Scope(Self.page, ["title": .text("名"), "people": people, "site": .object(site)])
      }
      let some = Rows(Self.person, capacity: 2) { rows in
        for (index, name) in names.prefix(3).enumerated() { rows.add(.text(name), .flag(index % 2 == 0)) }
      }
      let all = Rows(Self.person) { rows in
        rows.add(contentsOf: some)
        for (index, name) in names.enumerated().dropFirst(3) { rows.add(.text(name), .flag(index % 2 == 0)) }
      }
      let list = names.enumerated().map { Scope(Self.person, ["name": .text($1), "isLeader": .flag($0 % 2 == 0)]) }
      for source in sources { #expect(try render(source, page(.rows(all))) == render(source, page(.list(list)))) }
    }
  }

  @Test("comes out alike in a buffer that served before")
  func reuse() throws {
    let sources = ["page.mustache": Array("[{{title}}]".utf8)]
    let template = try TemplateSet(sources).compile("page.mustache", schema: Self.page)
    var output = Output(capacity: 1)
    for title in ["", "一页", String(repeating: "长", count: 9_000), "短"] {
      output.removeAll()
      template.render(Scope(Self.page, ["title": .text(title)]), into: &output)
      output.withBytes { #expect(String(decoding: $0, as: UTF8.self) == "[\(title)]") }
    }
  }

  @Test("is filled alike by literal, dictionary, closure and slots")
  func builders() throws {
    let named: [String: Value] = ["title": .text("a"), "draft": .flag(true)]
    let scopes = [
      Scope(Self.page, ["draft": .flag(true), "title": .text("a")]), Scope(Self.page, named),
      Scope(Self.page) {
        $0[5] = .flag(true); $0[0] = .text("a")
      },
      Scope(Self.page, slots: [.text("a"), .empty, .empty, .empty, .empty, .flag(true)]),
    ]
    for scope in scopes { #expect(try render("{{title}}{{#draft}}b{{/draft}}", scope) == "ab") }
  }

  @Test("grows past the room first taken")
  func large() throws {
    let long = String(repeating: "字&", count: 100_000)
    let out = try render("{{title}}", Scope(Self.page, ["title": .text(long)]))
    #expect(out.utf8.count == 100_000 * 8)
  }

  @Test("reads blocks under the delimiters they were written in")
  func delimitersInBlocks() throws {
    let scope = Scope(Self.page, ["title": .text("t")])
    let others = ["layout": "[{{$main}}{{/main}}]"]
    #expect(try render("{{=<% %>=}}<%$main%><%title%>{{x}}<%/main%>", scope) == "t{{x}}")
    #expect(try render("{{=<% %>=}}<%<layout%><%$main%><%title%><%/main%><%/layout%>", scope, others) == "[t]")
  }

  @Test("fills blocks inside partials, and blocks of the same name inside what fills them")
  func blocks() throws {
    let others = ["layout": "<{{> head}}>", "head": "{{$main}}-{{/main}}", "inner": "({{$main}}{{/main}})"]
    let page = "{{<layout}}{{$main}}{{<inner}}{{$main}}x{{/main}}{{/inner}}{{/main}}{{/layout}}"
    #expect(try render(page, Scope(Self.page), others) == "<(x)>")
    #expect(try render("{{<head}}{{$main}}a{{$main}}b{{/main}}{{/main}}{{/head}}", Scope(Self.page), others) == "ab")
  }

  @Test("drops a byte-order mark, so that a first tag stands alone on its line")
  func byteOrderMark() throws {
    #expect(try render("\u{FEFF}{{! 说明 }}\r\n<p>", Scope(Self.page)) == "<p>")
  }

  @Test("does not depend on threads: many render one template with the same bytes out")
  func threads() async throws {
    let source = "{{title}}{{site.name}}{{#people}}<i>{{name}}</i>{{/people}}"
    let template = try TemplateSet(["page.mustache": Array(source.utf8)]).compile("page.mustache", schema: Self.page)
    let people = (0..<50).map { Scope(Self.person, ["name": .text("某工作人员之\($0)")]) }
    let site = Scope(Self.site, ["name": .text("云川市人民政府办公室")])
    let scope = Scope(Self.page, ["title": .text("名单"), "people": .list(people), "site": .object(site)])
    let expected = template.render(scope)
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<4 { group.addTask { (0..<500).allSatisfy { _ in template.render(scope) == expected } } }
      for await same in group { #expect(same) }
    }
  }
}
