import Files
import Foundation
import Records
import Review
import Support
import Testing
import Values

@testable import Publishing

/// What is taken over from the last publication is what would have been rendered.
@Suite("The memory of the last rendering")
struct RenderMemoryTests {
  @Test("step by step gives the bytes of at once, whatever changes in between", arguments: [1, 2, 3])
  func equalsFresh(seed: UInt64) throws {
    var random = SeededRandom(seed)
    let site = try TestSite()
    try site.write("attachments/a.txt", "附件一\n")
    for index in 0..<12 { try write(index, to: site, &random) }
    try site.approve()
    try site.publish()
    for round in 0..<8 {
      for _ in 0..<Int.random(in: 1...3, using: &random) { try change(site, &random) }
      _ = try site.submit()
      try site.approve()
      let day = ["2026-12-01", "2026-12-20", "2027-02-01", "2027-06-01"].randomElement(using: &random) ?? "2026-12-01"
      try site.publish(asOf: day)
      let stepped = try site.files()
      try site.publish(to: "fresh\(round)", asOf: day)
      let fresh = try site.files(in: "fresh\(round)")
      #expect(Set(stepped.keys) == Set(fresh.keys))
      let different = fresh.filter { stepped[$0.key] != $0.value }.keys.sorted()
      #expect(different.isEmpty, "seed \(seed), round \(round)")
    }
  }

  @Test("says that another document took a document's place from the day on that it did")
  func replacedSince() throws {
    let site = try TestSite()
    let law = ["栏目": "\"2.4\"", "效力位阶": "规范性文件", "相关性": "公文处理"]
    try site.record("a", law.merging(["有效性": "废止"]) { $1 })
    try site.record("b", law.merging(["替代": "[a]", "施行日期": "2026-12-10"]) { $1 })
    try site.approve()
    try site.publish()
    #expect(try site.page(of: "a")?.contains("本文件已废止。") == true)
    try site.publish(asOf: "2026-12-15")
    #expect(try site.page(of: "a")?.contains("本文件已被新的文件替代，不再施行。") == true)
    try site.publish(to: "fresh", asOf: "2026-12-15")
    #expect(try site.files() == site.files(in: "fresh"))
  }

  @Test("the search says from the day on that a document expired that it did")
  func expiredSince() throws {
    let site = try TestSite()
    try site.record("a", ["栏目": "\"2.4\"", "效力位阶": "规范性文件", "相关性": "公文处理", "失效日期": "2026-12-10"])
    try site.record("b")
    try site.approve()
    func shard() throws -> String { String(decoding: try #require(site.files()["search/s0/d/0.json"]), as: UTF8.self) }
    try site.publish()
    #expect(try !shard().contains("已失效"))
    try site.publish(asOf: "2026-12-15")
    #expect(try shard().contains("\"已失效\"]"))
    try site.publish(to: "fresh", asOf: "2026-12-15")
    #expect(try site.files() == site.files(in: "fresh"))
  }

  /// How many files of the site a publication wrote.
  private func written(_ site: TestSite, by publication: () throws -> Void) throws -> Int {
    let before = try site.files().keys.reduce(into: [:]) { $0[$1] = try inode("\(site.output)/\($1)") }
    try publication()
    return try site.files().keys.filter { try $0 != "manifest.json" && inode("\(site.output)/\($0)") != before[$0] }
      .count
  }

  @Test("a publication that changes nothing writes nothing, also after one that made the whole site anew")
  func writesNothing() throws {
    let site = try TestSite()
    for index in 0..<5 { try site.record("r\(index)", ["原网址": "/alt/\(index).html"]) }
    try site.approve()
    try site.publish()
    let templates = "\(site.root)/templates"
    try FileManager.default.copyItem(atPath: TestSite.templates, toPath: templates)
    let layout = "\(templates)/layout.mustache"
    let changed = try String(contentsOfFile: layout, encoding: .utf8)
      .replacingOccurrences(of: "</body>", with: "<!-- 新版式 --></body>")
    try Data(changed.utf8).write(to: URL(fileURLWithPath: layout))
    #expect(try written(site) { try site.publish(templates: templates) } > 5)
    #expect(try written(site) { try site.publish(templates: templates) } == 0)
    #expect(try written(site) { try site.publish(templates: templates) } == 0)
  }

  @Test("keeps what redirect pages say, as of other lists")
  func redirects() throws {
    let site = try TestSite()
    try site.record("a", ["原网址": "/alt/a.html"])
    try site.record("b")
    try site.approve()
    try site.publish()
    func key() throws -> Digest? {
      let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: RenderMemory.path(beside: site.output))))
      return RenderMemory(bytes: bytes, secret: try site.open().ledger.memorySecret())?.pages["alt/a.html"]
    }
    let first = try #require(try key())
    try site.record("b", ["标题": "改过的标题"])
    try site.approve()
    try site.publish()
    #expect(try key() == first)
    try site.record("a", ["标题": "改过的标题"])
    try site.approve()
    try site.publish()
    #expect(try key() != first)
    #expect(try String(decoding: #require(site.files()["alt/a.html"]), as: UTF8.self).contains("改过的标题"))
  }

  @Test("another program takes nothing over")
  func libraries() throws {
    let model = try ExportModel.model([ExportModel.page(1)])
    let digest = Digest(of: "")
    func key(_ program: String) -> Digest {
      RenderKeys(model, layout: LayoutDigests(templates: digest, settings: digest), policy: nil, program: program)
        .common
    }
    #expect(key("一") != key("二"))
  }

  private func write(_ index: Int, to site: TestSite, _ random: inout SeededRandom) throws {
    let other = Int.random(in: 0..<14, using: &random)
    var fields = [
      "标题": "第\(Int.random(in: 1...9, using: &random))号通知\(index)",
      "栏目": ["\"3.8\"", "\"2.4\"", "\"3.2\"", "\"2.5\""].randomElement(using: &random) ?? "\"3.8\"",
      "相关性": "本机关履职依据", "效力位阶": "规范性文件", "关联": "[r\(other)]",
    ]
    if Bool.random(using: &random) { fields["附件"] = "[a.txt]" }
    if Int.random(in: 0..<4, using: &random) == 0 { fields["失效日期"] = "2026-12-31" }
    if Int.random(in: 0..<4, using: &random) == 0 { fields["替代"] = "[r\(other)]" }
    if Int.random(in: 0..<4, using: &random) == 0 { fields["施行日期"] = "2026-12-10" }
    if Int.random(in: 0..<4, using: &random) == 0 { fields["废止日期"] = "2027-05-01" }
    if Int.random(in: 0..<2, using: &random) == 0 {
      fields["有效性"] = Validity.allCases.randomElement(using: &random)?.rawValue
    }
    if Int.random(in: 0..<2, using: &random) == 0 {
      fields["原网址"] = ["/alt/\(other).html", "/\(other).html", "/\(other).html/x.html"].randomElement(using: &random)
    }
    let body = "正文\(Int.random(in: 0..<99, using: &random))，见[另一件](r\(Int.random(in: 0..<14, using: &random)).md)。\n"
    try site.record("r\(index)", fields, body: body)
  }

  private func change(_ site: TestSite, _ random: inout SeededRandom) throws {
    switch Int.random(in: 0..<6, using: &random) {
    case 0: try site.write("attachments/a.txt", "附件\(Int.random(in: 0..<99, using: &random))\n")
    case 1:
      let id = RecordID(rawValue: "r\(Int.random(in: 0..<14, using: &random))")
      let kind = [WithdrawalKind.mistake, .repealed, .emergency].randomElement(using: &random) ?? .mistake
      _ = try site.open().ledger.withdraw(
        [id], kind: kind, reason: "测试", target: nil, by: TestSite.actor("signer"), founding: site.open().founding)
    case 2:
      let yaml = try String(contentsOfFile: "\(site.path)/site.yaml", encoding: .utf8)
      try site.write("site.yaml", yaml.replacingOccurrences(of: "办公地址: ", with: "办公地址: 新"))
    default: try write(Int.random(in: 0..<14, using: &random), to: site, &random)
    }
  }

  @Test("the spare holds what the site holds, under second names, and nothing else", arguments: [4, 5])
  func spare(seed: UInt64) throws {
    var random = SeededRandom(seed)
    let site = try TestSite()
    try site.write("attachments/a.txt", "附件一\n")
    for index in 0..<8 { try write(index, to: site, &random) }
    try site.approve()
    try site.publish()
    for _ in 0..<6 {
      for _ in 0..<2 { try change(site, &random) }
      _ = try site.submit()
      try site.approve()
      try site.publish()
      let spare = try site.files(in: ".public.spare")
      #expect(try site.files() == spare)
      for path in spare.keys {
        #expect(try inode("\(site.root)/.public.spare/\(path)") == inode("\(site.output)/\(path)"))
      }
    }
  }

  @Test("what other hands put into the site or its spare is gone with the next publication, or the one after")
  func strays() throws {
    let site = try TestSite()
    for index in 0..<5 { try site.record("r\(index)", body: "正文\(index)\n") }
    try site.approve()
    for _ in 0..<3 { try site.publish() }
    let address = try #require(try site.open().state().records[RecordID(rawValue: "r0")]?.address)
    let folder = OutputFiles.parent(of: address)
    let places = ["stray.html", "\(folder)/stray.html", "\(folder)/new/stray.html", "assets/stray.css"]
    for (root, place) in [site.output, "\(site.root)/.public.spare"].flatMap({ root in places.map { (root, $0) } }) {
      try OutputFiles.makeFolder(OutputFiles.parent(of: "\(root)/\(place)"))
      try OutputFiles.write(Array("stray".utf8), to: "\(root)/\(place)")
      try site.publish()
      #expect(try !site.files().keys.contains { $0.contains("stray") }, "\(root) \(place)")
      try site.publish()
      #expect(try !site.files().keys.contains { $0.contains("stray") }, "\(root) \(place)")
      let spare = (try? site.files(in: ".public.spare")) ?? [:]
      #expect(!spare.keys.contains { $0.contains("stray") }, "\(root) \(place)")
    }
    // A file that took the place of another in the spare does not get out.
    let page = try site.page(of: "r0")
    OutputFiles.remove("\(site.root)/.public.spare/\(address)")
    try OutputFiles.write(Array("forged".utf8), to: "\(site.root)/.public.spare/\(address)")
    for _ in 0..<2 {
      try site.publish()
      #expect(try site.page(of: "r0") == page)
    }
  }

  @Test(
    "takes nothing over from a machine form of the catalogue that other hands wrote to",
    arguments: ["catalogue.json", "catalogue.xml", "catalogue.csv"])
  func forgedCatalogue(_ name: String) throws {
    let site = try TestSite()
    for index in 0..<5 { try site.record("r\(index)", body: "正文\(index)\n") }
    try site.approve()
    for _ in 0..<2 { try site.publish() }
    let path = "\(site.output)/\(name)"
    // As long as before, in its place.
    let handle = try #require(FileHandle(forUpdatingAtPath: path))
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try handle.write(contentsOf: Data(text.replacingOccurrences(of: "文书科", with: "外人写").utf8))
    try handle.close()
    #expect(try String(contentsOfFile: path, encoding: .utf8).contains("外人写"))
    try site.record("r5", body: "正文\n")
    try site.approve()
    try site.publish()
    #expect(try !String(contentsOfFile: path, encoding: .utf8).contains("外人写"))
    try site.publish(to: "fresh")
    #expect(try site.files() == site.files(in: "fresh"))
  }

  @Test("takes over what stands, by a second name and not by a copy")
  func links() throws {
    let site = try TestSite()
    for index in 0..<5 { try site.record("r\(index)", body: "正文\(index)\n") }
    try site.record("other", ["栏目": "\"3.2\""])
    try site.approve()
    try site.publish()
    let page = try #require(try site.page(of: "r0"))
    let output = site.output
    let address = try #require(try site.open().state().records[RecordID(rawValue: "r0")]?.address)
    let before = try inode("\(output)/\(address)")
    try site.record("new", ["栏目": "\"3.2\""])
    try site.approve()
    try site.publish()
    #expect(try inode("\(output)/\(address)") == before)
    #expect(try site.page(of: "r0") == page)
    // Its second name is in the spare; nothing else holds on to it.
    #expect(try attributes("\(output)/\(address)")[.referenceCount] as? Int == 2)
  }

  @Test("does not believe a file that was written to, nor a memory without the ledger's seal")
  func distrusts() throws {
    let site = try TestSite()
    for index in 0..<5 { try site.record("r\(index)", body: "正文\(index)\n") }
    try site.approve()
    try site.publish()
    let sound = try site.files()
    let output = site.output
    let address = try #require(try site.open().state().records[RecordID(rawValue: "r0")]?.address)
    // The same length, and the time of modification set back.
    let path = "\(output)/\(address)"
    let old = try attributes(path)[.modificationDate] as? Date
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    bytes[bytes.count - 3] ^= 1
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try handle.write(contentsOf: bytes)
    try handle.close()
    if let old { try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: path) }
    try site.publish()
    #expect(try site.files() == sound)
    // A memory that vouches for a changed file.
    let memory = RenderMemory.path(beside: output)
    var forged = try [UInt8](Data(contentsOf: URL(fileURLWithPath: memory)))
    forged[forged.count / 2] ^= 1
    let secret = try site.open().ledger.memorySecret()
    #expect(RenderMemory(bytes: forged, secret: secret) == nil)
    #expect(RenderMemory(bytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: memory))), secret: secret) != nil)
    #expect(
      RenderMemory(bytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: memory))), secret: Digest(of: "")) == nil)
    try Data(forged).write(to: URL(fileURLWithPath: memory))
    try site.publish()
    #expect(try site.files() == sound)
  }

  private func attributes(_ path: String) throws -> [FileAttributeKey: Any] {
    try FileManager.default.attributesOfItem(atPath: path)
  }

  private func inode(_ path: String) throws -> Int? { try attributes(path)[.systemFileNumber] as? Int }
}
