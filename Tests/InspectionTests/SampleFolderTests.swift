import Testing

@testable import Inspection

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A folder of many real files that is not part of the project; `GONGKAI_SAMPLES` names it. Each file of the table
/// Expected/samples.tsv must be of the kind and have the findings that stand there.
///
/// After a change that means to change them, `GONGKAI_SAMPLES=… GONGKAI_SAMPLES_WRITE=1 swift test --filter
/// SampleFolderTests` writes the table anew, to be read as a difference.
@Suite("Inspection: a folder of real files")
struct SampleFolderTests {
  private static let folder = variable("GONGKAI_SAMPLES")
  private static let table = "\(FileFixture.folder)/Expected/samples.tsv"

  @Test(
    "every file of the folder is of its kind and has its findings",
    .enabled(if: folder != nil, "GONGKAI_SAMPLES names no folder of samples"),
    .enabled(if: PDFTools.installed() != nil, "pdftotext is not installed"))
  func samples() throws {
    let folder = try #require(Self.folder)
    let lines = String(decoding: try FileFixture.read(Self.table), as: UTF8.self).split(separator: "\n")
    var rows: [String] = []
    var found: [String] = []
    let time = try ContinuousClock().measure {
      for line in lines where !line.hasPrefix("#") && !line.hasPrefix("file\t") {
        let file = String(line.split(separator: "\t").first ?? "")
        let bytes = try FileFixture.read("\(folder)/\(file)")
        let inspection = FileInspector.inspect(bytes, name: file, pdf: .installed())
        rows.append(String(line))
        found.append("\(file)\t\(inspection.kind.rawValue)\t\(inspection.codes.joined(separator: " "))")
      }
    }
    if Self.variable("GONGKAI_SAMPLES_WRITE") != nil {
      try Self.write(
        lines.filter { $0.hasPrefix("#") || $0.hasPrefix("file\t") }.map(String.init) + found, to: Self.table)
      try Self.write(Self.readable(found), to: Self.page)
    }
    #expect(found.count > 100)
    for (row, found) in zip(rows, found) { #expect(found == row) }
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    print("\(found.count) files in \(time), peak memory of the process \(usage.ru_maxrss / 1024) MB")
  }

  @Test("the table for people says what the table of the test says")
  func page() throws {
    func lines(_ path: String) throws -> [String] {
      String(decoding: try FileFixture.read(path), as: UTF8.self).split(
        separator: "\n", omittingEmptySubsequences: false
      )
      .map(String.init)
    }
    let rows = try lines(Self.table).filter { !$0.isEmpty && !$0.hasPrefix("#") && !$0.hasPrefix("file\t") }
    #expect(try lines(Self.page).dropLast() == Self.readable(rows)[...])
  }

  private static let page = "\(FileFixture.folder)/Expected/samples.md"

  /// The table in Markdown, in words.
  private static func readable(_ rows: [String]) -> [String] {
    let head = [
      "# 样本文件的检查结果", "",
      "真实文件 \(rows.count) 个(来自 ofdrw、Apache POI、python-docx、pandoc、pdf.js 等项目的测试文件，不在本项目中)。"
        + "拦截项要由人豁免或去掉；警示项只提示。", "",
      "| 文件 | 种类 | 拦截 | 警示 |", "| --- | --- | --- | --- |",
    ]
    return head
      + rows.map { row in
        let cells = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        let codes = (cells.count > 2 ? cells[2] : "").split(separator: " ")
        func titles(_ isBlocking: Bool) -> String {
          codes.filter { $0.hasPrefix("!") == isBlocking }
            .compactMap { HiddenCode(rawValue: String($0.drop { $0 == "!" }))?.title }.joined(separator: "、")
        }
        let kind = cells.count > 1 ? FileKind(rawValue: cells[1])?.title ?? cells[1] : ""
        return "| \(cells[0]) | \(kind) | \(titles(true)) | \(titles(false)) |"
      }
  }

  private static func write(_ lines: [String], to path: String) throws {
    let file = try #require(fopen(path, "w"))
    defer { fclose(file) }
    for line in lines { fputs(line + "\n", file) }
  }

  private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
