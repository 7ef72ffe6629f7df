import Catalogue
import Files
import Foundation
import Publishing
import Records
import Review
import Support
import Testing
import Values

/// The promise: what is on the site is, byte for byte, what named people approved.
@Suite("Publishing")
struct PublicationTests {
  @Test("gives the same bytes after every working record was edited, and then deleted")
  func fromSnapshotsOnly() throws {
    let site = try TestSite()
    try site.write("attachments/a.txt", "附件\n")
    try site.record("a", ["附件": "[a.txt]"], body: "甲\n")
    try site.write(
      "records/b.csv", "标识,标题,栏目,可否公开,公开载体,承办科室,生成日期,联系电话,负责人\nw,文书科,1.3,主动公开,政府网站,文书科,2026-01-01,0830-5550001,某某\n")
    try site.approve()
    try site.publish()
    let before = try site.files()
    #expect(before.values.contains { String(decoding: $0, as: UTF8.self).contains("甲") })
    try site.record("a", ["标题": "改过的标题"], body: "乙\n")
    try site.write("attachments/a.txt", "改过的附件\n")
    try site.publish()
    #expect(try site.files() == before)
    try site.remove("records")
    try site.remove("attachments")
    try site.publish()
    #expect(try site.files() == before)
  }

  @Test("leads links and images to the files of 附件 by their true path from records/, too")
  func linksToAttachments() throws {
    let site = try TestSite()
    try site.write("attachments/表/附表.txt", "附表\n")
    for (id, body) in [
      "a": "见[附表](表/附表.txt)。\n", "b": "见[附表](attachments/表/附表.txt)。\n", "c": "见[附表](../attachments/表/附表.txt)。\n",
      "通知/d": "见[附表](../../attachments/表/附表.txt)。\n",
    ] {
      try site.record(id, ["标题": "关于某事的通知", "附件": "[表/附表.txt]"], body: body)
    }
    try site.approve()
    try site.publish()
    for id in ["a", "b", "c", "通知/d"] {
      let page = try #require(try site.page(of: id))
      let link = try #require(page.firstRange(of: ">附表</a>"), "\(id)")
      #expect(page[..<link.lowerBound].split(separator: "<").last?.hasPrefix("a href=\"") == true)
    }
  }

  @Test("twice, and to another folder, and from a copied ledger, gives the same bytes")
  func sameBytes() throws {
    let site = try TestSite()
    for index in 0..<25 { try site.record("r\(index)", ["生成日期": "2026-01-\(index < 9 ? "0" : "")\(index + 1)"]) }
    try site.approve()
    let copy = try TestSite()
    try FileManager.default.removeItem(atPath: copy.path)
    let session = try site.open()
    try session.ledger.backup(to: "\(site.root)/copy.sqlite")
    try FileManager.default.copyItem(atPath: site.path, toPath: copy.path)
    copy.removeLedger()
    try FileManager.default.copyItem(atPath: "\(site.root)/copy.sqlite", toPath: "\(copy.path)/ledger.sqlite")
    try site.publish()
    let first = try site.files()
    #expect(first["4.1.3/2.html"] != nil)
    try site.publish()
    #expect(try site.files() == first)
    try site.publish(to: "elsewhere")
    #expect(try site.files(in: "elsewhere") == first)
    try copy.publish()
    #expect(try copy.files() == first)
  }

  @Test("that changes nothing records nothing")
  func recordsNothing() throws {
    let site = try TestSite()
    try site.record("a")
    try site.approve()
    try site.publish()
    let head = try site.open().state().head
    try site.publish()
    #expect(try site.open().state().head == head)
  }

  @Test("keeps index numbers and addresses, and never dates a page before its approval")
  func stable() throws {
    let site = try TestSite()
    try site.record("a")
    try site.approve()
    try site.publish(asOf: "2020-01-01")
    let id = RecordID(rawValue: "a")
    let first = try #require(try site.open().state().records[id])
    #expect(first.indexNumber == "11519900100000008K/2026-00001")
    #expect(try #require(first.firstPublished).day >= Moment.now().day.adding(days: -1))
    try site.record("a", ["栏目": "\"3.8\""], body: "新内容\n")
    try site.record("b", ["生成日期": "2026-01-01"])
    try site.approve()
    try site.publish()
    let second = try #require(try site.open().state().records[id])
    #expect(second.indexNumber == first.indexNumber)
    #expect(second.address == first.address)
    #expect(second.firstPublished == first.firstPublished)
    #expect(try site.open().state().records[RecordID(rawValue: "b")]?.indexNumber == "11519900100000008K/2026-00002")
    #expect(try site.page(of: "a")?.contains("新内容") == true)
  }

  @Test("shows the metadata table, the tags and the breadcrumb of a record")
  func recordPage() throws {
    let site = try TestSite()
    try site.record(
      "a",
      [
        "栏目": "\"2.4\"", "效力位阶": "规范性文件", "相关性": "公文处理", "发文字号": "云府办发〔2026〕3号", "发文机关": "云川市人民政府办公室",
        "主题分类": "'综合政务\\政务公开'",
      ])
    try site.approve()
    try site.publish()
    let page = try #require(try site.page(of: "a"))
    for label in ["索引号", "主题分类", "发文机关", "成文日期", "标题", "发文字号", "发布日期", "有效性"] {
      #expect(page.contains("<dt>\(label)</dt>"), "\(label)")
    }
    for name in [
      "SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType",
      "ArticleTitle", "PubDate", "ContentSource",
    ] { #expect(page.contains("<meta name=\"\(name)\" content=\""), "\(name)") }
    #expect(page.contains("2026年1月5日"))
    #expect(page.contains("当前位置"))
    #expect(page.contains("综合政务\\政务公开"))
  }

  @Test("shows no blank column, but keeps the page of one that was emptied")
  func columns() throws {
    let site = try TestSite()
    try site.record("a")
    try site.record("b", ["栏目": "\"3.8\""])
    try site.approve()
    try site.publish()
    var home = String(decoding: try #require(try site.files()["index.html"]), as: UTF8.self)
    for name in ["业务工作", "其他", "其他业务工作", "其他需要公布的信息", "其他类"] { #expect(home.contains(">\(name)<"), "\(name)") }
    for name in ["机构设置概况", "下属单位", "规范性文件", "友情链接"] { #expect(!home.contains(name), "\(name)") }
    #expect(try site.files()["1.4/index.html"] == nil)
    #expect(try site.files()["2/index.html"] == nil)
    #expect(try site.files()["404.html"] != nil)
    let session = try site.open()
    _ = try session.ledger.withdraw(
      [RecordID(rawValue: "b")], kind: .mistake, reason: "有误", target: nil, by: TestSite.actor("signer"),
      founding: session.founding)
    try site.publish()
    home = String(decoding: try #require(try site.files()["index.html"]), as: UTF8.self)
    #expect(!home.contains("业务工作"))
    // 下属单位 and 行政事业性收费 are 如有: while they are empty they are no gap.
    let required = Catalogue.standard.leaves.count { $0.requirement == .required }
    #expect(home.contains(">1 / \(required)<") && required == Catalogue.standard.leaves.count - 2)
    let data = String(decoding: try #require(try site.files()["data.html"]), as: UTF8.self)
    let example = try #require(data.firstMatch(of: /例如 (\S+) 的数据在 (\S+)。/))
    #expect(try site.files()[String(example.1)] != nil && site.files()[String(example.2)] != nil)
    let kept = String(decoding: try #require(try site.files()["3.8/index.html"]), as: UTF8.self)
    #expect(kept.contains("本栏目暂无信息") && kept.contains("noindex"))
    #expect(try site.files()["3/index.html"] != nil)
  }

  @Test("withdraws by kind: tombstone, banner, redirect; every byte of an emergency gone")
  func withdrawals() throws {
    let site = try TestSite()
    try site.write("attachments/泄露附件.txt", "不该公开的内容\n")
    for id in ["wrong", "old", "merged", "target"] { try site.record(id, body: "\(id)的正文\n") }
    try site.record("leak", ["附件": "[泄露附件.txt]"], body: "泄露的正文\n")
    try site.approve()
    try site.publish()
    let addresses = try site.open().state().records.mapValues(\.address)
    func withdraw(_ id: String, _ kind: WithdrawalKind, target: String? = nil) throws {
      let session = try site.open()
      let result = try session.ledger.withdraw(
        [RecordID(rawValue: id)], kind: kind, reason: "测试用的理由", target: target.map(RecordID.init(rawValue:)),
        by: TestSite.actor("signer"), founding: session.founding)
      #expect(result.map(\.isDone) == [true])
    }
    try withdraw("wrong", .mistake)
    try withdraw("old", .repealed)
    try withdraw("merged", .merged, target: "target")
    try withdraw("leak", .emergency)
    try site.publish()
    func page(_ id: String) throws -> String {
      guard case .some(.some(let path)) = addresses[RecordID(rawValue: id)] else { return "" }
      return String(decoding: try #require(try site.files()[path]), as: UTF8.self)
    }
    #expect(try page("wrong").contains("发布有误"))
    #expect(try !page("wrong").contains("wrong的正文"))
    #expect(try page("old").contains("old的正文"))
    #expect(try page("old").contains("已废止"))
    #expect(try page("merged").contains("http-equiv=\"refresh\""))
    for text in ["泄露的正文", "不该公开的内容", "泄露附件", "关于leak的通知", "测试用的理由"] {
      #expect(try site.places(of: text) == [], "\(text)")
    }
    #expect(try site.codes("leak") == ["withdrawn"])
    #expect(try site.assess("leak")?.live == .withdrawn)
    #expect(try SiteVerifier.verify(site.output, ledger: site.open().ledger.witness()).faults == [])
    try site.publish()
    #expect(try !page("leak").contains("紧急") && !page("leak").contains("撤下原因"))
  }

  @Test("lists in the guide the carriers that were decided, not those proposed, also of a repealed document")
  func carriers() throws {
    let site = try TestSite()
    try site.record("a", ["公开载体": "[政府网站, 广播]"])
    try site.record("b")
    try site.submit()
    try site.decide("科室审核", as: "head")
    try site.decide("保密审查", as: "secrecy")
    try site.decide(
      "批准", as: "signer", .agree(disclosure: .proactive, carriers: [.website, .gazette], withholding: nil), only: ["a"])
    try site.decide("批准", as: "signer", only: ["b"])
    try site.publish()
    func guide() throws -> String { String(decoding: try #require(site.files()["guide.html"]), as: UTF8.self) }
    let first = try guide()
    #expect(first.contains("政府公报") && !first.contains("广播"))
    let session = try site.open()
    _ = try session.ledger.withdraw(
      [RecordID(rawValue: "a")], kind: .repealed, reason: "废止", target: nil, by: TestSite.actor("signer"),
      founding: session.founding)
    try site.publish()
    #expect(try guide().contains("政府公报"))
    #expect(try !guide().contains("广播"))
  }

  @Test("takes down what the console says it will")
  func takingDown() throws {
    let site = try TestSite()
    for id in ["wrong", "stays"] { try site.record(id) }
    try site.record("notice", ["公示截止": "2026-12-05"])
    try site.approve()
    try site.publish()
    let session = try site.open()
    _ = try session.ledger.withdraw(
      [RecordID(rawValue: "wrong")], kind: .mistake, reason: "有误", target: nil, by: TestSite.actor("signer"),
      founding: session.founding)
    let foreseen = try PublicationPlan.takingDown(site.examine(asOf: "2026-12-06"))
    #expect(foreseen.map(\.record.rawValue) == ["notice", "wrong"] && foreseen.map(\.kind) == [.expired, .mistake])
    #expect(try site.publish(asOf: "2026-12-06").takingDown == foreseen)
    #expect(try PublicationPlan.takingDown(site.examine(asOf: "2026-12-06")) == [])
  }

  @Test("takes a 公示 down after its last day, and leaves nothing of it but the day")
  func expiry() throws {
    let site = try TestSite()
    try site.record("notice", ["公示截止": "2026-12-05"], body: "公示的姓名\n")
    try site.approve()
    try site.publish(asOf: "2026-12-05")
    #expect(try site.places(of: "公示的姓名").contains { $0.hasSuffix(".html") })
    try site.publish(asOf: "2026-12-06")
    #expect(try site.places(of: "公示的姓名") == [])
    #expect(try site.places(of: "关于notice的通知") == [])
    #expect(try site.codes("notice", asOf: "2026-12-06") == ["schedule.expired"])
  }

  @Test("keeps a record whose column was dropped, under the column above")
  func droppedColumn() throws {
    let site = try TestSite()
    try site.record("a", ["栏目": "\"3.7\""])
    try site.approve()
    try site.publish()
    try site.write("catalogue.yaml", "删除:\n- {编码: 3.7, 理由: 未开通}\n")
    let session = try site.open()
    #expect(try session.ledger.applyPolicy(by: TestSite.actor("admin"), founding: session.founding))
    try site.publish()
    #expect(try site.page(of: "a")?.contains("关于a的通知") == true)
    let files = try site.files()
    let old = String(decoding: try #require(files["3.7/index.html"]), as: UTF8.self)
    #expect(old.contains("url=../3/index.html"))
    #expect(!String(decoding: files["catalogue.html"] ?? [], as: UTF8.self).contains("3.7/index.html"))
  }

  @Test("refuses a folder that holds something else, and the site's own folder")
  func foreignOutput() throws {
    let site = try TestSite()
    try site.record("a")
    try site.write("../other/precious.txt", "别人的文件\n")
    #expect(throws: PublicationRefusal.self) { try site.publish(to: "other") }
    #expect(throws: PublicationRefusal.self) { try site.publish(to: "site") }
    #expect(FileManager.default.fileExists(atPath: "\(site.root)/other/precious.txt"))
  }

  @Test("refuses a file, a dangling link, and an empty folder inside the site as its output")
  func badOutput() throws {
    let site = try TestSite()
    try site.record("a")
    try site.write("../report.docx", "唯一的一份\n")
    try FileManager.default.createSymbolicLink(atPath: "\(site.root)/dangling", withDestinationPath: "/nowhere/at/all")
    try OutputFiles.makeFolder("\(site.path)/pub2")
    for folder in ["report.docx", "dangling", "site/pub2", "site/../site/pub3"] {
      #expect(throws: PublicationRefusal.self, "\(folder)") { try site.publish(to: folder) }
    }
    #expect(try String(contentsOfFile: "\(site.root)/report.docx", encoding: .utf8) == "唯一的一份\n")
  }

  @Test("over a folder whose manifest can't be read is refused")
  func unreadableManifest() throws {
    let site = try TestSite()
    try site.record("a")
    try site.approve()
    try site.publish()
    try site.write("../public/manifest.json", "{}\n")
    #expect(throws: PublicationRefusal.self) { try site.publish() }
  }

  @Test("lets no unapproved file of 1.2 make a speaker a leader")
  func unapprovedLeader() throws {
    let site = try TestSite()
    try site.record("leader", ["栏目": "\"1.2\"", "姓名": "张某", "职务": "主任", "分工": "全面工作"])
    try site.record("speech", ["栏目": "\"3.3\"", "讲话人": "张某", "相关性": "公文处理"])
    #expect(try site.codes("speech") == ["review.not-submitted"])
    try site.approve(only: ["speech"])
    #expect(try site.codes("speech") == ["column.rule"])
    try site.approve(only: ["leader"])
    #expect(try site.codes("speech") == [])
  }

  @Test("does not bring back what expired, by an earlier day")
  func expiredStaysDown() throws {
    let site = try TestSite()
    try site.record("notice", ["公示截止": "2026-12-05"], body: "公示的姓名\n")
    try site.approve()
    try site.publish(asOf: "2026-12-01")
    try site.publish(asOf: "2026-12-06")
    try site.publish(asOf: "2026-12-01")
    #expect(try site.places(of: "公示的姓名") == [])
  }

  @Test("names live records that carry a file of one withdrawn in an emergency")
  func sharedLeak() throws {
    let site = try TestSite()
    try site.write("attachments/x.txt", "名单\n")
    try site.record("a", ["附件": "[x.txt]"])
    try site.record("b", ["附件": "[x.txt]"])
    try site.approve()
    try site.publish()
    let session = try site.open()
    _ = try session.ledger.withdraw(
      [RecordID(rawValue: "a")], kind: .emergency, reason: "泄密", target: nil, by: TestSite.actor("signer"),
      founding: session.founding)
    let notices = try site.examine().notices.filter { $0.code == "attachment.not-public" }
    #expect(notices.map(\.severity) == [.error])
    #expect(notices.first?.message.contains("「b」") == true)
  }

  @Test("finishes what a crash left between the switch and the events")
  func recovery() throws {
    let site = try TestSite()
    try site.record("a")
    try site.approve()
    // The state after a crash: the switched site and the kept intent, without the events.
    let session = try site.open()
    try session.ledger.backup(to: "\(site.root)/before.sqlite")
    try site.publish()
    let published = try site.files()
    let events = try site.open().state().head?.count
    let intent = try #require(try lastIntent(of: site))
    site.removeLedger()
    try FileManager.default.copyItem(atPath: "\(site.root)/before.sqlite", toPath: "\(site.path)/ledger.sqlite")
    let crashed = try site.open()
    try crashed.ledger.prepare(intent, by: .program, founding: crashed.founding)
    let report = try site.publish(asOf: "2026-12-24")
    #expect(try site.files() == published)
    #expect(try site.open().state().head?.count == events)
    #expect(report.text.contains("与上次发布相同"))
  }

  @Test("a migrated item shows its 原发布日期 as one; 发布日期 is the ledger's")
  func migratedDay() throws {
    let site = try TestSite()
    try site.record("old", ["原发布日期": "2026-01-06", "原网址": "/old/1.html"])
    try site.record("new")
    try site.approve()
    try site.publish()
    let (old, new) = (try #require(try site.page(of: "old")), try #require(try site.page(of: "new")))
    #expect(old.contains("原发布日期") && old.contains("2026年1月6日"))
    #expect(!new.contains("原发布日期") && new.contains("发布日期"))
    #expect(new.contains("2026年12月1日"))
  }

  @Test("a 公文 has 主送机关, 署名, 成文日期 and 附注 around its body, on its page and in its downloads, and once only")
  func officialParts() throws {
    let site = try TestSite()
    func document(_ name: String, _ body: String) throws {
      try site.write("documents/\(name).txt", body)
      try site.write(
        "documents/\(name).xml",
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <公文><标题>关于\(name)的通知</标题><栏目>2.4</栏目><效力位阶>规范性文件</效力位阶><相关性>规范本机关职能</相关性><可否公开>主动公开</可否公开><公开载体>政府网站</公开载体>
        <承办科室>文书科</承办科室><生成日期>2026-01-05</生成日期><内容概述>概述</内容概述>
        <主送机关>各县（区）人民政府</主送机关><正文>\(name).txt</正文>
        <发文机关署名>云川市人民政府办公室</发文机关署名><附注>（此件公开发布）</附注></公文>
        """)
    }
    try document("甲", "第一段。\n")
    try document("乙", "各县（区）人民政府：\n第一段。\n云川市人民政府办公室\n2026年1月5日\n（此件公开发布）\n")
    try site.approve()
    try site.publish()
    for name in ["甲", "乙"] {
      let page = try #require(try site.page(of: "documents/\(name)"))
      let prose = try #require(page.range(of: "<div class=\"prose\"").map { page[$0.lowerBound...] })
      for part in ["各县（区）人民政府：", "云川市人民政府办公室</p>", "2026年1月5日</p>", "（此件公开发布）"] {
        #expect(prose.components(separatedBy: part).count == 2, "\(name): \(part)")
      }
    }
    let texts = try site.files().filter { $0.key.hasPrefix("2.4/") && $0.key.hasSuffix(".txt") }.values
    #expect(texts.count == 2)
    for text in texts.map({ String(decoding: $0, as: UTF8.self) }) {
      #expect(text.contains("各县（区）人民政府：") && text.contains("2026年1月5日") && text.contains("（此件公开发布）"))
    }
  }

  @Test("leaders stand in order on every list; the search knows what the page's table says; a change shows its day")
  func orderAndTable() throws {
    let site = try TestSite()
    for (id, order) in [("x", "1"), ("y", "2"), ("z", "3")] {
      try site.record(
        id,
        [
          "标题": "领导\(id)", "栏目": "\"1.2\"", "排序": order, "姓名": "某\(id)", "职务": "职务\(id)",
          "分工": "主持\(id)事务",
        ])
    }
    try site.approve()
    try site.publish()
    let files = try site.files()
    func expectOrder(_ path: String) throws {
      let page = String(decoding: try #require(files[path]), as: UTF8.self)
      let found = ["x", "y", "z"].compactMap { page.range(of: "领导\($0)")?.lowerBound }
      #expect(found.count == 3 && found == found.sorted(), "\(path)")
    }
    for path in ["1/index.html", "statutory.html"] { try expectOrder(path) }
    let texts = files.filter { $0.key.hasPrefix("search/") && $0.key.hasSuffix(".txt") }.values
    let text = texts.map { String(decoding: $0, as: UTF8.self) }.joined()
    #expect(text.contains("职务x") && text.contains("主持x事务") && text.contains("x的概述") && text.contains("-00001"))
    #expect(try site.page(of: "x")?.contains("更新日期") == false)
    try site.record(
      "x", ["标题": "领导x", "栏目": "\"1.2\"", "排序": "1", "姓名": "某x", "职务": "职务x", "分工": "另有分工"])
    try site.approve(only: ["x"])
    try site.publish(asOf: "2026-12-02")
    #expect(try site.page(of: "x")?.contains("更新日期") == true)
  }

  @Test("under an item of 条例 Art. 20 leaders and units stand column after column, each in its own order")
  func orderByColumn() throws {
    let site = try TestSite()
    for (id, order) in [("x", "1"), ("y", "2")] {
      try site.record(
        id, ["标题": "领导\(id)", "栏目": "\"1.2\"", "排序": order, "姓名": "某\(id)", "职务": "职务\(id)", "分工": "主持事务"])
    }
    for (id, order) in [("p", "1"), ("q", "2")] {
      try site.record(id, ["标题": "科室\(id)", "栏目": "\"1.3\"", "排序": order, "负责人": "某\(id)", "联系电话": "0830-5550001"])
    }
    try site.approve()
    try site.publish()
    let files = try site.files()
    for path in ["statutory.html", "statutory/2.html"] {
      let page = String(decoding: try #require(files[path]), as: UTF8.self)
      let found = ["领导x", "领导y", "科室p", "科室q"].compactMap { page.range(of: $0)?.lowerBound }
      #expect(found.count == 4 && found == found.sorted(), "\(path)")
    }
  }

  @Test("a person's page shows portrait, post, duties and résumé; no 发文字号, and the portrait is no attachment")
  func person() throws {
    let site = try TestSite()
    let fields = ["标题": "某甲：主任", "栏目": "\"1.2\"", "姓名": "某甲", "职务": "主任", "分工": "主持工作", "简历": "曾任科长"]
    // One grey point.
    let png = try #require(
      Data(
        base64Encoded: "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="))
    try site.write("attachments/像/jia.png", bytes: [UInt8](png))
    try site.write("attachments/表.csv", "甲,乙\n")
    try site.record("a", fields.merging(["照片": "像/jia.png", "附件": "[表.csv]"]) { $1 })
    try site.record("b", fields.merging(["标题": "某甲任职的通知", "栏目": "\"4.1.3\"", "发文字号": "云府办发〔2026〕1号"]) { $1 })
    try site.approve()
    try site.publish()
    let page = try #require(try site.page(of: "a"))
    #expect(page.contains(/<img src="[^"]+\/jia\.png" alt="某甲照片"/))
    for (label, value) in [("职务", "主任"), ("工作分工", "主持工作"), ("简历", "曾任科长")] {
      #expect(page.contains("<dt>\(label)</dt><dd>\(value)</dd>"), "\(label)")
    }
    #expect(!page.contains("<dt>发文字号</dt>") && !page.contains("<dt>成文日期</dt>"))
    let files = try #require(page.components(separatedBy: "class=\"files\"").last)
    #expect(files.contains("表") && !files.contains("jia"))
    // What only names a person is a document as any other.
    let document = try #require(try site.page(of: "b"))
    #expect(document.contains("<dt>成文日期</dt>") && document.contains("<dt>姓名</dt>") && !document.contains("照片"))
    let texts = try site.files().filter { $0.key.hasPrefix("search/") && $0.key.hasSuffix(".txt") }.values
    #expect(texts.contains { String(decoding: $0, as: UTF8.self).contains("曾任科长") })
  }

  @Test("is not switched in if something on the site was withdrawn while its pages were made")
  func withdrawnMeanwhile() throws {
    let site = try TestSite()
    for id in ["a", "b"] { try site.record(id) }
    try site.approve()
    try site.publish()
    let session = try site.open()
    let intent = try #require(try lastIntent(of: site))
    _ = try session.ledger.withdraw(
      [RecordID(rawValue: "b")], kind: .emergency, reason: "泄密", target: nil, by: TestSite.actor("signer"),
      founding: session.founding)
    do {
      try session.ledger.prepare(intent, by: .program, founding: session.founding)
      Issue.record("the intent was kept")
    } catch {
      #expect(error.diagnostics.map(\.code) == ["withdrawn"])
    }
  }

  @Test("tells that a version is on the site whose successor is not to be public", arguments: [false, true])
  func contradicted(isMarked: Bool) throws {
    let site = try TestSite()
    try site.record("a", ["附件": "[one.txt]"])
    try site.record("other", ["附件": "[one.txt]"])
    try site.write("attachments/one.txt", "附件\n")
    try site.approve()
    try site.publish()
    if isMarked {
      try site.record("a", ["密级": "秘密"])
      try site.submit(only: ["a"])
    } else {
      try site.record("a", ["可否公开": "不予公开", "不公开理由": "N4", "附件": "[one.txt]"])
      try site.approve(only: ["a"])
    }
    let report = try site.publish()
    let notice = try #require(report.notices.first { $0.code == "live.contradicted" })
    #expect(notice.severity == .error && notice.message.contains("「a」的旧版仍在网站上"))
    #expect(notice.remedy?.contains("review withdraw a --kind 紧急撤下") == true)
    #expect(report.notices.contains { $0.code == "attachment.not-public" && $0.severity == .warning } == !isMarked)
  }

  /// The intent of the publication that the site was last made by, put together from what it recorded.
  private func lastIntent(of site: TestSite) throws -> PublicationIntent? {
    let session = try site.open()
    let examination = try site.examine()
    guard let last = examination.state.lastPublication,
      let history = examination.state.records[RecordID(rawValue: "a")], let live = history.live,
      let index = history.indexNumber, let address = history.address, let first = history.firstPublished
    else { return nil }
    _ = session
    return PublicationIntent(
      asOf: examination.asOf, manifest: last.manifest, content: last.content, layout: last.layout, head: last.head,
      output: OutputFiles.absolute(site.output),
      goingLive: [
        PublicationPlan.GoingLive(
          record: RecordID(rawValue: "a"), digest: live.digest, indexNumber: index, address: address,
          firstPublished: first, since: live.since, approval: live.approval)
      ], takingDown: [])
  }
}
