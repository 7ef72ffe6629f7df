import Foundation
import Testing

@testable import Files

/// What a program remembered is of use to the same program only.
@Suite("The program's identity")
struct ProgramIdentityTests {
  @Test("tells of the libraries that pages and files are made with")
  func libraries() {
    for name in ["libcmark-gfm.", "libcmark-gfm-extensions.", "libxml2.", "libzip.", "libz."] {
      let line = ProgramIdentity.current.split(separator: "\n").first { $0.contains("/\(name)") }
      // Path, inode, size and time.
      #expect(line?.split(separator: " ").count == 4, "\(name)")
    }
  }

  @Test("changes with a file of them")
  func change() throws {
    let path = FileManager.default.temporaryDirectory.path + "/gongkai-\(UUID().uuidString)"
    defer { OutputFiles.remove(path) }
    try OutputFiles.write(Array("一".utf8), to: path)
    let before = ProgramIdentity.of(files: ["/bin/sh", path])
    #expect(ProgramIdentity.of(files: ["/bin/sh", path]) == before)
    try OutputFiles.replaceUnsynced(path, with: [Array("二二".utf8)])
    #expect(ProgramIdentity.of(files: ["/bin/sh", path]) != before)
  }
}
