import Inspection
import Testing

@testable import Conversion

@Suite("Conversion: OFD files")
struct OFDConversionTests {
  private func made(_ pages: [String], document: String = "", _ parts: [(String, String)] = []) throws -> ConvertedBody
  {
    try OfficeBody.convert(OfficeFixture.ofd(pages, document: document, parts), .ofd)
  }

  private func html(_ lines: String...) throws -> String {
    String(decoding: try made([OfficeFixture.page(lines.joined())]).html, as: UTF8.self)
  }

  private func line(_ text: String, x: Double = 30, y: Double, size: Double = 5) -> String {
    OfficeFixture.line(text, x: x, y: y, size: size)
  }

  /// Thirty letters, from margin to margin.
  private let full = String(repeating: "公", count: 30)

  @Test("lines become paragraphs, whatever their order in the file; title and signature keep their places")
  func paragraphs() throws {
    let page = try html(
      line("接着的一行到这里为止。", y: 60), line("关于工作的通知", x: 82.5, y: 30, size: 6),
      line(String(full.dropLast(2)), x: 40, y: 50), line("第二段从这里开始。", x: 40, y: 70), line("云川市人民政府", x: 135, y: 90),
      line("2026年3月2日", x: 140, y: 100))
    #expect(
      page == """
        <p class="center">关于工作的通知</p>
        <p>\(full.dropLast(2))接着的一行到这里为止。</p>
        <p>第二段从这里开始。</p>
        <p class="right">云川市人民政府</p>
        <p class="right">2026年3月2日</p>

        """)
  }

  @Test("a paragraph goes on over the end of a page, and the page's number is no part of it")
  func pages() throws {
    let text = try made([
      OfficeFixture.page(line(full, y: 30) + line(full, y: 40) + line("— 1 —", x: 100, y: 280)),
      OfficeFixture.page(
        line("接着写完。", y: 30) + line(String(full.dropLast(2)), x: 40, y: 40) + line("- 2 -", x: 100, y: 280)),
    ]).text
    #expect(
      String(decoding: text, as: UTF8.self) == "\(full)\(full)接着写完。\n\(full.dropLast(2))")
  }

  @Test("pieces of a line are put together; cells of a row are parted and rows stay apart")
  func lines() throws {
    let page = try html(
      line("云川", y: 30), line("市", x: 40, y: 30), line("姓名", y: 50), line("电话", x: 100, y: 50), line("某某", y: 60),
      line("5550000", x: 100, y: 60))
    #expect(page == "<p>云川市</p>\n<p>姓名\u{3000}电话</p>\n<p>某某\u{3000}5550000</p>\n")
  }

  @Test("short lines of one length are not taken for one paragraph")
  func short() throws {
    let text = try made([
      OfficeFixture.page(["某某局", "某甲局", "某乙局"].enumerated().map { line($1, y: 30 + 10 * Double($0)) }.joined())
    ]).text
    #expect(String(decoding: text, as: UTF8.self) == "某某局\n某甲局\n某乙局")
  }

  @Test("letters that are drawn twice to look bold show once; text without a box stands where its letters do")
  func doubles() throws {
    let whole = """
      <ofd:TextObject Boundary="0 0 210 297" Size="5"><ofd:TextCode X="30" Y="55">第一行</ofd:TextCode><ofd:TextCode X="30" Y="45">上面一行</ofd:TextCode></ofd:TextObject>
      """
    #expect(try html(line("重", y: 20), line("重", x: 30.2, y: 20), whole) == "<p>重</p>\n<p>上面一行</p>\n<p>第一行</p>\n")
  }

  @Test("what nobody sees is not on the page")
  func unseen() throws {
    let page = try html(
      line("明", y: 30), OfficeFixture.line("暗", y: 50, more: "Visible=\"false\""),
      OfficeFixture.line("白", y: 60, inner: "<ofd:FillColor Value=\"255 255 255\"/>"))
    #expect(page == "<p>明</p>\n")
  }

  @Test("a template's words are the page's; slanted marks, notes, seals and lines are told")
  func around() throws {
    let template = "<ofd:Page>\(OfficeFixture.page(line("云川市人民政府文件", y: 10)))</ofd:Page>"
    let found = try made(
      [
        OfficeFixture.page(
          line("正文。", y: 50) + OfficeFixture.line("样张", y: 100, more: "CTM=\"0.7 0.7 -0.7 0.7 0 0\"")
            + "<ofd:PathObject Boundary=\"0 0 10 10\"/>",
          template: "<ofd:Template TemplateID=\"9\"/>")
      ], document: "<ofd:CommonData><ofd:TemplatePage ID=\"9\" BaseLoc=\"Tpls/Tpl_0/Content.xml\"/></ofd:CommonData>",
      [
        (
          "Doc_0/Tpls/Tpl_0/Content.xml",
          template.replacing("<ofd:Page>", with: "<ofd:Page xmlns:ofd=\"http://www.ofdspec.org/2016\">")
        ),
        ("Doc_0/Signs/Signatures.xml", "<Signatures/>"),
        (
          "Doc_0/Annots/Annotations.xml",
          "<Annotations><Page PageID=\"1\"><FileLoc>Page_0.xml</FileLoc></Page></Annotations>"
        ),
        ("Doc_0/Annots/Page_0.xml", "<PageAnnot><Annot Type=\"Stamp\"/></PageAnnot>"),
      ])
    #expect(String(decoding: found.text, as: UTF8.self) == "云川市人民政府文件\n正文。")
    #expect(
      found.warnings.map(\.message) == [
        "文件上的电子印章和签名不放到网页上", "文件上的注释（签章、水印、高亮等）不放到网页上", "斜着写的文字（多是水印）不放到网页上",
        "OFD 是版式文件：表格线和图形不放到网页上，表格按行排成文字",
      ])
  }

  @Test("a scan, a picture and a missing page are errors that say what to do")
  func refused() throws {
    func fault(_ inner: String) throws -> ConversionFault? {
      OfficeFixture.fault(try OfficeFixture.ofd([OfficeFixture.page(inner)]), .ofd)
    }
    let image = "<ofd:ImageObject Boundary=\"0 0 210 297\"/>"
    let scan = try fault(image)
    #expect(scan?.message == "OFD 里没有文字，多半是扫描件，或文字已转成图形")
    #expect(scan?.remedy.contains("把文字录入 .md 正文") == true)
    #expect(try fault(image + line("字", y: 30))?.message == "OFD 里有图片 1 张，不能放到网页上")
    #expect(try fault("<ofd:CompositeObject/>" + line("字", y: 30))?.message.contains("复合图元") == true)
    let file = try OfficeFixture.zip([
      ("OFD.xml", "<OFD/>"),
      ("Doc_0/Document.xml", "<Document><Pages><Page ID=\"1\" BaseLoc=\"P.xml\"/></Pages></Document>"),
    ])
    #expect(OfficeFixture.fault(file, .ofd)?.message == "文件里缺 1 页的内容")
    let locked = try OfficeFixture.ofd([OfficeFixture.page(line("字", y: 30))], [("Doc_0/Enc.xml", "<Encryptions/>")])
    #expect(OfficeFixture.fault(locked, .ofd)?.message.hasPrefix("文件加了密") == true)
  }

  @Test("numbers that are no numbers and steps without end are bounded")
  func hostile() throws {
    let page = """
      <ofd:TextObject Boundary="nan inf 1e308 -5" Size="-1e300" CTM="1 0 0 0 0 0"><ofd:TextCode X="1e400" Y="x" DeltaX="g 999999999 1">甲乙</ofd:TextCode></ofd:TextObject>
      <ofd:TextObject Boundary="" Size="nan"><ofd:TextCode X="nan" Y="nan" DeltaX="g g g">丙</ofd:TextCode></ofd:TextObject>
      """
    let text = String(decoding: try made([OfficeFixture.page(page + line("丁", y: 30))]).text, as: UTF8.self)
    for letter in ["甲乙", "丙", "丁"] { #expect(text.contains(letter)) }
  }

  @Test(
    "letters that are not drawn, nearly white, beside the paper or too small to read are not shown",
    arguments: [
      OfficeFixture.line("藏", y: 60, more: "Fill=\"false\""),
      OfficeFixture.line("藏", y: 60, inner: "<ofd:FillColor Value=\"254 254 254\"/>"),
      OfficeFixture.line("藏", y: 60, inner: "<ofd:FillColor Value=\"255\" ColorSpace=\"4\"/>"),
      OfficeFixture.line("藏", x: -200, y: 60), OfficeFixture.line("藏", y: 400),
      OfficeFixture.line("藏", y: 60, size: 0.2),
      OfficeFixture.line("藏", y: 60, more: "CTM=\"0.01 0 0 0.01 0 0\""),
    ])
  func undrawn(_ object: String) throws {
    let seen =
      OfficeFixture.line("见", y: 30) + OfficeFixture.line("框", y: 40, more: "Fill=\"false\" Stroke=\"true\"")
      + OfficeFixture.line("小", y: 50, size: 1, more: "CTM=\"5 0 0 5 0 0\"")
    let paper =
      "<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
    let file = try OfficeFixture.ofd([OfficeFixture.page(seen + object)], document: paper)
    let text = String(decoding: try OfficeBody.convert(file, .ofd).text, as: UTF8.self)
    #expect(!text.contains("藏") && text.contains("见") && text.contains("框") && text.contains("小"))
    #expect(FileInspector.inspect(file, name: "a.ofd").findings.contains { $0.code == .hiddenText })
  }
}
