import Records
import Review
import Screening
import Support
import Testing
import Values

/// What keeps a Word or OFD file from being a document's body, and what its reviewers see.
@Suite("A body that is a Word or OFD file")
struct OfficeBodyRuleTests {
  private let asOf = Day(iso: "2026-12-01") ?? Day(ordinal: 0)

  private func paragraph(_ run: String) -> String { "<w:p>\(run)</w:p>" }

  private func holds(_ name: String, _ bytes: [UInt8]) throws -> [String] {
    let site = try TestSite()
    try site.document("a", body: name, bytes)
    return try #require(try site.assess("documents/a")).holds.map { "\($0.code) \($0.message)" }
  }

  @Test("is held for what it hides, as an attachment would be")
  func hidden() throws {
    let comment =
      "<w:comments xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:comment w:author=\"张三\"><w:p><w:r><w:t>这里再想想</w:t></w:r></w:p></w:comment></w:comments>"
    let cases: [(code: String, bytes: [UInt8])] = [
      (
        "screening.revision",
        try OfficeSample.word(more: paragraph("<w:del><w:r><w:delText>删</w:delText></w:r></w:del>"))
      ),
      (
        "screening.hidden-text",
        try OfficeSample.word(more: paragraph("<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"))
      ),
      ("screening.comment", try OfficeSample.word([("word/comments.xml", comment)])),
    ]
    for (code, bytes) in cases {
      let found = try holds("a.docx", bytes)
      #expect(found.contains { $0.hasPrefix(code + " ") }, "\(code): \(found)")
    }
    let unseen =
      "<ofd:TextObject Boundary=\"28 200 20 5\" Size=\"5\" Visible=\"false\"><ofd:TextCode X=\"0\" Y=\"5\">藏</ofd:TextCode></ofd:TextObject>"
    #expect(try holds("a.ofd", OfficeSample.ofd(more: unseen)).contains { $0.hasPrefix("screening.hidden-text ") })
    let clean = try holds("a.docx", OfficeSample.word())
    #expect(clean.filter { !$0.hasPrefix("review.not-submitted") } == [])
  }

  @Test("is searched for what must not go out, also where its page alone shows it in one piece")
  func searched() throws {
    #expect(
      try holds("a.docx", OfficeSample.word(more: paragraph("<w:r><w:t>机密★10年</w:t></w:r>"))).contains {
        $0.hasPrefix("secret.marked ")
      })
    let number = "<w:r><w:t>联系人身份证号11010519</w:t></w:r><w:r><w:t>491231002X</w:t></w:r>"
    #expect(
      try holds("a.docx", OfficeSample.word(more: paragraph(number))).contains {
        $0.hasPrefix("screening.resident-id ")
      })
    // Over the end of a line of a fixed layout.
    func line(_ text: String, y: Int) -> String {
      "<ofd:TextObject Boundary=\"28 \(y) 145 5\" Size=\"5\"><ofd:TextCode X=\"0\" Y=\"5\" DeltaX=\"g 40 4.2\">\(text)</ofd:TextCode></ofd:TextObject>"
    }
    let parted = line("附注本次值班的联系人姓名某某其公民身份号码是110105", y: 200) + line("19491231002X，特此说明。", y: 210)
    #expect(try holds("a.ofd", OfficeSample.ofd(more: parted)).contains { $0.hasPrefix("screening.resident-id ") })
  }

  @Test("that can't be made into a page is refused with the file's name and a remedy, and nothing is submitted")
  func refused() throws {
    let site = try TestSite()
    try site.document("a", body: "a.docx", Array("not a Word file".utf8))
    try site.document("b", body: "b.ofd", OfficeSample.word())
    try site.document(
      "c", body: "c.docx",
      OfficeSample.word(more: paragraph("<w:r><w:drawing><a:blip xmlns:a=\"a\"/></w:drawing></w:r>")))
    try site.document("d", body: "d.docx", Array(OfficeSample.word().dropLast(300)))
    try site.document("e", body: "e.docx", OfficeSample.word(more: paragraph("<w:r><w:t>甲\u{202E}乙</w:t></w:r>")))
    let results = try site.submit()
    #expect(results.map(\.refusalCodes) == [[String]](repeating: ["record.invalid"], count: 5))
    let reasons = try ["a", "b", "c", "d", "e"].map { id in
      try #require(
        try site.assess("documents/\(id)")?.holds.first { $0.code == "record.invalid" && $0.message.hasPrefix("正文文件") })
    }
    let messages = reasons.map(\.message)
    #expect(messages[0] == "正文文件「documents/a.docx」不能转成网页：文件内容不是Word 文档(.docx)")
    #expect(messages[1] == "正文文件「documents/b.ofd」不能转成网页：文件内容不是OFD 版式文件(.ofd)，而是Word 文档")
    #expect(messages[2].hasPrefix("正文文件「documents/c.docx」不能转成网页：正文第 1") && messages[2].hasSuffix("段有图片，不能放到网页上"))
    #expect(messages[3].hasPrefix("正文文件「documents/d.docx」不能转成网页：文件不能完整读取"))
    #expect(messages[4].contains("含有改变文字次序的字符 U+202E"))
    for (reason, name) in zip(reasons, ["a.docx", "b.ofd", "c.docx", "d.docx", "e.docx"]) {
      #expect(reason.remedy?.isEmpty == false && reason.place?.file.hasSuffix("documents/\(name)") == true)
    }
  }

  @Test("is digested by its own bytes, kept as they are, and shown to reviewers as words")
  func shown() throws {
    let site = try TestSite()
    let bytes = try OfficeSample.word()
    try site.document("a", body: "a.docx", bytes)
    try site.submit()
    let session = try site.open()
    let id = RecordID(rawValue: "documents/a")
    let history = try #require(try session.state().records[id])
    let version = try #require(history.latest.flatMap { history.versions[$0] })
    let part = try #require(version.parts.first { $0.kind == .body })
    #expect(part.digest == Digest(of: bytes) && part.size == bytes.count)
    let kept = try session.ledger.withSnapshots { try $0.bytes(of: part, in: id) }
    #expect(kept == bytes)
    let view = try session.show(id, asOf: asOf, withBody: true).text
    #expect(view.contains("一、总体要求\n（一）提高质量\n（二）严守时限\n二、任务分工\n任务 | 牵头单位\n公文处理 | 文书科"))
    #expect(!view.contains("PK\u{3}\u{4}") && !view.contains("<w:"))
    // One letter more is another version.
    try site.document("a", body: "a.docx", OfficeSample.word(more: paragraph("<w:r><w:t>又</w:t></w:r>")))
    try site.submit()
    #expect(try session.state().records[id]?.latest != version.digest)
  }

  @Test("of which the properties alone tell something is told of nothing: they stay in the file")
  func properties() throws {
    let site = try TestSite()
    try site.document("a", body: "a.docx", OfficeSample.word())
    try site.write("attachments/a.docx", bytes: OfficeSample.word())
    try site.record("b", ["附件": "[a.docx]"])
    let codes = try site.examine().assessments.map { ($0.id.rawValue, $0.warnings.map(\.code)) }
    #expect(codes.contains { $0 == "documents/a" && $1.isEmpty })
    #expect(codes.contains { $0 == "b" && $1.contains("screening.metadata") })
  }

  @Test("is not public with another record either, once it was decided not to be")
  func withheld() throws {
    let site = try TestSite()
    let bytes = try OfficeSample.word()
    try site.document("a", body: "a.docx", bytes)
    try site.submit()
    try site.decide("科室审核", as: "head")
    try site.decide("保密审查", as: "secrecy")
    try site.decide("批准", as: "signer", .agree(disclosure: .withheld, carriers: nil, withholding: "N6"))
    try site.document("b", title: "别的通知", body: "b.docx", bytes)
    try site.write("attachments/c.docx", bytes: bytes)
    try site.record("c", ["附件": "[c.docx]"])
    try site.approve(only: ["documents/b", "c"])
    #expect(try site.codes("documents/b") == ["attachment.not-public"])
    #expect(try site.codes("c") == ["attachment.not-public"])
  }

  @Test("says what its page shows otherwise")
  func advice() throws {
    let site = try TestSite()
    try site.document("a", body: "a.ofd", OfficeSample.ofd(more: "<ofd:PathObject Boundary=\"0 0 10 10\"/>"))
    let told = try #require(try site.assess("documents/a")).warnings.filter { $0.code == "body.converted" }
    #expect(told.map(\.message) == ["正文文件「documents/a.ofd」：OFD 是版式文件：表格线和图形不放到网页上，表格按行排成文字"])
  }
}
