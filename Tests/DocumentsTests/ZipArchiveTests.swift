import CLibZip
import Testing

@testable import Zip

@Suite("ZIP archives")
struct ZipArchiveTests {
  private static let text = Array(String(repeating: "政务公开工作考核办法。", count: 200).utf8)

  @Test("the same entries give the same bytes")
  func sameBytes() throws {
    let entries = [ZipEntry("a/一.txt", Self.text), ZipEntry("b.txt", Self.text, .stored)]
    #expect(try ZipArchive.bytes(of: entries) == ZipArchive.bytes(of: entries))
  }

  @Test("entries are read back as written, in order, dated 1980-01-01, without extra fields")
  func readBack() throws {
    let bytes = try ZipArchive.bytes(of: [
      ZipEntry("[Content_Types].xml", Self.text), ZipEntry("a/一.txt", Self.text, .stored), ZipEntry("empty", []),
    ])
    let entries = try ArchiveFixture.entries(of: bytes)
    #expect(entries.map(\.name) == ["[Content_Types].xml", "a/一.txt", "empty"])
    #expect(entries.map(\.content) == [Self.text, Self.text, []])
    #expect(entries.allSatisfy { $0.time == 0 && $0.date == 0x21 && $0.extraBytes == 0 && $0.commentBytes == 0 })
    #expect(entries.map(\.method) == [8, 0, 8])
  }

  @Test("an archive can follow a base whose entries are kept byte by byte")
  func afterBase() throws {
    let base = try ZipArchive.bytes(of: [ZipEntry("a", Self.text), ZipEntry("b", Self.text, .stored)])
    let bytes = try ZipArchive.bytes(of: [ZipEntry("c", Self.text)], after: base)
    #expect(try ArchiveFixture.entries(of: bytes).map(\.name) == ["a", "b", "c"])
    let whole = try ZipArchive.bytes(of: [
      ZipEntry("a", Self.text), ZipEntry("b", Self.text, .stored), ZipEntry("c", Self.text),
    ])
    #expect(bytes == whole)
  }

  @Test("an archive without entries is the end record alone")
  func empty() throws {
    let bytes = try ZipArchive.bytes(of: [])
    #expect(bytes.count == 22)
    #expect(try ArchiveFixture.entries(of: bytes).isEmpty)
  }

  @Test(
    "names that a careless reader would unpack elsewhere are refused",
    arguments: ["", "/a", "a/", "../a", "a//b", "a/./b", "a\\b", "a\u{0}b", "a\nb"])
  func names(_ name: String) {
    #expect(throws: ZipFault.self) { try ZipArchive.bytes(of: [ZipEntry(name, [1])]) }
    do { _ = try ZipArchive.bytes(of: [ZipEntry(name, [1])]) } catch { #expect(error.code == "zip.name") }
  }

  @Test("two entries of one name are refused, and so is a base that is no archive")
  func refusals() {
    do { _ = try ZipArchive.bytes(of: [ZipEntry("a", [1]), ZipEntry("a", [2])]) } catch {
      #expect(error.code == "zip.duplicate")
    }
    do {
      _ = try ZipArchive.bytes(of: [ZipEntry("a", [1])], after: Self.text)
      Issue.record("A base that is no archive was accepted.")
    } catch {
      #expect(error.code == "zip.base")
    }
  }
}
