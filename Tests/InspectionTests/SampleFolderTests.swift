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
      try Self.write(lines.filter { $0.hasPrefix("#") || $0.hasPrefix("file\t") }.map(String.init) + found)
    }
    #expect(found.count > 100)
    for (row, found) in zip(rows, found) { #expect(found == row) }
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    print("\(found.count) files in \(time), peak memory of the process \(usage.ru_maxrss / 1024) MB")
  }

  private static func write(_ lines: [String]) throws {
    let file = try #require(fopen(table, "w"))
    defer { fclose(file) }
    for line in lines { fputs(line + "\n", file) }
  }

  private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
