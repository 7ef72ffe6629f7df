import Catalogue
import Records
import Testing

/// The digest names the bytes that people approve (DESIGN §5).
struct DigestTests {
  private func digest(_ site: TemporarySite, _ id: String) throws -> String {
    try #require(try site.read().record(id)).digest.hex
  }

  @Test("记录文件任何一个字节变了，摘要就变；变回来，摘要也变回来")
  func anyByteOfTheFileChangesTheDigest() throws {
    let site = try TemporarySite()
    try site.write(markdown(), to: "records/a.md")
    let first = try digest(site, "a")
    try site.write(markdown(body: "正文！\n"), to: "records/a.md")
    #expect(try digest(site, "a") != first)
    try site.write(markdown("# 注释也算"), to: "records/a.md")
    #expect(try digest(site, "a") != first)
    try site.write(markdown(), to: "records/a.md")
    #expect(try digest(site, "a") == first)
  }

  @Test("附件或公文正文的字节变了，摘要就变")
  func anyByteOfAnAttachmentOrBodyChangesTheDigest() throws {
    let site = try TemporarySite("good")
    let ids = ["通知/公文处理办法", "documents/2024/规范"]
    let before = try ids.map { try digest(site, $0) }
    try site.write("另一份附件。\n", to: "attachments/2024/办法.txt")
    let after = try ids.map { try digest(site, $0) }
    #expect(before[0] != after[0] && before[1] != after[1])
    try site.write("<p>另一种正文。</p>\n", to: "documents/2024/规范.html")
    #expect(try digest(site, ids[1]) != after[1])
    #expect(try digest(site, ids[0]) == after[0])
  }

  @Test("栏目或标识变了，摘要就变，哪怕部件的字节一样")
  func columnAndIDAreInTheDigest() throws {
    let part = RecordPart(kind: .record, path: "records/a.md", bytes: Array("x".utf8)).reference
    func digest(_ id: String, _ column: String) -> String {
      RecordDigest.digest(id: RecordID(rawValue: id), columnCode: column, parts: [part]).hex
    }
    #expect(digest("a", "4.1.2") == digest("a", "4.1.2"))
    #expect(digest("a", "4.1.2") != digest("a", "4.1.3"))
    #expect(digest("a", "4.1.2") != digest("b", "4.1.2"))
  }

  @Test("换了栏目的名称与编码写法，同一栏目；字节变了，所以摘要变")
  func theColumnIsTheOneMeant() throws {
    let site = try TemporarySite()
    try site.write(markdown(), to: "records/a.md")
    try site.write(markdown().replacing("\"4.1.2\"", with: "动态类信息"), to: "records/b.md")
    let working = try site.read()
    #expect(working.records.map(\.record.column) == [ColumnCode("4.1.2"), ColumnCode("4.1.2")])
  }

  @Test("CSV：别的行变了、加了、换了次序，本行的摘要不变；本行或表头变了就变")
  func anotherRowDoesNotChangeTheDigest() throws {
    let header = "标识,标题,栏目,可否公开,公开载体,承办科室,生成日期"
    let rows = ["1", "2", "3"].map { "\($0),第\($0)条,4.1.2,主动公开,政府网站,文书科,2024-05-08" }
    let site = try TemporarySite()
    func write(_ lines: [String], _ end: String = "\n") throws {
      try site.write(lines.map { $0 + end }.joined(), to: "records/t.csv")
    }
    try write([header] + rows)
    let first = try digest(site, "t/1")
    try write([header, rows[2], rows[1].replacing("第2条", with: "改了"), "", rows[0]])
    #expect(try digest(site, "t/1") == first)
    try write([header] + rows, "\r\n")
    #expect(try digest(site, "t/1") == first, "换行的写法不是内容")
    try write([header, rows[0].replacing("第1条", with: "第1项"), rows[1], rows[2]])
    #expect(try digest(site, "t/1") != first)
    try write([header + ",内容概述"] + rows.map { $0 + "," })
    #expect(try digest(site, "t/1") != first)
  }

  @Test("拼接不会混淆：长度写在每段文字之前，挪动边界就是另一个摘要")
  func concatenationIsUnambiguous() {
    func lines(_ id: String, _ column: String, _ paths: [String]) -> String {
      let parts = paths.map { RecordPart(kind: .attachment, path: $0, bytes: []).reference }
      return RecordDigest.lines(id: RecordID(rawValue: id), columnCode: column, parts: parts)
    }
    let forged = "a\ncolumn 5 4.1.2"
    let all = [
      lines("a", "4.1.2", []), lines("a4", ".1.2", []), lines(forged, "4.1.2", []),
      lines("a", "4.1.2", ["b", "c"]),
      lines("a", "4.1.2", ["bc"]), lines("a", "4.1.2", ["b\npart attachment 1 c"]),
    ]
    #expect(Set(all).count == all.count)
    #expect(lines("a", "1", ["b", "c"]) == lines("a", "1", ["c", "b"]), "部件的次序不是内容")
    #expect(lines("a", "4.1.2", ["é"]).contains("2 é"), "长度按字节计")
  }

  @Test("种类不同的部件，路径和字节一样也是不同的摘要")
  func theKindOfAPartIsInTheDigest() {
    let digests = RecordPart.Kind.allCases.map { kind in
      RecordDigest.digest(
        id: RecordID(rawValue: "a"), columnCode: "1.1",
        parts: [RecordPart(kind: kind, path: "p", bytes: [1]).reference])
    }
    #expect(Set(digests).count == RecordPart.Kind.allCases.count)
  }
}
