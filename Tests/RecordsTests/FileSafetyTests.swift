import Diagnostics
import Files
import Glibc
import Records
import Testing

/// Files that are not what they seem: links, locks, sizes.
struct FileSafetyTests {
  @Test("附件是指向站外的符号链接：拒绝，不跟随")
  func anAttachmentThatIsALinkIsRefused() throws {
    let site = try TemporarySite()
    try OutputFiles.makeFolder("\(site.path)/attachments")
    #expect(symlink("/etc/passwd", "\(site.path)/attachments/a.txt") == 0)
    try site.write(markdown("附件: a.txt"), to: "records/a.md")
    let working = try site.read()
    #expect(working.faults.map(\.brief) == ["site/records/a.md:8:5 record.invalid"])
    #expect(working.faults.first?.message.contains("符号链接") == true)
    #expect(working.diagnostics.map(\.brief) == ["site/attachments/a.txt file.ignored"])
  }

  @Test("附件路径经过指向站外的文件夹链接：拒绝")
  func anAttachmentBehindALinkedFolderIsRefused() throws {
    let site = try TemporarySite()
    try OutputFiles.makeFolder("\(site.path)/attachments")
    #expect(symlink("/etc", "\(site.path)/attachments/外") == 0)
    try site.write(markdown("附件: 外/passwd"), to: "records/a.md")
    let working = try site.read()
    #expect(working.faults.map(\.brief) == ["site/records/a.md:8:5 record.invalid"])
    #expect(working.faults.first?.message.contains("符号链接") == true)
  }

  @Test("附件是硬链接：拒绝，它的另一个名字可能在站外")
  func anAttachmentWithASecondNameIsRefused() throws {
    let site = try TemporarySite()
    try site.write("秘密", to: "别处.txt")
    try OutputFiles.makeFolder("\(site.path)/attachments")
    #expect(link("\(site.path)/别处.txt", "\(site.path)/attachments/a.txt") == 0)
    try site.write(markdown("附件: a.txt"), to: "records/a.md")
    let working = try site.read()
    #expect(working.faults.map(\.brief) == ["site/records/a.md:8:5 record.invalid"])
    #expect(working.faults.first?.message.contains("硬链接") == true)
  }

  @Test("文件名不是 UTF-8：不读取，也不挡住其他文件")
  func aNameThatIsNoUTF8StopsNothing() throws {
    let site = try TemporarySite()
    try site.write("内容", to: "attachments/好.txt")
    for folder in ["attachments", "records"] {
      try OutputFiles.makeFolder("\(site.path)/\(folder)")
      // 中文 in GBK: as a folder among attachments, as a file among records.
      let name: [UInt8] = Array("\(site.path)/\(folder)/".utf8) + [0xD6, 0xD0, 0xCE, 0xC4, 0x2E, 0x6D, 0x64, 0]
      let made = name.map { CChar(bitPattern: $0) }.withUnsafeBufferPointer { path -> Int32 in
        guard let path = path.baseAddress else { return -1 }
        return folder == "records" ? close(creat(path, 0o644)) : mkdir(path, 0o755)
      }
      #expect(made == 0)
    }
    try site.write(markdown("附件: 好.txt"), to: "records/a.md")
    let working = try site.read()
    #expect(working.records.map(\.record.id.rawValue) == ["a"])
    #expect(working.faults.map(\.code) == ["record.invalid"])
    #expect(working.faults.first?.message.contains("UTF-8") == true)
    #expect(working.diagnostics.map(\.code) == ["file.ignored"])
  }

  @Test("两个附件的名称写法不同而看上去相同：各是各的内容")
  func namesThatLookTheSameAreTwoFiles() throws {
    let site = try TemporarySite()
    let names = ["caf\u{E9}.txt", "cafe\u{301}.txt"]
    for (index, name) in names.enumerated() {
      try site.write("内容\(index)", to: "attachments/\(name)")
      try site.write(markdown("附件: \(name)"), to: "records/r\(index).md")
    }
    let records = try site.read().records
    #expect(records.map { String(decoding: $0.parts.last?.bytes ?? [], as: UTF8.self) } == ["内容0", "内容1"])
    try site.write(markdown("附件: [\(names[0]), \(names[1])]"), to: "records/r0.md")
    try site.write(markdown("附件: \(names[0])\n照片: \(names[1])"), to: "records/r1.md")
    #expect(try site.read().faulty.map(\.id.rawValue) == ["r0", "r1"])
  }

  @Test("附件路径指向文件夹：拒绝")
  func anAttachmentThatIsAFolderIsRefused() throws {
    let site = try TemporarySite()
    try OutputFiles.makeFolder("\(site.path)/attachments/a.txt")
    try site.write(markdown("附件: a.txt"), to: "records/a.md")
    #expect(try site.read().faults.map(\.brief) == ["site/records/a.md:8:5 record.invalid"])
  }

  @Test("公文的正文是符号链接：拒绝")
  func aBodyThatIsALinkIsRefused() throws {
    let site = try TemporarySite("good")
    #expect(unlink("\(site.path)/documents/2024/规范.html") == 0)
    #expect(symlink("../../site.yaml", "\(site.path)/documents/2024/规范.html") == 0)
    let faulty = try site.read().faulty.filter { $0.id.rawValue == "documents/2024/规范" }
    #expect(
      faulty.flatMap(\.faults).map(\.brief) == [
        "site/documents/2024/规范.html record.invalid", "site/documents/2024/规范.xml:14:3 record.invalid",
      ])
  }

  @Test("记录本身是符号链接：是一条坏记录，不读取")
  func aRecordThatIsALinkIsRefused() throws {
    let site = try TemporarySite()
    try site.write(markdown(), to: "别处.md")
    try OutputFiles.makeFolder("\(site.path)/records")
    #expect(symlink("../别处.md", "\(site.path)/records/a.md") == 0)
    #expect(symlink("/etc", "\(site.path)/records/外") == 0)
    let working = try site.read()
    #expect(working.records.isEmpty)
    #expect(working.faulty.map(\.id.rawValue) == ["a", "外"])
    #expect(
      working.faults.map(\.brief) == ["site/records/a.md record.invalid", "site/records/外 record.invalid"])
  }

  @Test("管道文件不会让读取停住")
  func aPipeIsRefused() throws {
    let site = try TemporarySite()
    try OutputFiles.makeFolder("\(site.path)/records")
    #expect(mkfifo("\(site.path)/records/a.md", 0o644) == 0)
    #expect(try site.read().faults.map(\.brief) == ["site/records/a.md record.invalid"])
  }

  @Test("超过上限的记录和附件是坏记录，其余照读")
  func tooLargeFilesAreFaults() throws {
    let site = try TemporarySite()
    try site.write(markdown(), to: "records/大.md")
    #expect(truncate("\(site.path)/records/大.md", (64 << 20) + 1) == 0)
    try site.write("x", to: "attachments/大.bin")
    #expect(truncate("\(site.path)/attachments/大.bin", (256 << 20) + 1) == 0)
    try site.write(markdown("附件: 大.bin"), to: "records/b.md")
    try site.write(markdown(), to: "records/c.md")
    let working = try site.read()
    #expect(working.records.map(\.record.id.rawValue) == ["c"])
    #expect(
      working.faults.map(\.brief) == [
        "site/records/b.md:8:5 record.invalid", "site/records/大.md record.invalid",
      ])
  }

  @Test("读不了的文件是坏记录，其余照读", .enabled(if: getuid() != 0))
  func anUnreadableFileIsAFault() throws {
    let site = try TemporarySite()
    try site.write(markdown(), to: "records/a.md")
    try site.write(markdown(), to: "records/b.md")
    #expect(chmod("\(site.path)/records/a.md", 0) == 0)
    let working = try site.read()
    #expect(working.records.map(\.record.id.rawValue) == ["b"])
    #expect(working.faults.map(\.brief) == ["site/records/a.md record.invalid"])
  }

  @Test("诊断里不会原样出现文件中的终端控制字符")
  func diagnosticsCarryNoControlCharacters() throws {
    let site = try TemporarySite()
    try site.write(markdown("\"\\e[31m红\": 1\n有效性: \"\\e]0;x\\a\""), to: "records/a.md")
    let texts = try site.read().faults.map(\.text)
    #expect(texts.count == 2)
    #expect(texts.allSatisfy { !$0.utf8.contains(0x1B) && !$0.utf8.contains(0x07) })
  }
}
