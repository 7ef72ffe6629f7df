import Testing
import Zip

@testable import Inspection

@Suite("Inspection: archives, and limits of work")
struct ArchiveInspectionTests {
  private func look(_ bytes: [UInt8], _ limits: InspectionLimits = InspectionLimits(), name: String = "a.zip")
    -> Inspection
  {
    FileInspector.inspect(bytes, name: name, limits: limits)
  }

  @Test("files within are looked into, however they nest, and their names are searched")
  func nested() throws {
    let inner = try FileFixture.book([("表", "hidden", FileFixture.rows([["内层的字"]]))])
    let middle = try ZipArchive.bytes(of: [ZipEntry("表.xlsx", inner)])
    let found = look(try ZipArchive.bytes(of: [ZipEntry("里.zip", middle), ZipEntry("张三的证件.txt", [0x61])]))
    #expect(found.kind == .zip)
    #expect(found.codes == ["!hiddenSheet"])
    #expect(found.part("内层的字")?.place == "压缩包内“里.zip”：压缩包内“表.xlsx”：工作表“表”（隐藏）A1")
    #expect(found.part("张三的证件")?.place == "压缩包内文件名")
  }

  @Test("archives within archives end at a depth")
  func depth() throws {
    var file = Array("到底".utf8)
    for _ in 0..<8 { file = try ZipArchive.bytes(of: [ZipEntry("a.zip", file)]) }
    let found = look(file)
    #expect(found.codes == ["!tooLarge"])
    #expect(found.part("到底") == nil)
  }

  @Test("a bomb of one entry is not unpacked, and costs no time", .timeLimit(.minutes(1)))
  func bomb() throws {
    let zeros = [UInt8](repeating: 0x20, count: 40 << 20)
    let file = try ZipArchive.bytes(of: [ZipEntry("a.txt", zeros, .deflated(level: 9))])
    #expect(look(file).codes == ["!archiveBomb"])
  }

  @Test("many entries share one budget")
  func budget() throws {
    // Incompressible enough to pass the ratio, small enough to pass the size of an entry.
    var state: UInt64 = 1
    let noise = (0..<(1 << 20)).map { _ -> UInt8 in
      state = state &* 6_364_136_223_846_793_005 &+ 1
      return UInt8(truncatingIfNeeded: state >> 60) | 0x40
    }
    let file = try ZipArchive.bytes(of: (0..<6).map { ZipEntry("\($0).txt", noise) })
    let found = look(file, InspectionLimits(maxUnpackedBytes: 3 << 20))
    #expect(found.codes == ["!tooLarge"])
    #expect(found.findings.count == 3)
  }

  @Test("too many entries are refused before they are listed")
  func entries() throws {
    let file = try ZipArchive.bytes(of: (0..<50).map { ZipEntry("\($0)", [0x61], .stored) })
    #expect(look(file, InspectionLimits(maxEntries: 49)).codes == ["!tooLarge"])
    #expect(look(file, InspectionLimits(maxEntries: 50)).findings.isEmpty)
  }

  @Test(
    "names that lead out of a folder are told",
    arguments: ["../../etc/a", "/etc/passwd", "C:\\win.txt", "a\\..\\b.txt"])
  func traversal(_ name: String) throws {
    let safe = String(repeating: "n", count: name.utf8.count)
    let file = ZipFixture.replacing(safe, name, in: try ZipArchive.bytes(of: [ZipEntry(safe, [0x61, 0x62])]))
    let found = look(file)
    #expect(found.codes == ["!pathTraversal"])
    #expect(found.finding(.pathTraversal)?.masked.contains("解压") == true)
  }

  @Test("a claim of 4 GB is not believed, nor is one that is too small")
  func lies() throws {
    let file = try ZipArchive.bytes(of: [ZipEntry("a.txt", Array(repeating: 0x61, count: 5000))])
    let huge = ZipFixture.setting(24, to: ZipFixture.bytes(0xFFFF_FFFE), in: file)
    #expect(look(huge).codes == ["!falseSize"])
    let small = ZipFixture.setting(24, to: ZipFixture.bytes(10), in: file)
    #expect(look(small).codes == ["!unreadable"])
    let sum = ZipFixture.setting(16, to: ZipFixture.bytes(7), in: file)
    #expect(look(sum).codes == ["!unreadable"])
  }

  @Test("entries behind a password are told")
  func encrypted() throws {
    let file = try ZipArchive.bytes(of: [ZipEntry("a.txt", [0x61], .stored)])
    #expect(look(ZipFixture.setting(8, to: [1, 8], in: file)).codes == ["!encrypted"])
  }

  @Test("an archive cut anywhere is held")
  func truncated() throws {
    let file = try FileFixture.book([("表", "visible", FileFixture.rows([["字"]]))])
    for cut in stride(from: 4, to: file.count - 1, by: 97) {
      let found = look(Array(file[..<cut]), name: "a.xlsx")
      #expect(found.isBlocked, "cut at \(cut)")
    }
  }

  @Test("a name that promises another kind is told")
  func mismatch() throws {
    let word = try FileFixture.word("<w:p><w:r><w:t>字</w:t></w:r></w:p>")
    let found = look(word, name: "通知.pdf")
    #expect(found.kind == .docx)
    #expect(found.codes == ["!typeMismatch"])
    #expect(found.part("字") != nil)
    #expect(look(word, name: "通知.docx").findings.isEmpty)
    #expect(look(word, name: "通知").findings.isEmpty)
    #expect(look(try FileFixture.named("simple.doc"), name: "a.docx").codes == ["!legacyFormat", "!typeMismatch"])
  }

  @Test("old formats, foreign archives and what nobody knows are held")
  func others() throws {
    #expect(look(try FileFixture.named("simple.doc"), name: "a.wps").codes == ["!legacyFormat"])
    #expect(look(try FileFixture.named("protected_passtika.xlsx"), name: "a.xlsx").codes == ["!encrypted"])
    #expect(look(Array("Rar!\u{1A}\u{7}\0".utf8), name: "a.rar").codes == ["!unreadable"])
    #expect(look([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0], name: "a.7z").codes == ["!unreadable"])
    #expect(look([0, 1, 2, 3, 4, 5], name: "a.bin").codes == ["!unreadable"])
    #expect(look([], name: "a.docx").codes == ["!unreadable"])
    #expect(look(Array("{\\rtf1 a}".utf8), name: "a.rtf").codes == ["!unreadable"])
    #expect(look([0x61], InspectionLimits(maxFileBytes: 0), name: "a.txt").codes == ["!tooLarge"])
  }

  @Test("more text than the limit ends the reading with a finding")
  func tooMuchText() throws {
    let rows = FileFixture.rows((0..<100).map { ["行\($0)"] })
    let file = try FileFixture.book([("表", "visible", rows)])
    let found = look(file, InspectionLimits(maxParts: 20), name: "a.xlsx")
    #expect(found.parts.count == 20)
    #expect(found.codes == ["!tooLarge"])
  }

  @Test("names in GBK are read")
  func names() throws {
    let name: [UInt8] = [0xD6, 0xD0, 0xCE, 0xC4]
    var file = try ZipArchive.bytes(of: [ZipEntry("abcd", [0x61])])
    for at in 0..<(file.count - 4) where file[at..<(at + 4)].elementsEqual("abcd".utf8) {
      file.replaceSubrange(at..<(at + 4), with: name)
    }
    #expect(look(file).part("中文")?.place == "压缩包内文件名")
  }

  @Test(
    "what systems leave in folders is told to be taken out of an archive",
    arguments: [".DS_Store", "__MACOSX/._通知.docx", "甲/Thumbs.db", "~$通知.docx"])
  func leftovers(_ name: String) throws {
    let found = FileInspector.inspect(try FileFixture.zip([(name, "x")]), name: "a.zip")
    #expect(found.codes == ["!unreadable"])
    #expect(found.findings.contains { $0.masked.contains("从压缩包里删去后重新压缩") })
  }
}
