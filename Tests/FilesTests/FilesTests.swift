import Files
import Foundation
import Testing

/// The file layer: never outside, never half.
@Suite("Files")
struct FilesTests {
  private func folder() throws -> String {
    let path = FileManager.default.temporaryDirectory.path + "/gongkai-files-\(UUID().uuidString)"
    try OutputFiles.makeFolder("\(path)/inside/deep")
    try OutputFiles.write(Array("内".utf8), to: "\(path)/inside/a.txt")
    try OutputFiles.write(Array("外".utf8), to: "\(path)/outside.txt")
    return path
  }

  @Test("are not read outside the folder, by dots, by an absolute path, or by a link")
  func inside() throws {
    let path = try folder()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try FileManager.default.createSymbolicLink(
      atPath: "\(path)/inside/link.txt", withDestinationPath: "\(path)/outside.txt")
    try FileManager.default.createSymbolicLink(atPath: "\(path)/inside/up", withDestinationPath: path)
    let inside = try Folder("\(path)/inside")
    #expect(try inside.read("a.txt") == Array("内".utf8))
    for way in [
      "../outside.txt", "\(path)/outside.txt", "link.txt", "up/outside.txt", "./a.txt", "", "deep", "a.txt\0",
    ] {
      #expect(throws: FileFault.self, "\(way)") { try inside.read(way) }
    }
    #expect(throws: FileFault.self) { try inside.read("a.txt", limit: 2) }
  }

  @Test("of a hard link are refused where asked")
  func hardLink() throws {
    let path = try folder()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try FileManager.default.linkItem(atPath: "\(path)/outside.txt", toPath: "\(path)/inside/hard.txt")
    let inside = try Folder("\(path)/inside")
    #expect(throws: FileFault.self) { try inside.read("hard.txt", refusingHardLinks: true) }
    #expect(try inside.read("hard.txt") == Array("外".utf8))
  }

  @Test("of a whole folder are switched in one step, and the old ones come out")
  func exchange() throws {
    let path = try folder()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try OutputFiles.makeFolder("\(path)/new")
    try OutputFiles.write(Array("新".utf8), to: "\(path)/new/a.txt")
    try OutputFiles.switchFolder("\(path)/new", into: "\(path)/inside")
    #expect(try Folder("\(path)/inside").read("a.txt") == Array("新".utf8))
    #expect(try Folder("\(path)/new").read("a.txt") == Array("内".utf8))
    try OutputFiles.removeTree("\(path)/new")
    try OutputFiles.switchFolder("\(path)/inside", into: "\(path)/fresh")
    #expect(try Folder("\(path)/fresh").read("a.txt") == Array("新".utf8))
    #expect(!FileManager.default.fileExists(atPath: "\(path)/inside"))
  }

  @Test("of a folder are taken away whatever the bytes of their names are, and one that stays does not save the rest")
  func removal() throws {
    let path = try folder()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try OutputFiles.makeFolder("\(path)/tree/sub")
    let name = Array("\(path)/tree/sub/".utf8) + [0xB2, 0xE2] + [0]
    let file = name.withUnsafeBytes { bytes in
      bytes.baseAddress.map { open($0.assumingMemoryBound(to: CChar.self), O_CREAT | O_WRONLY, 0o644) } ?? -1
    }
    #expect(file >= 0)
    close(file)
    try OutputFiles.removeTree("\(path)/tree")
    #expect(!FileManager.default.fileExists(atPath: "\(path)/tree"))
    // Deeper than a path can be.
    try OutputFiles.makeFolder("\(path)/tree/0")
    let long = String(repeating: "d", count: 250)
    var folder = open("\(path)/tree/0", O_RDONLY | O_DIRECTORY)
    for _ in 0..<20 {
      #expect(mkdirat(folder, long, 0o755) == 0)
      let next = openat(folder, long, O_RDONLY | O_DIRECTORY)
      close(folder)
      folder = next
    }
    close(folder)
    for index in 1..<30 { try OutputFiles.write([1], to: "\(path)/tree/\(index)") }
    #expect(throws: FileFault.self) { try OutputFiles.removeTree("\(path)/tree") }
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(path)/tree") == ["0"])
    let rest = Process()
    rest.executableURL = URL(fileURLWithPath: "/bin/rm")
    rest.arguments = ["-rf", path]
    try rest.run()
    rest.waitUntilExit()
  }

  @Test("are never written over by a write, and whole after a replace")
  func writing() throws {
    let path = try folder()
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(throws: FileFault.self) { try OutputFiles.write([1], to: "\(path)/outside.txt") }
    // Named like a file under way, but somebody's.
    try OutputFiles.write([9], to: "\(path)/outside.txt.new")
    let before = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    try OutputFiles.replace("\(path)/outside.txt", with: [1, 2, 3])
    #expect(try Folder(path).read("outside.txt") == [1, 2, 3])
    #expect(try Folder(path).read("outside.txt.new") == [9])
    #expect(throws: FileFault.self) { try OutputFiles.replace("\(path)/inside", with: [1]) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: path).sorted() == before)
  }

  @Test("have settled once a later change has another time: after ten ticks, or two seconds where times are coarse")
  func settled() {
    let look: Int64 = 1_800_000_000_000_000_000
    func isSettled(changed: Int64) -> Bool {
      FileIdentity(inode: 1, size: 1, modified: 0, changed: changed).isSettled(at: look)
    }
    #expect(isSettled(changed: look - 100_000_001))
    #expect(!isSettled(changed: look - 99_999_999))
    #expect(!isSettled(changed: look + 5_000_000_001))
    #expect(!isSettled(changed: look - 2_000_000_000))
    #expect(!isSettled(changed: look - 1_999_000_000))
    #expect(isSettled(changed: look - 2_001_000_000))
  }

  @Test("are held by one at a time")
  func exclusive() throws {
    let path = try folder()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let first = try ExclusiveHold(on: path)
    #expect(first != nil)
    #expect(try ExclusiveHold(on: path) == nil)
    withExtendedLifetime(first) {}
  }
}
