import Foundation
import Records
import Review
import Support
import Testing

/// What a version must keep when it is put forward.
@Suite("A draft") struct DraftRuleTests {
  @Test(
    "with an attachment that would be run is held",
    arguments: [
      "a.php", "a.PHP", "a.php.jpg", "a.asp;.jpg", "a.jsp", "a.aspx", "a.shtml", "a.cgi", "a.pl", "a.exe", "a.js",
      "a.bat",
    ])
  func executable(name: String) throws {
    let site = try TestSite()
    try site.write("attachments/\(name)", "文字\n")
    try site.record("a", ["附件": "[\"\(name)\"]"])
    try site.approve()
    let codes = try site.codes("a")
    #expect(codes.contains("attachment.executable"), "\(codes)")
  }

  @Test("with an ordinary attachment is not", arguments: ["a.txt", "表.2026.csv", "php.txt", "关于js的说明.md"])
  func ordinary(name: String) throws {
    let site = try TestSite()
    try site.write("attachments/\(name)", "文字\n")
    try site.record("a", ["附件": "[\"\(name)\"]"])
    try site.approve()
    #expect(try site.codes("a") == [])
  }
}
