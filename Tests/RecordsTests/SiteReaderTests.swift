import Catalogue
import Diagnostics
import Files
import Records
import Testing
import Values

/// What a good site reads as.
struct SiteReaderTests {
  @Test("一个好站点：四种写法都读成记录，没有诊断")
  func aGoodSiteReadsWithoutDiagnostics() throws {
    let site = try TemporarySite("good").read()
    #expect(site.faults.map(\.text) == [])
    #expect(site.diagnostics.map(\.text) == [])
    #expect(
      site.records.map(\.record.id.rawValue) == [
        "documents/2024/规范", "内设机构/dck", "内设机构/wsk", "网站/crlf", "通知/公文处理办法",
      ])
  }

  @Test("Markdown 记录：字段、正文位置、附件和开始的行")
  func aMarkdownRecordHasItsFieldsBodyAndAttachments() throws {
    let site = try TemporarySite("good").read()
    let working = try #require(site.record("通知/公文处理办法"))
    #expect(working.record.title == "关于印发公文处理办法的通知")
    #expect(working.record.column == ColumnCode("4.1.2"))
    #expect(working.record.carriers == [.website, .gazette])
    #expect(working.record.formed == Day(year: 2024, month: 5, day: 8))
    #expect(working.record.attachments == ["2024/办法.txt"])
    #expect(working.record.fields[.id] == nil && working.record.fields[.column] == nil)
    #expect(working.parts.map(\.path) == ["records/通知/公文处理办法.md", "attachments/2024/办法.txt"])
    #expect((working.file, working.line) == ("site/records/通知/公文处理办法.md", 1))
    #expect(try body(of: working) == "正文。\n")
  }

  @Test("带 BOM 和 CRLF 的 Markdown 与普通的读成同样的字段，正文从第二行 --- 之后开始")
  func byteOrderMarkAndCRLFAreAccepted() throws {
    let site = try TemporarySite("good").read()
    let working = try #require(site.record("网站/crlf"))
    #expect(working.record.title == "关于印发公文处理办法的通知")
    #expect(working.record.carriers == [.website, .gazette])
    #expect(try body(of: working) == "正文。\r\n")
  }

  @Test("CSV：一行一条，标识前加文件路径，正文格是 Markdown，行号算上引号里的换行")
  func aCSVRowIsARecord() throws {
    let site = try TemporarySite("good").read()
    let working = try #require(site.record("内设机构/wsk"))
    #expect(working.record.text(.duties) == "公文处理,\n印章管理")
    #expect(working.record.carriers == [.website, .gazette])
    #expect(working.record.body == .inline("## 职责\n\n公文处理。"))
    #expect(working.record.formed == Day(year: 2024, month: 5, day: 8))
    let next = try #require(site.record("内设机构/dck"))
    #expect(next.line == 6)
    #expect(next.record.body == .none)
  }

  @Test("公文 XML：正文文件和附件都是记录的一部分")
  func aDocumentHasItsBodyFile() throws {
    let site = try TemporarySite("good").read()
    let working = try #require(site.record("documents/2024/规范"))
    #expect(working.record.column == ColumnCode("2.4"))
    #expect(working.record.list(.keywords) == ["公文", "处理"])
    #expect(working.record.body == .part(path: "documents/2024/规范.html", offset: 0, format: .html))
    #expect(working.parts.map(\.kind) == [.document, .body, .attachment])
    #expect(working.record.fields[.body] == nil)
  }

  @Test("公文的正文可以是 Word 或 OFD 文件：原样列为记录的一部分，读不出的字节不当作文字检查", arguments: ["docx", "ofd", "DOCX"])
  func aBodyMayBeAnOfficeFile(ending: String) throws {
    let site = try TemporarySite("good")
    try site.write(
      """
      <公文><标题>甲</标题><栏目>4.1.2</栏目><可否公开>主动公开</可否公开><公开载体>政府网站</公开载体>
      <承办科室>文书科</承办科室><生成日期>2024-05-08</生成日期><正文>甲.\(ending)</正文></公文>
      """, to: "documents/甲.xml")
    let bytes: [UInt8] = [0x50, 0x4B, 3, 4, 0, 0xFF, 0xE2, 0x80, 0xAE]
    try site.write(bytes, to: "documents/甲.\(ending)")
    let working = try #require(try site.read().record("documents/甲"))
    let format: Record.BodyFormat = ending == "ofd" ? .ofd : .word
    #expect(working.record.body == .part(path: "documents/甲.\(ending)", offset: 0, format: format))
    #expect(working.parts.map(\.kind) == [.document, .body] && working.parts[1].bytes == bytes)
    #expect(Record(form: working.record.form) == working.record)
    #expect(format.isOffice && format.rawValue == ending.lowercased())
  }

  @Test("好的设置：默认值、人员、步骤")
  func goodSettingsHaveTheirDefaults() throws {
    let configuration = try TemporarySite("good").configuration()
    #expect(configuration.diagnostics == [])
    #expect(configuration.settings.name == "云川市人民政府办公室")
    #expect(configuration.settings.basePath == "/")
    #expect(configuration.settings.disclosureOffice.online == "gk@yunchuan.example")
    #expect(configuration.settings.parent?.name == "云川市人民政府")
    #expect(configuration.steps == ReviewStep.known)
    #expect(configuration.people.map(\.roles) == [[.drafter], [.unitHead], [.secrecyReviewer], [.signer]])
    #expect(!configuration.requiresPassword && !configuration.reviewsLayout)
    #expect(configuration.catalogueChanges == [])
  }

  @Test(
    "基础路径规整为以 / 开头和结尾",
    arguments: [("zfxxgk", "/zfxxgk/"), ("/a/b", "/a/b/"), ("a//b/", "/a/b/"), ("\"\"", "/"), ("//", "/")])
  func basePathIsNormalised(written: String, read: String) throws {
    let site = try TemporarySite("good")
    let text = String(decoding: try site.bytes("site.yaml"), as: UTF8.self)
    try site.write(text.replacing("基础路径: /", with: "基础路径: \(written)"), to: "site.yaml")
    #expect(try site.configuration().settings.basePath == read)
  }

  @Test("基础路径里的空格、控制字符、?、# 和 .. 被拒绝", arguments: ["a b", "\"a\\tb\"", "a?b", "\"a#b\"", "..", "a/../b"])
  func badBasePathIsRefused(written: String) throws {
    let site = try TemporarySite("good")
    let text = String(decoding: try site.bytes("site.yaml"), as: UTF8.self)
    try site.write(text.replacing("基础路径: /", with: "基础路径: \(written)"), to: "site.yaml")
    let refusal = #expect(throws: SiteRefusal.self) { try site.configuration() }
    #expect(refusal?.diagnostics.map(\.brief) == ["site/site.yaml:4:7 site.invalid"])
  }

  @Test("审查步骤可以加上 {名称, 角色}")
  func aStepMayNameItsRole() throws {
    let site = try TemporarySite("good")
    let text = String(decoding: try site.bytes("site.yaml"), as: UTF8.self)
    try site.write(
      text.replacing("[科室审核, 保密审查, 批准]", with: "[保密审查, {名称: 会签, 角色: 公开工作机构}, 批准]"), to: "site.yaml")
    #expect(
      try site.configuration().steps == [
        ReviewStep(name: "保密审查", role: .secrecyReviewer), ReviewStep(name: "会签", role: .disclosureOffice),
        ReviewStep(name: "批准", role: .signer),
      ])
  }

  @Test("catalogue.yaml 的增删按文件里的次序")
  func catalogueChangesKeepTheirOrder() throws {
    let site = try TemporarySite("good")
    try site.write(
      "删除:\n- {编码: 3.7, 理由: 未开通}\n增加:\n- {编码: 3.7, 名称: 热线, 理由: 换成热线}\n", to: "catalogue.yaml")
    let changes = try site.configuration().catalogueChanges
    #expect(changes.map(\.action) == [.drop, .add(name: "热线")])
    let (catalogue, faults) = Catalogue.standard.applying(changes)
    #expect(faults == [] && catalogue.find("3.7")?.name == "热线")
  }

  @Test(
    "行政级别的常用写法都认得",
    arguments: ["省", "省级", "设区的市", "地级市", "副省级市", "自治州", "县级", "市辖区", "县（市、区）", "乡镇", "乡（镇）级", "街道", "街道办事处", "开发区"])
  func knownLevels(written: String) throws {
    #expect(AdministrativeLevel(written: written) != nil)
    let site = try TemporarySite("good")
    let text = String(decoding: try site.bytes("site.yaml"), as: UTF8.self)
    try site.write(text.replacing("行政级别: 设区的市", with: "行政级别: \(written)"), to: "site.yaml")
    #expect(try site.configuration().settings.level == written)
  }

  @Test("不认识的行政级别有提醒，并列出可以写的", arguments: ["火星", "设区市的", "厉害"])
  func unknownLevels(written: String) throws {
    let site = try TemporarySite("good")
    let text = String(decoding: try site.bytes("site.yaml"), as: UTF8.self)
    try site.write(text.replacing("行政级别: 设区的市", with: "行政级别: \(written)"), to: "site.yaml")
    let told = try site.configuration().diagnostics
    #expect(told.map(\.code) == ["site.invalid"] && told.first?.severity == .warning)
    #expect(told.first?.remedy?.contains("设区的市、地级市") == true)
    #expect(told.first?.place?.line ?? 0 > 1)
  }

  @Test("放错名字的文件夹和文件都有提醒，写明应放在哪里")
  func misplacedFolders() throws {
    let site = try TemporarySite()
    for name in [
      "records/a.md", "记录/b.md", "Records/c.md", "附件/d.txt", "Documents/e.xml", "f.md", "README.md", "别的/g.md",
    ] {
      try site.write(markdown(), to: name)
    }
    let told = try site.read().diagnostics.filter { $0.code == "file.ignored" }
    let homes = Dictionary(uniqueKeysWithValues: told.map { ($0.place?.file ?? "", $0.remedy ?? "") })
    #expect(Set(homes.keys) == ["site/记录", "site/Records", "site/附件", "site/Documents", "site/f.md"])
    #expect(homes["site/记录"]?.contains("records/") == true && homes["site/附件"]?.contains("attachments/") == true)
    #expect(homes["site/Documents"]?.contains("documents/") == true && homes["site/f.md"]?.contains("records/") == true)
  }

  @Test("列表里空的一项有提醒")
  func emptyItems() throws {
    let site = try TemporarySite()
    try site.write(markdown("附件: [\"\"]"), to: "records/a.md")
    try site.write(markdown("关键词: [公文, 处理]"), to: "records/b.md")
    #expect(try site.read().diagnostics.map(\.brief) == ["site/records/a.md:8:6 field.empty-item"])
  }

  @Test("账本里有的标识可以被关联，不再提醒")
  func relatedMayNameARecordOfTheLedger() throws {
    let site = try TemporarySite()
    try site.write(markdown("关联: 旧信息、新信息"), to: "records/a.md")
    let told = try site.read(knownIDs: [RecordID(rawValue: "旧信息")]).diagnostics
    #expect(told.map(\.brief) == ["site/records/a.md:8:5 related.unknown"])
    #expect(told.first?.message.contains("新信息") == true)
  }

  private func body(of working: WorkingRecord) throws -> String {
    guard case .part(let path, let offset, _) = working.record.body else { return "" }
    let part = try #require(working.parts.first { $0.path == path })
    return String(decoding: part.bytes[offset...], as: UTF8.self)
  }
}
