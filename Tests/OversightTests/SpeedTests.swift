import Testing
import Values

@testable import Oversight

@Suite("Speed")
struct SpeedTests {
  @Test("reports on 100,000 records of 10 years within 5 s each, printed")
  func reports() throws {
    let first = try day("2014-01-01")
    var random = SplitMix(seed: 7)
    let records = (0..<100_000).map { index in
      let formed = first.adding(days: Int(random.next() % 3600))
      let published = formed.adding(days: Int(random.next() % 45))
      let clocked = ClockedRecord(
        id: "记录\(index)", title: "标题", unit: "第\(index % 8)科", formedOn: formed,
        changedOn: index % 10 == 0 ? [formed.adding(days: 100)] : [], publishedOn: [published])
      return AccountedRecord(clocked, providedOn: formed, outcome: .adopted(on: published))
    }
    let clock = ContinuousClock()
    let year = try #require(Period.year(2020))
    let month = try #require(Period.month(2020, 6))
    let asOf = first.adding(days: 3700)
    var accountability = Accountability([], asOf: asOf)
    func time(_ name: String, _ body: () -> Void) {
      let spent = clock.measure(body)
      print("\(name): \(spent)")
      #expect(spent < .seconds(5), "\(name)")
    }
    time("clocks of 100,000 records") { accountability = Accountability(records, asOf: asOf) }
    #expect(accountability.entries.count == 100_000)
    time("a year's table") { _ = FiguresTable(accountability, period: year).text() }
    time("a month's table") { _ = FiguresTable(accountability, period: month).text() }
    time("reminders") { _ = accountability.messages }
    time("通报批评") { _ = accountability.criticisms(year) }
  }
}
