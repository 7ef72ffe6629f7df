import Catalogue
import Records
import Testing
import Values

/// The same fields, written in three ways, are the same record.
struct DifferentialTests {
  @Test("五百条随机记录，写成 Markdown、CSV、XML，读出的字段都相等")
  func threeFormatsReadAlike() throws {
    var random = SeededGenerator(seed: 20_260_101)
    let samples = (0..<500).map { _ in RandomRecord(using: &random) }
    let site = try TemporarySite()
    for (index, sample) in samples.enumerated() {
      try site.write(sample.markdown, to: "records/m/\(index).md")
      try site.write(sample.xml(body: "\(index).md"), to: "documents/\(index).xml")
      try site.write("正文 \(index)\n", to: "documents/\(index).md")
    }
    let fields = Field.ofDocuments.filter { $0 != .body && $0 != .id }
    let header = (["标识"] + fields.map(\.rawValue)).joined(separator: ",")
    let rows = samples.enumerated().map { "\($0)," + $1.row(fields) }
    try site.write(([header] + rows).joined(separator: "\r\n"), to: "records/c.csv")

    let working = try site.read()
    #expect(working.faults.map(\.text).prefix(5) == [])
    let records = Dictionary(uniqueKeysWithValues: working.records.map { ($0.record.id.rawValue, $0.record) })
    #expect(records.count == 1500)
    for (index, sample) in samples.enumerated() {
      let markdown = try #require(records["m/\(index)"])
      // Compared outside of #expect, which would describe 1,500 dictionaries of fields to itself.
      let isAsWritten = markdown.fields == sample.expected
      let areAlike = ["c/\(index)", "documents/\(index)"].allSatisfy {
        records[$0]?.fields == markdown.fields && records[$0]?.column == markdown.column
      }
      #expect(isAsWritten && areAlike, "第 \(index) 条：\(sample.markdown)")
    }
  }
}

/// A record of random fields, with what it must read as.
private struct RandomRecord {
  private(set) var expected = FieldTable<FieldValue>()
  private static let words = [
    "公文", "处理", "a: b", "“引号”", "x#y", "&c", "*d", "<e>", "\"f\"", "'g'", "- h", "100%", "𠮷",
  ]

  init(using random: inout SeededGenerator) {
    for field in Field.ofDocuments where ![.id, .body, .column, .attachments].contains(field) {
      guard Field.required.contains(field) || Int.random(in: 0..<3, using: &random) == 0 else { continue }
      expected[field] = Self.value(field, &random)
    }
    expected[.formed] = .day(Day(ordinal: 17_000))
  }

  private static func value(_ field: Field, _ random: inout SeededGenerator) -> FieldValue {
    switch field {
    case .handover: return .text(HandoverKind.allCases[Int.random(in: 0..<4, using: &random)].rawValue)
    case .originalURL:
      return .text("https://www.example.gov.cn/\(Int.random(in: 0..<99, using: &random))?a=1&b=2")
    case .disclosure: return .text("主动公开")
    default: break
    }
    switch field.shape {
    case .day: return .day(Day(ordinal: Int32.random(in: 18_000..<22_000, using: &random)))
    case .choice(let words): return .text(words[Int.random(in: 0..<words.count, using: &random)])
    case .choices(let words): return .list(Array(words.shuffled(using: &random).prefix(2)))
    case .list, .paths: return .list((0..<Int.random(in: 1..<4, using: &random)).map { "项\($0)" })
    case .text:
      let count = Int.random(in: 1..<5, using: &random)
      return .text(
        (0..<count).map { _ in words[Int.random(in: 0..<words.count, using: &random)] }.joined(separator: " ")
      )
    }
  }

  /// The field's value, a list joined as one text.
  private func text(_ field: Field, _ separator: String) -> String? {
    switch expected[field] {
    case .text(let text): text
    case .day(let day): day.description
    case .list(let items): items.joined(separator: separator)
    case nil: field == .column ? "4.1.2" : nil
    }
  }

  var markdown: String {
    let lines = Field.ofDocuments.compactMap { field in
      text(field, "；").map { "\(field.rawValue): '\($0.replacing("'", with: "''"))'\n" }
    }
    return "---\n\(lines.joined())---\n正文\n"
  }

  func row(_ fields: [Field]) -> String {
    fields.map { field in
      text(field, "|").map { "\"\($0.replacing("\"", with: "\"\""))\"" } ?? ""
    }.joined(separator: ",")
  }

  func xml(body: String) -> String {
    // Any order of the fields; a list's items keep theirs.
    let turn = body.utf8.reduce(0) { ($0 + Int($1)) % Field.ofDocuments.count }
    let elements = (Field.ofDocuments[turn...] + Field.ofDocuments[..<turn].reversed()).flatMap {
      field -> [String] in
      let texts: [String]
      if case .list(let items) = expected[field] {
        texts = items
      } else {
        texts = [text(field, "")].compactMap(\.self)
      }
      return texts.map { text in
        let escaped = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
        return "  <\(field.rawValue)>\(escaped)</\(field.rawValue)>\n"
      }
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<公文>\n\(elements.joined())  <正文>\(body)</正文>\n</公文>\n"
  }
}

/// A generator that gives the same numbers in every run (SplitMix64).
private struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
