import Inspection
import Markup
import Testing

@testable import Conversion

@Suite("Conversion: Word files")
struct WordConversionTests {
  private func html(_ body: String, _ parts: [(type: String, xml: String)] = [], links: [String] = []) throws -> String
  {
    try OfficeFixture.html(body, parts, links: links)
  }

  private let p = { OfficeFixture.p($0) }

  @Test("headings by outline level, by the style's outline and by its name, Chinese or not")
  func headings() throws {
    let styles = OfficeFixture.styles(
      """
      <w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>
      <w:style w:type="paragraph" w:styleId="a2"><w:name w:val="标题 2"/></w:style>
      <w:style w:type="paragraph" w:styleId="own"><w:name w:val="章名"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
      <w:style w:type="paragraph" w:styleId="son"><w:name w:val="子"/><w:basedOn w:val="own"/></w:style>
      <w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>
      """)
    let made = try html(
      OfficeFixture.p("大标题", "<w:pStyle w:val=\"t\"/>") + OfficeFixture.p("甲", "<w:pStyle w:val=\"1\"/>")
        + OfficeFixture.p("乙", "<w:pStyle w:val=\"a2\"/>")
        + OfficeFixture.p("丙", "<w:pStyle w:val=\"son\"/>", run: "<w:b/>")
        + OfficeFixture.p("丁", "<w:outlineLvl w:val=\"1\"/>")
        + OfficeFixture.p("正文级别", "<w:pStyle w:val=\"1\"/><w:outlineLvl w:val=\"9\"/>") + p("正文"), [styles])
    #expect(
      made == """
        <p class="center"><strong>大标题</strong></p>
        <h1>甲</h1>
        <h2>乙</h2>
        <h3>丙</h3>
        <h2>丁</h2>
        <p>正文级别</p>
        <p>正文</p>

        """)
  }

  @Test("emphasis, raised and struck words, line ends, tabs and hyphens")
  func words() throws {
    let made = try html(
      """
      <w:p><w:r><w:rPr><w:b/></w:rPr><w:t>粗</w:t></w:r><w:r><w:rPr><w:b w:val="0"/><w:i/></w:rPr><w:t>斜</w:t></w:r>
      <w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t>线</w:t></w:r><w:r><w:rPr><w:u w:val="none"/></w:rPr><w:t>无</w:t></w:r>
      <w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>划</w:t></w:r>
      <w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:tab/><w:t>三</w:t><w:noBreakHyphen/><w:t>四 &lt;b&gt; &amp; "五"</w:t><w:br w:type="page"/></w:r></w:p>
      """)
    #expect(
      made
        == "<p><strong>粗</strong><em>斜</em><u>线</u>无<sup>2</sup><s>划</s>一<br>\n二\u{3000}三-四 &lt;b&gt; &amp; &quot;五&quot;</p>\n"
    )
  }

  @Test("the middle and the right, also by the style, and a signature that blanks moved to the right")
  func alignment() throws {
    let styles = OfficeFixture.styles(
      "<w:style w:type=\"paragraph\" w:styleId=\"r\"><w:name w:val=\"落款\"/><w:pPr><w:jc w:val=\"right\"/></w:pPr></w:style>"
    )
    let blanks = String(repeating: "\u{3000}", count: 12)
    let made = try html(
      OfficeFixture.p("云府办发〔2026〕3号", "<w:jc w:val=\"center\"/>") + p("　　为了工作")
        + OfficeFixture.p("云川市人民政府", "<w:pStyle w:val=\"r\"/>")
        + p("\(blanks)2026年3月2日"), [styles])
    #expect(
      made == """
        <p class="center">云府办发〔2026〕3号</p>
        <p>为了工作</p>
        <p class="right">云川市人民政府</p>
        <p class="right">2026年3月2日</p>

        """)
  }

  @Test("chapters in the middle of a line become the page's headings where the file has none, articles get anchors")
  func chapters() throws {
    let body =
      OfficeFixture.p("第一章\u{3000}总则", "<w:jc w:val=\"center\"/>", run: "<w:b/>") + p("第一条\u{3000}为了规范工作，制定本办法。")
      + OfficeFixture.p("第二章", "<w:jc w:val=\"center\"/>") + OfficeFixture.p("第二章程是这样的", "<w:jc w:val=\"center\"/>")
    let page = ArticleAnchors.add(to: try HTMLSanitizer.html(Array(try html(body).utf8)))
    #expect(page.headings.map(\.text) == ["第一章 总则", "第二章"])
    #expect(page.articles.map(\.id) == ["tiao-1"])
    #expect(String(decoding: page.html, as: UTF8.self).contains("<p class=\"center\">第二章程是这样的</p>"))
    // Headings that the file itself has are enough.
    let own = try html(OfficeFixture.p("总则", "<w:outlineLvl w:val=\"0\"/>") + body)
    #expect(own.contains("<p class=\"center\"><strong>第一章"))
  }

  @Test("a line to write on stays a line")
  func ruled() throws {
    let made = try html(
      "<w:p><w:r><w:t>姓名：</w:t></w:r><w:r><w:rPr><w:u w:val=\"single\"/></w:rPr><w:t xml:space=\"preserve\">    </w:t></w:r></w:p>"
    )
    #expect(made == "<p>姓名：<u>\u{A0}\u{A0}\u{A0}\u{A0}</u></p>\n")
  }

  @Test(
    "what nobody sees is not on the page: deleted, moved away, hidden, white, tiny, in comments, headers and properties"
  )
  func unseen() throws {
    let styles = OfficeFixture.styles(
      """
      <w:style w:type="character" w:styleId="h"><w:name w:val="藏"/><w:rPr><w:vanish/></w:rPr></w:style>
      <w:style w:type="paragraph" w:styleId="hp"><w:name w:val="藏段"/><w:rPr><w:vanish/></w:rPr></w:style>
      """)
    let made = try OfficeBody.convert(
      OfficeFixture.word(
        """
        <w:p><w:r><w:t>留</w:t></w:r><w:del><w:r><w:delText>删A</w:delText><w:t>删B</w:t></w:r></w:del>
        <w:ins><w:r><w:t>增</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>移C</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>来</w:t></w:r></w:moveTo>
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>藏D</w:t></w:r><w:r><w:rPr><w:rStyle w:val="h"/></w:rPr><w:t>藏E</w:t></w:r>
        <w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>白F</w:t></w:r><w:r><w:rPr><w:sz w:val="2"/></w:rPr><w:t>小G</w:t></w:r>
        <w:commentRangeStart w:id="0"/><w:r><w:commentReference w:id="0"/></w:r><w:r><w:instrText>DATE H</w:instrText></w:r></w:p>
        <w:del><w:p><w:r><w:t>整段I</w:t></w:r></w:p></w:del>
        <w:p><w:pPr><w:pStyle w:val="hp"/></w:pPr><w:r><w:t>藏段J</w:t></w:r></w:p>
        <w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>行K</w:t></w:r></w:p></w:tc></w:tr>
        <w:tr><w:tc><w:p><w:r><w:t>行</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
        """,
        [
          styles,
          (
            "comments",
            "<w:comments \(OfficeFixture.names)><w:comment w:id=\"0\" w:author=\"张三\">\(p("批注L"))</w:comment></w:comments>"
          ),
          ("header", "<w:hdr \(OfficeFixture.names)>\(p("页眉M"))</w:hdr>"),
          ("footer", "<w:ftr \(OfficeFixture.names)>\(p("页脚N"))</w:ftr>"),
        ]), .word)
    let page = String(decoding: made.html, as: UTF8.self)
    #expect(page.hasPrefix("<p>留增来</p>\n<table>"))
    for sign in ["删", "移", "藏", "白F", "小G", "DATE", "整段", "行K", "批注", "张三", "页眉", "页脚"] {
      #expect(!page.contains(sign), "\(sign)")
      #expect(!String(decoding: made.text, as: UTF8.self).contains(sign), "\(sign)")
    }
  }

  @Test("links lead where the file says, also by a field; places within the file are words alone")
  func links() throws {
    let field = """
      <w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://b.gov.cn/x?a=1"</w:instrText></w:r>
      <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>乙</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>
      """
    let made = try html(
      """
      <w:p><w:hyperlink r:id="rId100"><w:r><w:t>甲</w:t></w:r></w:hyperlink>\(field)
      <w:hyperlink w:anchor="_Toc1"><w:r><w:t>丙</w:t></w:r></w:hyperlink><w:hyperlink r:id="rId101"><w:r><w:t>丁</w:t></w:r></w:hyperlink></w:p>
      """, links: ["https://a.gov.cn/", "javascript:alert(1)"])
    #expect(
      made
        == "<p><a href=\"https://a.gov.cn/\">甲</a><a href=\"https://b.gov.cn/x?a=1\">乙</a>丙<a href=\"javascript:alert(1)\">丁</a></p>\n"
    )
    // The rules for links are those of every body.
    let page = try HTMLSanitizer.html(Array(made.utf8))
    #expect(!String(decoding: page.html, as: UTF8.self).contains("javascript"))
    #expect(page.warnings.map(\.code) == ["markup.link"])
  }

  @Test("fields show their results, boxes of forms their state")
  func fields() throws {
    let made = try html(
      """
      <w:p><w:r><w:t>第</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>
      <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>三</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>
      <w:fldSimple w:instr="SEQ 表"><w:r><w:t>条</w:t></w:r></w:fldSimple>
      <w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>
      <w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>
      <w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r></w:p>
      """)
    #expect(made == "<p>第三条☑□</p>\n")
  }

  @Test("boxes of text, content controls and inserted wrappers lose nothing, and what is there twice shows once")
  func boxes() throws {
    let made = try OfficeBody.convert(
      OfficeFixture.word(
        """
        <w:sdt><w:sdtPr><w:alias w:val="控件名"/></w:sdtPr><w:sdtContent>\(p("控件里的段"))</w:sdtContent></w:sdt>
        <w:p><w:r><w:t>段里</w:t></w:r><w:sdt><w:sdtContent><w:r><w:t>的控件</w:t></w:r></w:sdtContent></w:sdt>
        <w:smartTag><w:r><w:t>和标记</w:t></w:r></w:smartTag><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
        <wps:txbx><w:txbxContent>\(p("框里的话"))</w:txbxContent></wps:txbx></w:drawing></mc:Choice>
        <mc:Fallback><w:pict><v:textbox><w:txbxContent>\(p("框里的话"))</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>
        <w:p><w:r><w:pict><v:shape><v:textpath string="样张"/></v:shape></w:pict></w:r></w:p>
        <w:p><w:r><w:t>完</w:t><w:pict><v:line/></w:pict></w:r></w:p>
        """), .word)
    #expect(String(decoding: made.text, as: UTF8.self) == "控件里的段\n段里的控件和标记\n框里的话\n样张\n完")
    #expect(made.warnings.map(\.message) == ["正文里的线条和图形不放到网页上"])
  }

  @Test("footnotes and endnotes stand after the text, numbered in its order")
  func notes() throws {
    func note(_ kind: String, _ id: String, _ text: String) -> String {
      "<w:\(kind) w:id=\"\(id)\"><w:p><w:r><w:\(kind)Ref/></w:r><w:r><w:t>\(text)</w:t></w:r></w:p></w:\(kind)>"
    }
    let made = try html(
      """
      <w:p><w:r><w:t>甲</w:t><w:endnoteReference w:id="5"/></w:r><w:r><w:t>乙</w:t><w:footnoteReference w:id="2"/></w:r></w:p>
      """,
      [
        (
          "footnotes",
          "<w:footnotes \(OfficeFixture.names)>\(note("footnote", "1", "没人提到"))\(note("footnote", "2", "脚注"))</w:footnotes>"
        ),
        ("endnotes", "<w:endnotes \(OfficeFixture.names)>\(note("endnote", "5", "尾注"))</w:endnotes>"),
      ])
    #expect(made == "<p>甲<sup>[1]</sup>乙<sup>[2]</sup></p>\n<hr>\n<p>[1] 尾注</p>\n<p>[2] 脚注</p>\n")
  }

  @Test(
    "what a page can't show is an error that says where and what to do",
    arguments: [
      ("<w:r><w:drawing><a:blip/></w:drawing></w:r>", "正文第 2 段有图片"),
      ("<w:r><w:pict><v:imagedata/></w:pict></w:r>", "正文第 2 段有图片"),
      ("<w:r><w:object><o:OLEObject/></w:object></w:r>", "正文第 2 段有嵌入的对象"),
      ("<w:r><w:drawing><a:chart/></w:drawing></w:r>", "正文第 2 段有图表"),
      ("<m:oMath><m:r><m:t>a/b</m:t></m:r></m:oMath>", "正文第 2 段有公式"),
      ("<w:r><w:sym w:font=\"Webdings\" w:char=\"F061\"/></w:r>", "正文第 2 段用了字体「Webdings」里的特殊符号"),
      ("<w:bdo w:val=\"rtl\"><w:r><w:t>倒</w:t></w:r></w:bdo>", "正文第 2 段有改变文字次序的标记"),
      ("<w:r><w:t>\u{E001}</w:t></w:r>", "转出的第 2 行有只在某种字体里才有的字符"),
      (
        "<w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>EQ \\o(○,1)</w:instrText><w:fldChar w:fldCharType=\"end\"/></w:r>",
        "正文里有用域做的符号(EQ)"
      ), ("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>", "正文里有没有结束的域"),
      ("<w:r><w:footnoteReference w:id=\"9\"/></w:r>", "正文里有脚注或尾注，文件里却没有它的内容"),
    ])
  func refused(_ inner: String, _ message: String) throws {
    let fault = OfficeFixture.fault(try OfficeFixture.word(p("首段") + "<w:p>\(inner)</w:p>"))
    #expect(fault?.message.hasPrefix(message) == true, "\(fault?.message ?? "none")")
    #expect(fault?.remedy.isEmpty == false)
  }

  @Test("another file's content that was put in by reference is an error")
  func chunks() throws {
    let fault = OfficeFixture.fault(try OfficeFixture.word(p("首段") + "<w:altChunk r:id=\"rId1\"/>"))
    #expect(fault?.message == "正文第 1 段插入了另一个文件的内容")
  }

  @Test("a page that lacks words which another reader sees is found out")
  func whole() throws {
    let two = """
      <w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><w:txbxContent>\(p("新"))</w:txbxContent></w:drawing></mc:Choice>
      <mc:Fallback><w:pict><v:textbox><w:txbxContent>\(p("旧的话"))</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>
      """
    let fault = OfficeBody.loss(try OfficeFixture.word(p("首段") + two), .word)
    #expect(fault?.message.hasPrefix("正文里有 3 个字没有转到网页上") == true)
    #expect(OfficeBody.loss(try OfficeFixture.word(p("首段") + two.replacing("旧的话", with: "新")), .word) == nil)
    for name in ["ComplexNumberedLists.docx", "checkboxes.docx", "delins.docx", "footnotes.docx"] {
      #expect(OfficeBody.loss(try OfficeFixture.named(name), .word) == nil, "\(name)")
    }
  }

  @Test("the same bytes give the same page, and a file without words is an error")
  func same() throws {
    let file = try OfficeFixture.word(p("甲") + p("乙"))
    #expect(try OfficeBody.convert(file, .word) == OfficeBody.convert(file + [], .word))
    #expect(OfficeFixture.fault(try OfficeFixture.word("<w:p/>"))?.message == "文件里没有文字")
  }

  @Test(
    "what styles hide, by their colour and size too, by the document's own defaults or a table's, is not shown",
    arguments: [
      (
        "<w:style w:type=\"character\" w:styleId=\"a\"><w:rPr><w:color w:val=\"FFFFFF\"/></w:rPr></w:style>", "",
        "<w:rStyle w:val=\"a\"/>"
      ),
      (
        "<w:style w:type=\"character\" w:styleId=\"a\"><w:rPr><w:sz w:val=\"2\"/></w:rPr></w:style>", "",
        "<w:rStyle w:val=\"a\"/>"
      ),
      (
        "<w:style w:type=\"paragraph\" w:styleId=\"a\"><w:basedOn w:val=\"b\"/></w:style><w:style w:type=\"paragraph\" w:styleId=\"b\"><w:rPr><w:color w:val=\"FEFEFE\"/></w:rPr></w:style>",
        "<w:pStyle w:val=\"a\"/>", ""
      ),
      ("<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:rPr><w:vanish/></w:rPr></w:style>", "", ""),
      ("<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>", "", ""),
    ])
  func styledAway(_ styles: String, _ form: String, _ run: String) throws {
    let file = try OfficeFixture.word(
      OfficeFixture.p("藏", form, run: run)
        + OfficeFixture.p("见", form, run: "\(run)<w:vanish w:val=\"0\"/><w:color w:val=\"auto\"/><w:sz w:val=\"32\"/>"),
      [OfficeFixture.styles(styles)])
    #expect(String(decoding: try OfficeBody.convert(file, .word).text, as: UTF8.self) == "见")
    #expect(OfficeBody.loss(file, .word) == nil)
    let found = FileInspector.inspect(file, name: "a.docx")
    #expect(found.findings.contains { $0.code == .hiddenText })
  }

  @Test("a table whose style hides, and a shape that is set not to show")
  func unseenPlaces() throws {
    let styles = OfficeFixture.styles(
      "<w:style w:type=\"table\" w:styleId=\"a\"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type=\"table\" w:styleId=\"b\"><w:tblStylePr w:type=\"firstRow\"><w:rPr><w:color w:val=\"FFFFFF\"/></w:rPr></w:tblStylePr></w:style>"
    )
    func table(_ style: String, _ text: String) -> String {
      "<w:tbl><w:tblPr><w:tblStyle w:val=\"\(style)\"/></w:tblPr><w:tr><w:tc>\(p(text))</w:tc></w:tr></w:tbl>"
    }
    let shape = """
      <w:p><w:r><w:pict><v:shape style="position:absolute;Visibility: hidden"><v:textpath string="水印"/><v:textbox><w:txbxContent>\(OfficeFixture.p("框", run: "<w:vanish w:val=\"0\"/>"))</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>
      """
    let file = try OfficeFixture.word(p("见") + table("a", "藏") + table("b", "头") + shape, [styles])
    #expect(String(decoding: try OfficeBody.convert(file, .word).text, as: UTF8.self) == "见\n头")
    #expect(OfficeBody.loss(file, .word) == nil)
    #expect(FileInspector.inspect(file, name: "a.docx").findings.contains { $0.code == .hiddenText })
  }

  @Test("letters in a font of pictures are the signs that show, points drawn as words or boxes are kept")
  func drawnLetters() throws {
    let font = "<w:rFonts w:ascii=\"Wingdings 2\" w:hAnsi=\"Wingdings 2\"/>"
    func run(_ text: String, _ form: String = "") -> String { "<w:r><w:rPr>\(form)</w:rPr><w:t>\(text)</w:t></w:r>" }
    #expect(
      try html("<w:p>\(run("R", font))\(run("同意 "))\(run("£", font))\(run("不同意R"))</w:p>") == "<p>☑同意 □不同意R</p>\n")
    let unknown = OfficeFixture.fault(try OfficeFixture.word("<w:p>\(run("甲"))\(run("k", font))</w:p>"))
    #expect(unknown?.message.contains("里的特殊符号") == true)
    func level(_ number: Int, _ text: String, _ form: String = "") -> String {
      "<w:lvl w:ilvl=\"\(number)\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"\(text)\"/><w:rPr>\(form)</w:rPr></w:lvl>"
    }
    let wingdings = "<w:rFonts w:ascii=\"Wingdings\"/>"
    let numbering = OfficeFixture.numbering(
      "<w:abstractNum w:abstractNumId=\"0\">\(level(0, "注："))\(level(1, "o"))\(level(2, "\u{F0FE}", wingdings))\(level(3, "\u{F06C}", wingdings))</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
    )
    let items = (0..<4).map {
      OfficeFixture.p("甲", "<w:numPr><w:ilvl w:val=\"\($0)\"/><w:numId w:val=\"1\"/></w:numPr>")
    }
    let text = try OfficeBody.convert(OfficeFixture.word(items.joined(), [numbering]), .word).text
    #expect(String(decoding: text, as: UTF8.self) == "注：甲\n  • 甲\n☑ 甲\n      • 甲")
  }

  @Test("words above the pages are told of, their numbers are not")
  func headers() throws {
    func warnings(_ header: String) throws -> [String] {
      try OfficeBody.convert(
        OfficeFixture.word(p("正文"), [("header", "<w:hdr \(OfficeFixture.names)>\(p(header))</w:hdr>")]), .word
      ).warnings.map(\.message)
    }
    #expect(try warnings("云川市人民政府文件") == ["页眉里的文字（如发文机关标志）不放到网页上"])
    #expect(try warnings("- 1 -") == [])
  }

  @Test("a reading above a word follows it, unless it is hidden")
  func readings() throws {
    func ruby(_ form: String) -> String {
      "<w:p><w:r><w:ruby><w:rt><w:r><w:rPr>\(form)</w:rPr><w:t>zì</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>字</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"
    }
    #expect(try html(ruby("") + ruby("<w:vanish/>")) == "<p>字（zì）</p>\n<p>字</p>\n")
  }
}
