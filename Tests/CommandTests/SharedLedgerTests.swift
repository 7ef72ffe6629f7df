import Records
import Support
import Testing
import Values

@testable import Review

/// One ledger, a program that holds it open for days (the console), and others that come and go.
@Suite("A ledger that several processes have open")
struct SharedLedgerTests {
  @Test("keeps what each of them decides, whatever else the program opens and closes meanwhile")
  func keptOpen() throws {
    let site = try TestSite()
    for id in ["a", "b", "c", "d"] { try site.record(id) }
    try site.submit(only: ["a"])
    let long = try site.open()
    let records = try long.workingSite().records
    func submit(_ id: String) throws {
      let chosen = records.filter { $0.record.id.rawValue == id }
      let results = try long.ledger.submit(chosen, by: TestSite.actor("drafter"), founding: long.founding)
      #expect(results.map(\.isDone) == [true])
    }
    for (own, other) in [("b", "c"), ("d", "")] {
      // Opened and closed beside the one that stays open.
      _ = try site.open().state()
      _ = try site.examine()
      if !other.isEmpty {
        #expect(try Command(["review", "submit", other, "--as", "drafter", "--site", site.path]).status == 0)
      }
      try submit(own)
    }
    let known = try long.state().records.keys.map(\.rawValue).sorted()
    #expect(known == ["a", "b", "c", "d"])
    let seen = try Command(["review", "log", "--site", site.path])
    #expect(seen.out.split(separator: "\n").count == 5)
    #expect(try Command(["ledger", "verify", "--site", site.path]).status == 0)
  }
}
