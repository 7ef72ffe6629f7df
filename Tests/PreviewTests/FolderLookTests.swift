import Foundation
import Testing

@testable import Preview

@Suite("Looks at watched folders")
struct FolderLookTests {
  private let folder = TemporaryFolder()

  private var look: FolderLook { FolderLook(at: [folder.path]) }

  @Test("Nothing changed, nothing seen")
  func unchanged() {
    folder.write("a/b/公开.md", "一")
    folder.write("c.yaml", "二")
    let before = look
    #expect(before.files == 2)
    #expect(look == before)
  }

  @Test("A new, changed, renamed, moved or deleted file is seen, deep down too")
  func changed() throws {
    folder.write("a/b/one.md", "一")
    var looks = [look]
    folder.write("a/b/two.md", "二")
    looks.append(look)
    folder.write("a/b/two.md", "二二")
    looks.append(look)
    try folder.move("a/b/two.md", to: "a/b/three.md")
    looks.append(look)
    try folder.move("a/b/three.md", to: "a/three.md")
    looks.append(look)
    try folder.remove("a/three.md")
    for (index, one) in looks.enumerated() {
      for other in looks[(index + 1)...] { #expect(one != other) }
    }
    #expect(look == looks[0])
  }

  @Test("A new time alone and an empty folder are seen")
  func timeAndFolder() throws {
    folder.write("one.md", "一")
    let before = look
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_700_000_000)], ofItemAtPath: folder.path + "/one.md")
    let touched = look
    #expect(touched != before)
    folder.makeFolder("empty")
    #expect(look != touched)
  }

  @Test("Hidden files, editors' copies and the ledger are not seen")
  func ignored() {
    folder.write("one.md", "一")
    let before = look
    for name in [".one.md.swp", "one.md~", "ledger.sqlite", "ledger.sqlite-wal", ".git/index"] {
      folder.write(name, "x")
    }
    #expect(look == before)
  }

  @Test("Links are not followed, and a folder that is missing is empty until it comes")
  func linksAndMissing() throws {
    let outside = TemporaryFolder()
    folder.write("one.md", "一")
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/link", withDestinationPath: outside.path)
    let before = look
    outside.write("two.md", "二")
    #expect(look == before)
    let missing = folder.path + "/later"
    let none = FolderLook(at: [missing])
    #expect(none.files == 0)
    folder.makeFolder("later")
    folder.write("later/x.md", "三")
    #expect(FolderLook(at: [missing]) != none)
  }

  @Test("Hundreds of files in folders are all seen")
  func many() {
    for index in 0..<800 { folder.write("\(index % 20)/\(index).md", "x") }
    #expect(look.files == 800)
  }
}

@Suite("When a rendering is due")
struct SettlingTests {
  @Test("A change is due once two looks agree on it, and once only")
  func settles() {
    var settling = Settling(rendered: 0)
    let looks = [0, 1, 2, 2, 2, 3, 3, 3]
    #expect(looks.map { settling.isDue($0) } == [false, false, false, true, false, false, true, false])
  }

  @Test("A change undone before it settled is not due")
  func undone() {
    var settling = Settling(rendered: 0)
    #expect([1, 0, 0].map { settling.isDue($0) } == [false, false, false])
  }
}
