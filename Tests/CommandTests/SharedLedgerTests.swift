import Foundation
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

  @Test("is restored once by those that come at the same time, and keeps what each of them decides")
  func restoredOnce() throws {
    let site = try TestSite()
    let ids = ["a", "b", "c", "d"]
    try site.record("first")
    try site.submit()
    for id in ids { try site.record(id) }
    for _ in 0..<5 {
      try site.write("ledger.jsonl", bytes: try site.open().ledger.export(holding: []))
      site.removeLedger()
      nonisolated(unsafe) var runs = [Command?](repeating: nil, count: ids.count)
      runs.withUnsafeMutableBufferPointer { places in
        nonisolated(unsafe) let places = places
        DispatchQueue.concurrentPerform(iterations: ids.count) { at in
          places[at] = try? Command(["review", "submit", ids[at], "--as", "drafter", "--site", site.path])
        }
      }
      #expect(runs.allSatisfy { $0?.status == 0 }, "\(runs.compactMap { $0?.error })")
      #expect(runs.count { $0?.error.contains("已从 ledger.jsonl 恢复台账") == true } == 1)
      #expect(try site.open().state().records.count == ids.count + 1)
      let left = try FileManager.default.contentsOfDirectory(atPath: site.path).filter { $0.contains(".restoring") }
      #expect(left == [])
      for id in ids {
        _ = try Command([
          "review", "revoke", id, "--step", "提交", "--reason", "重来", "--as", "drafter", "--site", site.path,
        ])
      }
    }
  }
}
