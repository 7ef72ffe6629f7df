import Files
import Foundation
import Publishing
import Records
import Review
import Support
import Testing
import Values

/// What becomes of addresses: an address, once published, leads somewhere for ever.
@Suite("Addresses")
struct AddressTests {
  private func text(_ site: TestSite, _ path: String) throws -> String {
    String(decoding: try #require(try site.files()[path], "\(path)"), as: UTF8.self)
  }

  @Test("of an earlier site lead to the record, also after it was changed and taken down")
  func movedAddresses() throws {
    let site = try TestSite()
    try site.record("a", ["原网址": "/zwgk/2019/旧文.html"])
    try site.record("b", ["原网址": "https://old.example.gov.cn/show.php?id=12"])
    try site.record("c", ["原网址": "/list/"])
    try site.approve()
    try site.publish()
    let a = try #require(try site.open().state().records[RecordID(rawValue: "a")]?.address)
    #expect(try text(site, "zwgk/2019/旧文.html").contains("url=../../\(a)\""))
    #expect(try text(site, "list/index.html").contains("http-equiv=\"refresh\""))
    let nginx = try text(site, "redirects.nginx")
    #expect(nginx.contains("\"/zwgk/2019/%E6%97%A7%E6%96%87.html\" \"https://www.example.gov.cn/\(a)\";"))
    #expect(nginx.contains("\"/show.php?id=12\" "))
    #expect(try text(site, "redirects.caddy").contains("expression `{query} == \"id=12\"`"))
    // A new version forgets its old address; the site does not.
    try site.record("a", ["标题": "改过的标题"])
    try site.approve()
    try site.publish()
    #expect(try text(site, "zwgk/2019/旧文.html").contains("url=../../\(a)\""))
    let session = try site.open()
    for (id, kind) in [("a", WithdrawalKind.mistake), ("b", .emergency)] {
      _ = try session.ledger.withdraw(
        [RecordID(rawValue: id)], kind: kind, reason: "有误", target: nil, by: TestSite.actor("signer"),
        founding: session.founding)
    }
    try site.publish()
    #expect(try text(site, "zwgk/2019/旧文.html").contains("url=../../\(a)\""))
    #expect(try text(site, a).contains("该信息已撤下"))
    #expect(try !text(site, "redirects.nginx").contains("show.php"))
  }

  @Test("of an earlier site can't take the place of pages, leave the folder, or hide in it")
  func hostileMovedAddresses() throws {
    let site = try TestSite()
    let addresses = [
      "/index.html", "/4.1.3/index.html", "/assets/a.html", "/../../etc/x.html", "/.git/a.html", "/%2e%2e/y.html",
      "/a//b.html", "/manifest.json", "/catalogue.html", "/*", "/{env.HOME}/z.html", "/z.php?a=`||true||`",
    ]
    for (index, address) in addresses.enumerated() { try site.record("r\(index)", ["原网址": address]) }
    try site.approve()
    try site.publish()
    let files = try site.files()
    #expect(String(decoding: try #require(files["index.html"]), as: UTF8.self).contains("最新公开"))
    for path in files.keys { #expect(!path.contains("..") && !path.hasPrefix(".") && !path.hasPrefix("a/"), "\(path)") }
    #expect(files["assets/a.html"] == nil)
    let maps = try text(site, "redirects.nginx") + text(site, "redirects.caddy")
    for address in ["/index.html", "/4.1.3/index.html", "/manifest.json", "/catalogue.html"] {
      #expect(!maps.contains("\"\(address)\""), "\(address)")
    }
    for part in ["..", "*", "env.HOME", "true"] { #expect(!maps.contains(part), "\(part)") }
    #expect(try SiteVerifier.verify(site.output, ledger: site.open().ledger.witness()).faults == [])
  }

  @Test("of an earlier site never lead away from what stands on this one")
  func movedFromStanding() throws {
    let site = try TestSite()
    try site.record("a", ["原网址": "/alt/a.html"])
    try site.approve()
    try site.publish()
    let a = try #require(try site.open().state().records[RecordID(rawValue: "a")]?.address)
    let standing = [
      "/\(a)", "https://www.example.gov.cn/\(a)", "https://old.example.gov.cn/\(a)?x=1", "/4.1.3/", "/4.1.3", "/",
      "/\(a.replacing(".html", with: ".json"))", "/4.1.3//index.html", "/sitemap.xml", "/rss.xml", "/4.1.3/rss.xml",
      "/search/index.json", "/assets/style.css",
      "/catalogue/years.html", "/\(a.replacing("/", with: "%2F"))",
    ]
    for (index, address) in standing.enumerated() { try site.record("r\(index)", ["原网址": address]) }
    // Its own address, which it has from its first publication on.
    try site.record("a", ["原网址": "/\(a)"])
    try site.approve()
    try site.publish()
    let lines = try text(site, "redirects.nginx").split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(lines == ["\"/alt/a.html\" \"https://www.example.gov.cn/\(a)\";"])
    #expect(try !text(site, a).contains("http-equiv=\"refresh\""))
  }

  /// The warnings that a publication gives of old addresses.
  private func told(_ report: PublicationReport) -> [String] {
    report.notices.filter { $0.code == "publish.not-redirected" && $0.severity == .warning }.map(\.message)
  }

  @Test("of an earlier site that no page can lie at are told, and hold nothing back, not even an emergency")
  func impossibleAddresses() throws {
    let site = try TestSite()
    let impossible = [
      "https://old.example/robots.txt/a.html", "/manifest.json/a.html", "/redirects.nginx/a.html",
      "/redirects.caddy/a.html", "/index.html/x.html", "/dir.html/x.html", "/under.html", "/4.1.3/alt.html",
    ]
    let senseless = ["https://old.example/", "/a/../b.html", "/index.html"]
    try site.record("r00", ["原网址": "/dir.html", "生成日期": "2026-01-01"])
    try site.record("r01", ["原网址": "/under.html/x.html", "生成日期": "2026-01-02"])
    for (index, address) in (impossible + senseless).enumerated() {
      try site.record("s\(index)", ["原网址": address, "生成日期": "2026-02-\(index + 10)"])
    }
    try site.approve()
    #expect(try site.check().filter { $0.contains("原网址") }.count == impossible.count + senseless.count)
    for round in 0..<3 {
      let told = try told(site.publish())
      #expect(told.count == impossible.count + senseless.count, "\(round) \(told)")
      for (index, address) in (impossible + senseless).enumerated() {
        #expect(told.contains { $0.hasPrefix("「s\(index)」的原网址「\(address)」") }, "\(address)")
      }
    }
    let files = try site.files()
    #expect(files["dir.html"] != nil && files["under.html/x.html"] != nil)
    for path in ["robots.txt/a.html", "dir.html/x.html", "under.html", "4.1.3/alt.html"] { #expect(files[path] == nil) }
    // A web server still leads on from where no page can lie.
    let maps = try text(site, "redirects.nginx")
    for address in ["/robots.txt/a.html", "/dir.html/x.html", "/under.html", "/4.1.3/alt.html"] {
      #expect(maps.contains("\"\(address)\" "), "\(address)")
    }
    #expect(!maps.contains("..") && !maps.contains("\"/index.html\""))
    let session = try site.open()
    _ = try session.ledger.withdraw(
      [RecordID(rawValue: "s0")], kind: .emergency, reason: "泄露", target: nil, by: TestSite.actor("signer"),
      founding: session.founding)
    try site.publish()
    #expect(try site.places(of: "关于s0的通知") == [])
    #expect(try SiteVerifier.verify(site.output, ledger: site.open().ledger.witness()).faults == [])
  }

  @Test("of an earlier site that two records claim lead to the one published first; the other is told")
  func claimedTwice() throws {
    let site = try TestSite()
    try site.record("z", ["原网址": "/alt/a.html"])
    try site.approve()
    try site.publish()
    try site.record("a", ["原网址": "https://old.example.gov.cn/alt/a.html"])
    try site.record("b", ["原网址": "/list/", "生成日期": "2026-01-02"])
    try site.record("c", ["原网址": "/list/index.html", "生成日期": "2026-01-03"])
    try site.approve()
    let told = try told(site.publish())
    #expect(told.count == 2)
    #expect(told.contains { $0.contains("「a」的原网址") && $0.contains("「z」公开在先") })
    #expect(told.contains { $0.contains("「c」的原网址") && $0.contains("「b」公开在先") })
    let records = try site.open().state().records
    let z = try #require(records[RecordID(rawValue: "z")]?.address)
    let b = try #require(records[RecordID(rawValue: "b")]?.address)
    #expect(try text(site, "alt/a.html").contains("url=../\(z)\""))
    #expect(try text(site, "list/index.html").contains("url=../\(b)\""))
    // What only an earlier version stated can't be mended any more.
    try site.record("a", ["原网址": ""])
    try site.approve()
    #expect(try self.told(site.publish()).count == 1)
  }

  @Test("of an earlier site become folders where they were pages, and pages where they were folders")
  func changedKind() throws {
    let site = try TestSite()
    try site.record("a", ["原网址": "/one.html/a.html"])
    try site.record("b", ["原网址": "/two.html"])
    // A file of one name, and a folder of the same after a word.
    try site.record("c", ["原网址": "/file%20zz.html/c.html"])
    try site.record("d", ["原网址": "/zz.html"])
    try site.approve()
    for _ in 0..<2 { try site.publish() }
    let session = try site.open()
    _ = try session.ledger.withdraw(
      ["a", "b"].map(RecordID.init(rawValue:)), kind: .emergency, reason: "泄露", target: nil,
      by: TestSite.actor("signer"), founding: session.founding)
    try site.record("e", ["原网址": "/one.html"])
    try site.record("f", ["原网址": "/two.html/sub/f.html"])
    for id in ["c", "d"] {
      let address = id == "c" ? "/file%20zz.html/c.html" : "/zz.html"
      try site.record(id, ["原网址": address, "标题": "改过的\(id)"])
    }
    try site.approve()
    for _ in 0..<2 {
      #expect(try told(site.publish()) == [])
      let files = try site.files()
      #expect(files["one.html"] != nil && files["two.html/sub/f.html"] != nil)
      #expect(files["one.html/a.html"] == nil && files["two.html"] == nil)
      #expect(try text(site, "zz.html").contains("改过的d"))
      #expect(try files == site.files(in: ".public.spare"))
      #expect(try SiteVerifier.verify(site.output, ledger: site.open().ledger.witness()).faults == [])
    }
    try site.publish(to: "fresh")
    #expect(try site.files() == site.files(in: "fresh"))
  }

  @Test("of a record whose place another took lead to the one that stands, however often that happened")
  func takenOverAgain() throws {
    let site = try TestSite()
    for id in ["a", "b", "c"] { try site.record(id) }
    try site.approve()
    try site.publish()
    let records = try site.open().state().records
    let addresses = try ["a", "b", "c"].map { try #require(records[RecordID(rawValue: $0)]?.address) }
    for (id, target) in [("a", "b"), ("b", "c")] {
      let session = try site.open()
      _ = try session.ledger.withdraw(
        [RecordID(rawValue: id)], kind: .merged, reason: "并入", target: RecordID(rawValue: target),
        by: TestSite.actor("signer"), founding: session.founding)
      try site.publish()
    }
    for address in addresses.prefix(2) {
      #expect(try text(site, address).contains("http-equiv=\"refresh\""))
      #expect(try text(site, address).contains("url=../../\(addresses[2])\""))
    }
  }

  @Test("of a dropped column lead to the column above")
  func droppedColumn() throws {
    let site = try TestSite()
    try site.write("catalogue.yaml", "增加:\n  - {编码: 3.2.1, 名称: 公文办理, 理由: 内容多}\n")
    try site.record("a", ["栏目": "\"3.2.1\""])
    try site.approve()
    try site.publish()
    #expect(try text(site, "3.2.1/index.html").contains("公文办理"))
    try site.write("catalogue.yaml", "增加: []\n")
    let session = try site.open()
    _ = try session.ledger.applyPolicy(by: TestSite.actor("admin"), founding: session.founding)
    try site.publish()
    #expect(try text(site, "3.2.1/index.html").contains("url=../3.2/index.html\""))
    let told = try site.examine().notices.filter { $0.code == "column.dropped" }
    #expect(told.map(\.severity) == [.warning])
    #expect(told.first?.message.contains("栏目 3.2.1 已从目录中删去，其中仍有 1 条") == true)
    // The machine forms name columns that they list.
    let json = try JSON(reading: try #require(site.files()["catalogue.json"]))
    let listed = Set(json["columns"]?.elements?.compactMap { $0["code"]?.text } ?? [])
    #expect(json["items"]?.elements?.compactMap { $0["column"]?.text } == ["3.2"])
    #expect(listed.contains("3.2"))
  }

  @Test("that would vanish refuse the publication, and leave the site as it is")
  func vanishing() throws {
    let site = try TestSite()
    try site.record("a")
    try site.approve()
    try site.publish()
    let before = try site.files()
    // Another office's records behind the same ledger head can't happen by acts; a manifest that lists one more can.
    let entry =
      "{\"path\":\"2.4/202001/2020-00001.html\",\"size\":0,\"sha256\":\"\(Digest(of: "").hex)\"},\n{\"path\":\"4"
    let manifest = String(decoding: try #require(before["manifest.json"]), as: UTF8.self)
      .replacingOccurrences(of: "{\"path\":\"4", with: entry, options: [], range: nil)
    try Data(manifest.utf8).write(to: URL(fileURLWithPath: "\(site.output)/manifest.json"))
    let refusal = #expect(throws: PublicationRefusal.self) { try site.publish() }
    #expect(refusal?.diagnostics.map(\.code) == ["publish.address-vanishes"])
    #expect(try site.files()["index.html"] == before["index.html"])
  }
}
