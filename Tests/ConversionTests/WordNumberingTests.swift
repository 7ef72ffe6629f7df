import Testing

@testable import Conversion

@Suite("Conversion: numbers of Word files")
struct WordNumberingTests {
  private func level(_ at: Int, _ format: String, _ text: String, _ more: String = "") -> String {
    "<w:lvl w:ilvl=\"\(at)\"><w:start w:val=\"1\"/><w:numFmt w:val=\"\(format)\"/>\(more)<w:lvlText w:val=\"\(text)\"/></w:lvl>"
  }

  private func item(_ text: String, _ level: Int = 0, list: Int = 1) -> String {
    OfficeFixture.p(text, "<w:numPr><w:ilvl w:val=\"\(level)\"/><w:numId w:val=\"\(list)\"/></w:numPr>")
  }

  private func lines(_ body: String, _ numbering: String, styles: String = "") throws -> [String] {
    let made = try OfficeBody.convert(
      OfficeFixture.word(body, [OfficeFixture.numbering(numbering), OfficeFixture.styles(styles)]), .word)
    return String(decoding: made.text, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test("the levels of an official document are counted as Word counts them")
  func official() throws {
    let numbering = """
      <w:abstractNum w:abstractNumId="0">\(level(0, "chineseCounting", "%1、"))\(level(1, "chineseCounting", "（%2）"))
      \(level(2, "decimal", "%3."))\(level(3, "decimal", "(%4)"))\(level(4, "decimalEnclosedCircleChinese", "%5", "<w:suff w:val=\"nothing\"/>"))</w:abstractNum>
      <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
      """
    let found = try lines(
      item("总则") + item("目的", 1) + item("依据", 1) + item("法律", 2) + item("法规", 2) + item("行政法规", 3) + item("甲", 4)
        + item("职责") + item("分工", 1) + OfficeFixture.p("没有编号"), numbering)
    #expect(
      found == ["一、总则", "（一）目的", "（二）依据", "1. 法律", "2. 法规", "(1) 行政法规", "①甲", "二、职责", "（一）分工", "没有编号"])
  }

  @Test("articles have their numbers, so that they get anchors")
  func articles() throws {
    let numbering = """
      <w:abstractNum w:abstractNumId="0">\(level(0, "chineseCountingThousand", "第%1条"))</w:abstractNum>
      <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
      """
    let found = try lines((1...21).map { item("条文\($0)") }.joined(), numbering)
    #expect(found.first == "第一条\u{3000}条文1")
    #expect(found[9...11] == ["第十条\u{3000}条文10", "第十一条\u{3000}条文11", "第十二条\u{3000}条文12"])
    #expect(found.last == "第二十一条\u{3000}条文21")
  }

  @Test("a list goes on under another number, begins anew by an override, and counts levels above in full")
  func overrides() throws {
    let numbering = """
      <w:abstractNum w:abstractNumId="0">\(level(0, "upperRoman", "%1."))\(level(1, "decimal", "%1.%2", "<w:isLgl/>"))</w:abstractNum>
      <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
      <w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>
      <w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
      """
    let found = try lines(
      item("甲") + item("乙", list: 2) + item("丙", 1, list: 2) + item("丁", list: 3) + item("戊", list: 3)
        + item("己", list: 0),
      numbering)
    #expect(found == ["I. 甲", "II. 乙", "2.1 丙", "VII. 丁", "VIII. 戊", "己"])
  }

  @Test("styles begin lists, by their own number and by the level that is tied to them")
  func styles() throws {
    let numbering = """
      <w:abstractNum w:abstractNumId="0">\(level(0, "chineseCounting", "%1、", "<w:pStyle w:val=\"A\"/>"))
      \(level(1, "chineseCounting", "（%2）", "<w:pStyle w:val=\"B\"/>"))</w:abstractNum>
      <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
      """
    let styles = """
      <w:style w:type="paragraph" w:styleId="A"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
      <w:style w:type="paragraph" w:styleId="B"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
      """
    let a = OfficeFixture.p("甲", "<w:pStyle w:val=\"A\"/>")
    let b = OfficeFixture.p("乙", "<w:pStyle w:val=\"B\"/>")
    #expect(try lines(a + b + b + a, numbering, styles: styles) == ["一、甲", "（一）乙", "（二）乙", "二、甲"])
    let page = try OfficeFixture.html(a + b, [OfficeFixture.numbering(numbering), OfficeFixture.styles(styles)])
    #expect(page == "<h1>一、甲</h1>\n<h2>（一）乙</h2>\n")
  }

  @Test("paragraphs that are not there are not counted")
  func gone() throws {
    let numbering = """
      <w:abstractNum w:abstractNumId="0">\(level(0, "decimal", "%1."))</w:abstractNum>
      <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
      """
    let deleted = """
      <w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:p>
      """
    #expect(try lines(item("甲") + deleted + item("乙"), numbering) == ["1. 甲", "2. 乙"])
  }

  @Test("points of lists without numbers are lists, one within another")
  func bullets() throws {
    let numbering = """
      <w:abstractNum w:abstractNumId="0">\(level(0, "bullet", "\u{F0B7}"))\(level(1, "bullet", "o"))</w:abstractNum>
      <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
      """
    let page = try OfficeFixture.html(
      item("甲") + item("乙", 1) + item("丙") + OfficeFixture.p("完"), [OfficeFixture.numbering(numbering)])
    #expect(
      page == "<ul>\n<li>甲\n<ul>\n<li>乙</li>\n</ul>\n</li>\n<li>丙</li>\n</ul>\n<p>完</p>\n")
  }

  @Test("a format that is not known is an error, not another number")
  func unknown() throws {
    let numbering = """
      <w:abstractNum w:abstractNumId="0">\(level(0, "hebrew1", "%1."))</w:abstractNum>
      <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
      """
    let fault = OfficeFixture.fault(try OfficeFixture.word(item("甲"), [OfficeFixture.numbering(numbering)]))
    #expect(fault?.message == "自动编号用了格式「hebrew1」，不能照样显示")
  }

  @Test(
    "numbers in their formats",
    arguments: [
      (10, "chineseCounting", "十"), (19, "chineseCounting", "十九"), (20, "chineseCounting", "二十"),
      (105, "chineseCounting", "一百零五"), (110, "chineseCounting", "一百一十"), (1001, "chineseCounting", "一千零一"),
      (105, "ideographDigital", "一〇五"), (12, "chineseLegalSimplified", "壹拾贰"), (11, "ideographTraditional", "甲"),
      (3, "ideographZodiac", "寅"), (20, "decimalEnclosedCircle", "⑳"), (21, "decimalEnclosedCircle", "㉑"),
      (2, "decimalEnclosedParen", "⑵"), (3, "decimalEnclosedFullstop", "⒊"), (4, "decimalFullWidth", "４"),
      (5, "decimalZero", "05"), (27, "upperLetter", "AA"), (1994, "lowerRoman", "mcmxciv"),
      (Int.max, "upperRoman", "\(Int.max)"), (0, "chineseCounting", "零"), (-3, "upperLetter", "-3"),
    ])
  func formats(_ number: Int, _ format: String, _ text: String) {
    #expect(NumberFormat.text(number, format) == text)
  }
}
