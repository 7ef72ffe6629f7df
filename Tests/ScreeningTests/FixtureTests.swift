import Foundation
import Inspection
import Testing

@testable import Screening

/// What must be found, from files that a person can open.
@Suite("Screening: rows from files")
struct FixtureTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  private static func rows(_ name: String) throws -> [[String]] {
    try String(contentsOf: folder.appending(path: "Fixtures/\(name)"), encoding: .utf8)
      .split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
  }

  private func codes(_ text: String) -> [String] {
    var context = TextContext()
    context.asOf = (2026, 11, 23)
    return TextScreen.findings(in: text, context: context).map { "\($0.detector.rawValue) \($0.action.rawValue)" }
  }

  /// Upstream calls some of them invalid in its strict mode only, for their region had another code when their holder
  /// was born. A number that passes every other check is a person's all the same, and is found.
  @Test("every published vector of resident numbers is judged as it should be")
  func residentNumbers() throws {
    let rows = try Self.rows("resident-id.tsv")
    #expect(rows.count == 25)
    for row in rows {
      let number = try #require(row.first)
      let isValid = row[1] == "valid" || row.last?.contains("strict=true") == true
      switch number.count {
      case 18: #expect(codes(number).contains("resident-id block") == isValid, "\(row)")
      case 15: #expect(codes("身份证号\(number)").contains("resident-id-15 block") == isValid, "\(row)")
      default: #expect(codes("身份证号\(number)").isEmpty && !isValid, "\(row)")
      }
    }
  }

  @Test("every class of text is found, and what is like it is left alone")
  func texts() throws {
    let rows = try Self.rows("text-rows.tsv")
    for row in rows {
      try #require(row.count == 3, "\(row)")
      let text = row[1].replacing("{ID}", with: TextScreenTests.id()).replacing("{ID15}", with: "110105900101001")
        .replacing("\\\\", with: "\u{0}").replacing("\\n", with: "\n").replacing("\u{0}", with: "\\")
      let found = codes(text)
      #expect(row[2] == "-" ? found.isEmpty : found.contains(row[2]), "\(row) → \(found)")
    }
    let classes = Set(rows.map { $0[0] })
    #expect(classes.count >= 20)
  }

  @Test(
    "what files hide comes through as a finding with a place, a rule and a remedy",
    arguments: [
      ("comment.docx", "comment"), ("TwoSheetsOneHidden.xlsx", "hidden-sheet"), ("SimpleMacro.docm", "macro"),
      ("xlmmacro.xlsm", "macro"), ("poc-xmlbomb.xlsx", "external-entity"),
      ("protected_passtika.xlsx", "encrypted"), ("simple.doc", "legacy-format"), ("attachment.pdf", "attached-file"),
      ("autoprint.pdf", "script"), ("encrypted-attachment.pdf", "encrypted"),
    ])
  func files(_ name: String, _ detector: String) throws {
    let file = Self.folder.deletingLastPathComponent().appending(path: "InspectionTests/Fixtures/\(name)")
    let findings = FileScreen().findings(in: [UInt8](try Data(contentsOf: file)), name: name)
    let found = try #require(findings.first { $0.detector.rawValue == detector }, "\(findings.map(\.detector))")
    #expect(found.action == .block)
    #expect(!found.detector.title.isEmpty && !found.detector.remedy.isEmpty && !found.detector.basis.isEmpty)
  }
}
