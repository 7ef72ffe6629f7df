/// The styles of a document, after GB/T 9704-2012, 5 and 7. Sizes are half points, lengths twips (1/20 pt).
enum WordStyles {
  static let part =
    """
    \(WordParts.declaration)<w:styles \(WordParts.namespace)><w:docDefaults><w:rPrDefault><w:rPr>\
    <w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" w:eastAsia="仿宋"/>\
    <w:spacing w:val="-5"/><w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>\
    <w:pPrDefault/></w:docDefaults>\
    <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>\
    <w:pPr>\(spacing())<w:jc w:val="both"/></w:pPr></w:style>
    """ + paragraphs.joined() + others

  /// Characters stand 0.25 pt closer, so that 28 of 16 pt fill a line of 442 pt: LibreOffice misreads a character grid.
  /// A line is exactly 28.95 pt high, so that 22 fill the page.
  private static func spacing(before: Int = 0, after: Int = 0, line: Int = 579) -> String {
    "<w:spacing w:before=\"\(before)\" w:after=\"\(after)\" w:line=\"\(line)\" w:lineRule=\"exact\"/>"
  }

  /// Two characters of 三号; some programs know only the twips, others keep to the characters.
  private static let indent = "<w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/>"
  private static let center = "<w:jc w:val=\"center\"/>"
  private static let left = "<w:jc w:val=\"left\"/>"
  private static let small = "<w:sz w:val=\"24\"/><w:szCs w:val=\"24\"/>"
  /// Tables keep to their own lines.
  private static let loose = "<w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"240\" w:lineRule=\"auto\"/>"

  private static func border(_ side: String) -> String {
    "<w:\(side) w:val=\"single\" w:sz=\"4\" w:space=\"4\" w:color=\"auto\"/>"
  }

  private static func font(_ name: String) -> String { "<w:rFonts w:eastAsia=\"\(name)\"/>" }

  /// Properties stand in the order of the schema.
  private static func style(
    _ id: String, _ name: String, next: String? = nil, _ paragraph: String, _ run: String = ""
  ) -> String {
    "<w:style w:type=\"paragraph\" w:styleId=\"\(id)\"><w:name w:val=\"\(name)\"/><w:basedOn w:val=\"Normal\"/>"
      + (next.map { "<w:next w:val=\"\($0)\"/>" } ?? "") + "<w:qFormat/><w:pPr>\(paragraph)</w:pPr>"
      + (run.isEmpty ? "" : "<w:rPr>\(run)</w:rPr>") + "</w:style>"
  }

  private static func heading(_ level: Int, _ run: String) -> String {
    style(
      "Heading\(level)", "heading \(level)", next: "BodyText",
      "<w:keepNext/>\(indent)\(left)<w:outlineLvl w:val=\"\(level - 1)\"/>", run)
  }

  private static let paragraphs: [String] =
    [
      style("BodyText", "Body Text", indent),
      style("Flush", "主送机关", left),
      style(
        "Title", "Title", next: "BodyText", spacing(before: 579, after: 290, line: 700) + center,
        font("宋体") + "<w:b/><w:bCs/><w:sz w:val=\"44\"/><w:szCs w:val=\"44\"/>"),
      style("Subtitle", "Subtitle", next: "BodyText", spacing(after: 290) + center, font("楷体")),
      style("Origin", "发文字号", next: "BodyText", spacing(after: 290) + center),
      style(
        "Status", "状态", next: "Title",
        "<w:pBdr>" + ["top", "left", "bottom", "right"].map(border).joined() + "</w:pBdr>" + center, font("黑体")),
      heading(1, font("黑体")), heading(2, font("楷体")), heading(3, "<w:b/><w:bCs/>"), heading(4, ""), heading(5, ""),
      style("Signature", "Signature", "<w:ind w:rightChars=\"200\" w:right=\"640\"/><w:jc w:val=\"right\"/>"),
      style("Quote", "Quote", "<w:ind w:left=\"640\" w:right=\"640\"/>", font("楷体")),
      style(
        "Preformatted", "HTML Preformatted", loose + left,
        "<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:eastAsia=\"宋体\"/>" + small),
      style("Caption", "caption", "<w:keepNext/>" + center, font("黑体") + small),
      style("TableText", "表格文字", loose + left, small),
      style("TableHead", "表格标题", "<w:keepNext/>" + loose + center, font("黑体") + small),
      style("AfterTable", "表格之后", "<w:snapToGrid w:val=\"0\"/>" + spacing(line: 240), small),
      style("Rule", "分隔线", "<w:pBdr>\(border("bottom"))</w:pBdr>" + spacing(after: 290, line: 290)),
      style("Attachment", "附件", spacing(before: 579) + "<w:ind w:left=\"1600\" w:hanging=\"960\"/>" + left),
      style("AttachmentNext", "附件（续）", "<w:ind w:left=\"1600\"/>" + left),
      style(
        "Source", "来源",
        "<w:pBdr>\(border("top"))</w:pBdr><w:spacing w:before=\"579\" w:line=\"360\" w:lineRule=\"auto\"/>" + left,
        font("宋体") + small),
      style(
        "Footer", "footer", "<w:snapToGrid w:val=\"0\"/>" + center,
        "<w:rFonts w:ascii=\"宋体\" w:hAnsi=\"宋体\" w:eastAsia=\"宋体\"/><w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/>"),
    ]
    + (1...8).map { level in
      style("Item\(level)", "列表 \(level)", "<w:ind w:left=\"\(640 * level + 640)\" w:hanging=\"640\"/>" + left)
    }

  private static let others = """
    <w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="0563C1"/>\
    <w:u w:val="single"/></w:rPr></w:style>\
    <w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>\
    <w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>\
    <w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>\
    <w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr>\
    <w:tblBorders>\(["top", "left", "bottom", "right", "insideH", "insideV"].map {
      "<w:\($0) w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"
    }.joined())</w:tblBorders></w:tblPr></w:style></w:styles>
    """
}
