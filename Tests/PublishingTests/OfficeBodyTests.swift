import Files
import Foundation
import Publishing
import Records
import Review
import Support
import Testing
import Values
import Zip

/// Documents whose body is the Word or OFD file itself, from submission to the published page.
@Suite("Publishing: bodies of Word and OFD files")
struct OfficeBodyTests {
  private func site() throws -> TestSite { try TestSite(settings: "文件下载: 全部\n") }

  private func text(_ bytes: [UInt8]?) -> String { String(decoding: bytes ?? [], as: UTF8.self) }

  /// The published files of the only record.
  private func made(_ site: TestSite, _ id: String) throws -> (page: String, plain: String, word: [UInt8], json: String)
  {
    let files = try site.files()
    let path = try #require(
      Manifest.read(in: site.output)?.files.first { $0.source?.record.rawValue == id && $0.path.hasSuffix(".html") }?
        .path)
    let base = path.dropLast(5)
    return (
      text(files[path]), text(files["\(base).txt"]), try #require(files["\(base).docx"]), text(files["\(base).json"])
    )
  }

  @Test("a Word file is submitted, agreed to and published as a page; to publish again changes nothing")
  func word() throws {
    let site = try site()
    let original = try OfficeSample.word()
    try site.document("通知", body: "通知.docx", original)
    let submitted = try site.submit()
    #expect(submitted.map(\.isDone) == [true])
    try site.decide("科室审核", as: "head")
    try site.decide("保密审查", as: "secrecy")
    try site.decide("批准", as: "signer")
    #expect(try site.codes("documents/通知") == [])
    try site.publish()
    let (page, plain, word, _) = try made(site, "documents/通知")
    for part in [
      "<p class=\"center\">云府发〔2026〕7号</p>", "<h2 id=\"s1\">一、总体要求</h2>\n<p>（一）提高质量</p>\n<p>（二）严守时限</p>",
      "<h2 id=\"s2\">二、任务分工</h2>", "<th scope=\"col\">任务</th>", "<td rowspan=\"2\">公文处理</td><td>文书科</td>",
      "<p class=\"right\">2026年3月2日</p>",
    ] { #expect(page.contains(part), "\(part)") }
    // The page's style has a line for each class that bodies may have.
    let style = text(try site.files()["assets/style.css"])
    for name in ["left", "center", "right"] { #expect(style.contains(".prose .\(name) { text-align: \(name); }")) }
    #expect(plain.contains("（二）严守时限"))
    let reader = try ZipReader(word)
    let document = try #require(
      reader.entries.first { String(decoding: $0.name, as: UTF8.self) == "word/document.xml" })
    #expect(text(try reader.content(of: document, limit: 1 << 20)).contains("严守时限"))
    // The search finds the words, and nothing gives away what only the file holds.
    let files = try site.files()
    let index = files.filter { $0.key.hasPrefix("search/") && $0.key.hasSuffix(".txt") }.values.map(text).joined()
    #expect(index.contains("严守时限") && index.contains("牵头单位"))
    #expect(try site.places(of: "赵钱孙").isEmpty && site.places(of: "页脚内部编号").isEmpty)
    #expect(!files.values.contains(original))
    #expect(try SiteVerifier.verify(site.output, ledger: site.open().ledger.witness()).faults == [])
    try site.publish()
    #expect(try site.files() == files)
    // What stands on the site is what was approved, whatever becomes of the file.
    try site.write("documents/通知.docx", bytes: OfficeSample.word(more: "<w:p><w:r><w:t>后来加的</w:t></w:r></w:p>"))
    try site.publish()
    #expect(try site.files() == files)
    try site.remove("documents")
    try FileManager.default.removeItem(atPath: site.output)
    try site.publish()
    #expect(try site.files() == files)
  }

  @Test("an OFD file is published as a page")
  func ofd() throws {
    let site = try site()
    let original = try OfficeSample.ofd()
    try site.document("值班", title: "关于做好值班工作的通知", body: "值班.ofd", original)
    try site.approve()
    try site.publish()
    let (page, plain, _, _) = try made(site, "documents/值班")
    for part in [
      "<p class=\"center\">云川市人民政府文件</p>\n<p class=\"center\">云府发〔2026〕8号</p>",
      "<p>为进一步做好节日期间的值班工作，确保政令畅通，经市人民政府同意，现通知如下。</p>", "主要负责同志在岗带班，重要情况随时报告。</p>",
      "<p class=\"right\">2026年3月3日</p>",
    ] { #expect(page.contains(part), "\(part)") }
    #expect(!page.contains("— 1 —"))
    #expect(plain.contains("重要情况随时报告"))
    let files = try site.files()
    let index = files.filter { $0.key.hasPrefix("search/") && $0.key.hasSuffix(".txt") }.values.map(text).joined()
    #expect(index.contains("在岗带班，重要情况"))
    #expect(try site.places(of: "赵钱孙").isEmpty)
    #expect(!files.values.contains(original))
    #expect(try SiteVerifier.verify(site.output, ledger: site.open().ledger.witness()).faults == [])
    try site.publish()
    #expect(try site.files() == files)
  }

  @Test("a draft is rendered from the file; one that can't be read is told and keeps no other back")
  func draft() throws {
    let site = try site()
    try site.document("通知", body: "通知.docx", OfficeSample.word())
    try site.document("坏", title: "坏的文件", body: "坏.docx", Array("%PDF-1.7".utf8))
    let drawn = DraftSite(path: site.path, templates: TestSite.templates).render()
    #expect(drawn.records == 1)
    #expect(drawn.files.values.contains { text($0).contains("（二）严守时限") })
    let told = drawn.problems.map(\.message)
    #expect(told == ["正文文件「documents/坏.docx」不能转成网页：文件内容不是Word 文档(.docx)，而是PDF 文件"])
  }

  @Test("links to 附件 and other records lead there; others are left out, and told before")
  func links() throws {
    let site = try site()
    try site.write("attachments/附表.txt", "附表\n")
    func link(_ id: String, _ words: String) -> String {
      "<w:hyperlink xmlns:r=\"r\" r:id=\"\(id)\"><w:r><w:t>\(words)</w:t></w:r></w:hyperlink>"
    }
    let targets = [
      ("rId1", "附表.txt"), ("rId2", "a"), ("rId3", "file:///C:/x.doc"), ("rId4", "没有.txt"),
      ("rId5", "\\\\server\\share\\x.doc"),
    ].map {
      "<Relationship Id=\"\($0.0)\" Type=\"http://x/relationships/hyperlink\" Target=\"\($0.1)\" TargetMode=\"External\"/>"
    }
    let word = try ZipFile.replacing(
      "word/_rels/document.xml.rels", with: "<Relationships>\(targets.joined())</Relationships>",
      in: OfficeSample.word(
        more:
          "<w:p>\(link("rId1", "见附表"))\(link("rId2", "见甲"))\(link("rId3", "本机"))\(link("rId4", "没有"))\(link("rId5", "共享"))</w:p>"
      ))
    try site.record("a")
    try site.document("通知", body: "通知.docx", word, more: "<附件>附表.txt</附件>")
    let told = try #require(try site.assess("documents/通知")).warnings.filter { $0.code == "markup.link" }
    #expect(told.count == 3 && told.allSatisfy { $0.place?.file.hasSuffix("documents/通知.docx") == true })
    #expect(
      told.contains { $0.message.contains("没有.txt") } && told.contains { $0.message.contains("file:///C:/x.doc") })
    try site.approve()
    try site.publish()
    let page = try made(site, "documents/通知").page
    #expect(page.contains(">见附表</a>") && page.contains(">见甲</a>"))
    #expect(!page.contains("file:") && !page.contains("没有.txt") && page.contains("本机没有共享") && !page.contains("server"))
  }
}

/// Archives made anew.
private enum ZipFile {
  static func replacing(_ name: String, with text: String, in archive: [UInt8]) throws -> [UInt8] {
    let reader = try ZipReader(archive)
    return try ZipArchive.bytes(
      of: reader.entries.map { entry in
        let own = String(decoding: entry.name, as: UTF8.self)
        return ZipEntry(own, own == name ? Array(text.utf8) : try reader.content(of: entry, limit: 1 << 24))
      })
  }
}
