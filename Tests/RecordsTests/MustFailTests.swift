import Catalogue
import Diagnostics
import Foundation
import Records
import Testing

/// Sites that must fail, each with the exact diagnostics it must give, in Fixtures/must-fail/*/expected.txt.
///
/// To write them anew: `GONGKAI_GOLDEN=write swift test --filter RecordsTests`, then review the difference.
struct MustFailTests {
  @Test("每种坏输入都给出带文件、行、列的中文诊断", arguments: Fixtures.cases("must-fail"))
  func badInputGivesItsDiagnostics(name: String) throws {
    let folder = "must-fail/\(name)"
    let site = try TemporarySite(folder)
    let told = try report(site)
    let golden = URL(filePath: "\(Fixtures.path)/\(folder)/expected.txt")
    if ProcessInfo.processInfo.environment["GONGKAI_GOLDEN"] == "write" {
      try Data(told.utf8).write(to: golden)
    }
    #expect(told == (try String(contentsOf: golden, encoding: .utf8)))
  }

  /// All that a run tells: the refusal of the settings, or the faults of every record and the warnings.
  private func report(_ site: TemporarySite) throws -> String {
    do {
      let configuration = try site.configuration()
      let catalogue = Catalogue.standard.applying(configuration.catalogueChanges).catalogue
      let working = try site.read(catalogue)
      let records = working.records.map { "有效 \($0.record.id)" }
      let faulty = working.faulty.map { record in
        (["无效 \(record.id)"] + record.faults.map(\.text)).joined(separator: "\n")
      }
      let told = (configuration.diagnostics + working.diagnostics).map(\.text)
      return (records + faulty + told).joined(separator: "\n") + "\n"
    } catch let refusal as SiteRefusal {
      return (["拒绝"] + refusal.diagnostics.map(\.text)).joined(separator: "\n") + "\n"
    }
  }
}
