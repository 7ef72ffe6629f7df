import Testing
import Zip

@testable import Inspection

@Suite("Inspection: names of files that are run")
struct ExecutableNameTests {
  @Test("programs and scripts within an archive block, however deep", arguments: ["a.bat", "甲/乙.VBS", "a.exe "])
  func programs(_ name: String) throws {
    let inner = try FileFixture.zip([(name, "del")])
    #expect(FileInspector.inspect(inner, name: "a.zip").codes == ["!script"])
    let outer = try ZipArchive.bytes(of: [ZipEntry("b.zip", inner)])
    #expect(FileInspector.inspect(outer, name: "a.zip").codes == ["!script"])
  }

  @Test(
    "names of files that would be run are known",
    arguments: [
      "a.htc", "a.scf", "甲.settingcontent-ms", "a.desktop", "a.chm", "a.pht", "a.inc", "表.php.jpg", "a.php.",
      "甲/.htaccess", ".user.ini", "a.PHP ",
    ])
  func names(_ name: String) { #expect(ExecutableName.ending(of: name) != nil) }

  @Test("names of documents are quiet", arguments: ["a.docx", "关于A.B的通知.pdf", "甲", "v1.2.ofd", "config.pdf"])
  func quiet(_ name: String) { #expect(ExecutableName.ending(of: name) == nil) }
}
