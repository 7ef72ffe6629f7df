import Zip

/// Official documents as offices write them, in Word and in OFD: head, number, title, numbered parts, a table, signature.
public enum OfficeSample {
  /// A Word file. The numbers are Word's own, and stand in no text.
  ///
  /// - Parameters:
  ///   - more: paragraphs of WordprocessingML after the others.
  ///   - parts: further files of the package.
  public static func word(more: String = "", _ parts: [(String, String)] = []) throws -> [UInt8] {
    func p(_ text: String, _ form: String = "", run: String = "") -> String {
      "<w:p><w:pPr>\(form)</w:pPr><w:r><w:rPr>\(run)</w:rPr><w:t>\(text)</w:t></w:r></w:p>"
    }
    func item(_ text: String, _ level: Int) -> String {
      p(
        text,
        "\(level == 0 ? "<w:pStyle w:val=\"1\"/>" : "")<w:numPr><w:ilvl w:val=\"\(level)\"/><w:numId w:val=\"1\"/></w:numPr>"
      )
    }
    func cell(_ text: String, _ form: String = "") -> String { "<w:tc><w:tcPr>\(form)</w:tcPr>\(p(text))</w:tc>" }
    let table = """
      <w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>\(cell("任务"))\(cell("牵头单位"))</w:tr>
      <w:tr>\(cell("公文处理", "<w:vMerge w:val=\"restart\"/>"))\(cell("文书科"))</w:tr><w:tr>\(cell("", "<w:vMerge/>"))\(cell("信息科"))</w:tr></w:tbl>
      """
    let body =
      p("云川市人民政府文件", "<w:jc w:val=\"center\"/>", run: "<w:color w:val=\"FF0000\"/>")
      + p("云府发〔2026〕7号", "<w:jc w:val=\"center\"/>") + p("关于做好公文处理工作的通知", "<w:jc w:val=\"center\"/>", run: "<w:b/>")
      + p("各县（区）人民政府：") + p("为进一步做好公文处理工作，现通知如下：") + item("总体要求", 0) + item("提高质量", 1) + item("严守时限", 1)
      + item("任务分工", 0) + table + p("云川市人民政府", "<w:jc w:val=\"right\"/>") + p("2026年3月2日", "<w:jc w:val=\"right\"/>")
      + more
    let numbering = """
      <w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
      <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>
      <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
      """
    let names = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
    return try zip(
      [
        (
          "[Content_Types].xml",
          "<Types><Override PartName=\"/word/document.xml\" ContentType=\"wordprocessingml\"/></Types>"
        ),
        (
          "_rels/.rels", relationships(["officeDocument": "word/document.xml", "core-properties": "docProps/core.xml"])
        ),
        ("docProps/core.xml", "<coreProperties><creator>起草人赵钱孙</creator></coreProperties>"),
        ("word/document.xml", "<w:document \(names)><w:body>\(body)</w:body></w:document>"),
        (
          "word/styles.xml",
          "<w:styles \(names)><w:style w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"heading 1\"/></w:style></w:styles>"
        ),
        ("word/numbering.xml", "<w:numbering \(names)>\(numbering)</w:numbering>"),
        ("word/footer1.xml", "<w:ftr \(names)>\(p("页脚内部编号甲乙丙"))</w:ftr>"),
        (
          "word/_rels/document.xml.rels",
          relationships(["styles": "styles.xml", "numbering": "numbering.xml", "footer": "footer1.xml"])
        ),
      ] + parts)
  }

  /// An OFD file of two pages.
  ///
  /// - Parameter more: objects of the first page beside its text.
  public static func ofd(more: String = "") throws -> [UInt8] {
    func line(_ text: String, x: Double = 28, y: Double, size: Double = 5) -> String {
      "<ofd:TextObject Boundary=\"\(x) \(y) \(Double(text.count) * size) \(size + 1)\" Size=\"\(size)\"><ofd:TextCode X=\"0\" Y=\"\(size)\">\(text)</ofd:TextCode></ofd:TextObject>"
    }
    let first =
      line("云川市人民政府文件", x: 63, y: 30, size: 10) + line("云府发〔2026〕8号", x: 84, y: 60)
      + line("关于做好值班工作的通知", x: 69.5, y: 80, size: 7)
      + line("各县（区）人民政府：", y: 110) + line("为进一步做好节日期间的值班工作，确保政令畅通，经市人民政府", x: 38, y: 120)
      + line("同意，现通知如下。", y: 130) + line("各单位要严格执行二十四小时值班制度，主要负责同志在岗带班，重", x: 38, y: 140) + line("— 1 —", x: 95, y: 280)
      + more
    let second =
      line("要情况随时报告。", y: 30) + line("云川市人民政府", x: 130, y: 60) + line("2026年3月3日", x: 135, y: 70)
      + line("各县（区）人民政府，市政府各部门，驻云各单位，各有关企业。印发", y: 100) + line("— 2 —", x: 95, y: 280)
    let head = "xmlns:ofd=\"http://www.ofdspec.org/2016\""
    return try zip(
      [
        (
          "OFD.xml",
          "<ofd:OFD \(head)><ofd:DocBody><ofd:DocInfo><ofd:Author>起草人赵钱孙</ofd:Author></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
        ),
        (
          "Doc_0/Document.xml",
          "<ofd:Document \(head)><ofd:Pages><ofd:Page ID=\"1\" BaseLoc=\"P1.xml\"/><ofd:Page ID=\"2\" BaseLoc=\"P2.xml\"/></ofd:Pages></ofd:Document>"
        ),
      ]
        + [first, second].enumerated().map { index, page in
          (
            "Doc_0/P\(index + 1).xml",
            "<ofd:Page \(head)><ofd:Content><ofd:Layer>\(page)</ofd:Layer></ofd:Content></ofd:Page>"
          )
        })
  }

  private static func relationships(_ targets: KeyValuePairs<String, String>) -> String {
    let list = targets.enumerated().map { index, item in
      "<Relationship Id=\"rId\(index + 1)\" Type=\"http://x/relationships/\(item.key)\" Target=\"\(item.value)\"/>"
    }
    return "<Relationships>\(list.joined())</Relationships>"
  }

  private static func zip(_ entries: [(String, String)]) throws -> [UInt8] {
    try ZipArchive.bytes(of: entries.map { ZipEntry($0.0, Array($0.1.utf8)) })
  }
}

extension TestSite {
  /// Writes a document whose body is a file beside it.
  public func document(
    _ id: String, title: String = "关于做好公文处理工作的通知", body name: String, _ bytes: [UInt8], more: String = ""
  ) throws {
    try write("documents/\(name)", bytes: bytes)
    try write(
      "documents/\(id).xml",
      """
      <公文><标题>\(title)</标题><栏目>4.1.3</栏目><可否公开>主动公开</可否公开><公开载体>政府网站</公开载体>
      <承办科室>文书科</承办科室><生成日期>2026-03-02</生成日期><内容概述>\(title)的概述</内容概述>\(more)<正文>\(name)</正文></公文>
      """)
  }
}
