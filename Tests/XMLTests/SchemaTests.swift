import Testing

@testable import XML

@Suite struct SchemaTests {
  private func schema() throws -> XMLSchema { try XMLSchema(fixture("公文.xsd")) }

  private func found(_ inner: String, number: String = " 号='7'") throws -> [XMLFault] {
    try schema().validate(
      try XMLDocument(parsing: Array("<公文 xmlns='urn:t'\(number)>\n\(inner)\n</公文>".utf8)))
  }

  @Test func aValidDocumentHasNoFaults() throws {
    #expect(try found("<标题>通知</标题><日期>2026-03-01</日期><状态>有效</状态>").isEmpty)
  }

  @Test func faultsNameElementLineAndWhatWasExpected() throws {
    let date = try found("<标题>通知</标题>\n<日期>2026-13-01</日期>")
    #expect(date.map(\.line) == [3])
    #expect(date.first?.message == "元素“日期”的值“2026-13-01”不合类型“日期（YYYY-MM-DD）”。")
    #expect(try found("<标题>通知</标题>").map(\.message) == ["元素“公文”缺少子元素，此处应为：日期。"])
    #expect(
      try found("<标题>通知</标题>\n<日子/>").map(\.message) == ["元素顺序或名称不对：此处不应出现元素“日子”，此处应为：日期。"])
    #expect(
      try found("<标题>通知</标题><日期>2026-03-01</日期><状态>在用</状态>").map(\.message) == [
        "元素“状态”的值“在用”不在允许的值之列：有效、废止。"
      ])
    #expect(
      try found("<标题>这是一个超过十个字的标题</标题><日期>2026-03-01</日期>").map(\.message) == [
        "元素“标题”的值不合限制：长度不得超过 10。"
      ])
    let ok = "<标题>通知</标题><日期>2026-03-01</日期>"
    #expect(try found(ok, number: "").map(\.message) == ["元素“公文”缺少必需的属性“号”。"])
    #expect(try found(ok, number: " 号='7' 级='a'").map(\.message) == ["元素“公文”不允许有此属性“级”。"])
    #expect(
      try found(ok, number: " 号='七'").map(\.message) == ["元素“公文”的属性“号”的值“七”不合规定的格式“[0-9]+”。"])
    #expect(try found("字" + ok).map(\.message) == ["元素“公文”里只能有子元素，不能直接写文字。"])
    #expect(
      try schema().validate(XMLDocument(parsing: Array("<无/>".utf8))).map(\.message) == ["模式里没有声明根元素“无”。"])
    #expect(try found("<标题>通知</标题><日期>x</日期><状态>y</状态>").count == 2)
  }

  @Test func linesBeyond65535AreExact() throws {
    let gap = String(repeating: "\n", count: 70_000)
    #expect(try found("<标题>通知</标题>\(gap)<日期>无</日期>").map(\.line) == [70_002])
  }

  private func including(_ element: String) -> [UInt8] {
    Array(
      "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>\n\(element)\n<xs:element name='a' type='t'/></xs:schema>"
        .utf8)
  }

  @Test func includesAreRefusedUnlessAllowed() throws {
    let part = Array(
      "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:simpleType name='t'><xs:restriction base='xs:int'/></xs:simpleType></xs:schema>"
        .utf8)
    for location in ["file:///etc/passwd", "http://127.0.0.1:9/x.xsd", "part.xsd"] {
      let bytes = including("<xs:include schemaLocation='\(location)'/>")
      do {
        _ = try XMLSchema(bytes)
        Issue.record("compiled")
      } catch {
        #expect(error.all.map(\.code) == ["xml.schema-source"])
        #expect(error.all.map(\.line) == [2])
      }
    }
    for location in ["part.xsd", "./part.xsd", "http://example.com/schemas/part.xsd"] {
      let schema = try XMLSchema(
        including("<xs:include schemaLocation='\(location)'/>"), sources: ["part.xsd": part])
      #expect(try schema.validate(XMLDocument(parsing: Array("<a>7</a>".utf8))).isEmpty)
      #expect(try schema.validate(XMLDocument(parsing: Array("<a>七</a>".utf8))).count == 1)
    }
    #expect(SchemaSources.allowed.isEmpty)
  }

  @Test func badSchemasAreFaults() {
    for text in [
      "<a/>", "<xs:schema", "<!DOCTYPE x [<!ENTITY e 'a'>]><xs:schema/>",
      "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='a' type='nosuch'/></xs:schema>",
    ] { #expect(throws: XMLFaults.self) { try XMLSchema(Array(text.utf8)) } }
  }

  @Test func aDocumentsOwnSchemaHintsLoadNothing() throws {
    let text =
      "<公文 xmlns='urn:t' 号='1' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='urn:t file:///etc/passwd urn:x http://127.0.0.1:9/a.xsd'><标题>甲</标题><日期>2026-03-01</日期></公文>"
    let document = try XMLDocument(parsing: Array(text.utf8))
    #expect(document.handle.hasSchemaHints)
    #expect(try schema().validate(document).isEmpty)
  }

  @Test func twoThreadsShareOneSchema() async throws {
    let schema = try schema()
    let good = Array("<公文 xmlns='urn:t' 号='1'><标题>甲</标题><日期>2026-03-01</日期></公文>".utf8)
    let bad = Array("<公文 xmlns='urn:t' 号='1'><标题>甲</标题><日期>无</日期></公文>".utf8)
    let shared = try XMLDocument(parsing: bad)
    let counts = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<2 {
        group.addTask {
          var count = 0
          for _ in 0..<2000 {
            count += schema.validate(try XMLDocument(parsing: good)).count
            count += schema.validate(try XMLDocument(parsing: bad)).count
            count += schema.validate(shared).count
          }
          return count
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(counts == [4000, 4000])
  }
}
