import Testing

@testable import Inspection

@Suite("Inspection: OFD files")
struct OFDInspectionTests {
  private func look(_ content: String, _ parts: [(String, String)] = []) throws -> Inspection {
    let ofd = """
      <ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID></ofd:DocInfo>
      <ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>
      """
    let document = "<Document><Pages><Page ID=\"1\" BaseLoc=\"Pages/Page_0/Content.xml\"/></Pages></Document>"
    let page = "<Page><Content><Layer>\(content)</Layer></Content></Page>"
    let file = try FileFixture.zip(
      [("OFD.xml", ofd), ("Doc_0/Document.xml", document), ("Doc_0/Pages/Page_0/Content.xml", page)] + parts)
    return FileInspector.inspect(file, name: "a.ofd")
  }

  private func text(_ text: String, _ box: String, _ more: String = "", inner: String = "") -> String {
    "<TextObject Boundary=\"\(box)\" \(more)>\(inner)<TextCode X=\"0\" Y=\"5\">\(text)</TextCode></TextObject>"
  }

  @Test("objects on one height make a line, in reading order")
  func lines() throws {
    let found = try look(
      text("第二行", "10 30 30 5") + text("1010", "20.1 10.2 10 5") + text("11", "15 10 5 5") + text("号：", "5 10 10 5")
        + text("远", "90 10 5 5"))
    #expect(found.kind == .ofd)
    #expect(found.findings.isEmpty)
    #expect(found.part("11")?.place == "第1页第1行")
    #expect(found.part("号：111010 远") != nil)
    #expect(found.part("第二行")?.place == "第1页第2行")
  }

  @Test("text that nobody sees blocks, and is searched")
  func hidden() throws {
    let cases = [
      text("暗", "10 10 20 5", "Visible=\"false\""), text("暗", "10 10 20 5", "Alpha=\"0\""),
      text("暗", "10 10 20 5", inner: "<FillColor Value=\"255 255 255\"/>"),
      text("暗", "10 10 20 5", inner: "<FillColor Alpha=\"0\" Value=\"0 0 0\"/>"),
      "<PageBlock Visible=\"false\">\(text("暗", "10 10 20 5"))</PageBlock>",
      text("暗", "10 10 20 5") + "<ImageObject Boundary=\"0 0 210 100\"/>",
      text("暗", "10 10 20 5") + "<PathObject Fill=\"true\" Boundary=\"9 9 30 8\"/>",
    ]
    for content in cases {
      let found = try look(content + text("明", "10 200 20 5"))
      #expect(found.codes == ["!hiddenText"], "\(content)")
      #expect(found.part("暗")?.isHidden == true)
      #expect(found.part("明")?.isHidden == false)
    }
  }

  @Test("text before a picture, white text on one, and lines around text are seen")
  func shown() throws {
    let cases = [
      "<ImageObject Boundary=\"0 0 210 100\"/>" + text("明", "10 10 20 5"),
      "<ImageObject Boundary=\"0 0 210 100\"/>" + text("明", "10 10 20 5", inner: "<FillColor Value=\"255 255 255\"/>"),
      text("明", "10 10 20 5") + "<PathObject Boundary=\"9 9 30 8\"/>",
    ]
    for content in cases { #expect(try look(content).findings.isEmpty, "\(content)") }
  }

  @Test("a page of pictures alone needs a reader")
  func scanned() throws {
    #expect(try look("<ImageObject Boundary=\"0 0 210 297\"/>").codes == ["!scanned"])
  }

  @Test("annotations are told, attachments and hidden annotations block")
  func around() throws {
    let page = text("字", "10 10 20 5")
    let annotation = """
      <PageAnnot><Annot Type="Watermark" Creator="某人"><Remark>备注的话</Remark><Appearance><TextObject><TextCode>水印</TextCode>
      </TextObject></Appearance></Annot></PageAnnot>
      """
    let found = try look(page, [("Doc_0/Annots/Page_0/Annotation.xml", annotation)])
    #expect(found.codes == ["annotation", "metadata"])
    #expect(found.part("水印")?.isHidden == false)
    #expect(found.part("备注的话")?.isHidden == true)
    let unseen = annotation.replacing("Type=", with: "Visible=\"false\" Type=")
    #expect(try look(page, [("Doc_0/Annots/Page_0/Annotation.xml", unseen)]).codes.contains("!hiddenText"))
    let attached = try look(
      page,
      [
        (
          "Doc_0/Attachs/Attachments.xml",
          "<Attachments><Attachment Name=\"原稿\"><FileLoc>a.txt</FileLoc></Attachment></Attachments>"
        ),
        ("Doc_0/Attachs/a.txt", "附件的话"),
      ])
    #expect(attached.codes == ["!attachedFile"])
    #expect(attached.part("附件的话")?.place == "附件“原稿”：第1行")
  }

  @Test("real files: properties, an attachment, white text that marks where to sign")
  func realFiles() throws {
    func look(_ name: String) throws -> Inspection { FileInspector.inspect(try FileFixture.named(name), name: name) }
    #expect(try look("helloworld.ofd").codes.isEmpty)
    #expect(try look("helloworld.ofd").part("你好呀，OFD Reader&Writer！")?.place == "第1页第1行")
    #expect(try look("no_page_container.ofd").codes == ["!attachedFile"])
    let white = try look("path_unstd.ofd")
    #expect(white.codes == ["!hiddenText", "metadata"])
    #expect(white.parts.first { $0.place.hasSuffix("（不可见）") }.map(\.text) == Array("gz-SIGNNAME-liucheng".utf8))
  }
}
