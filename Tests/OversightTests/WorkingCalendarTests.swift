import Testing
import Values

@testable import Oversight

func day(_ text: String) throws -> Day { try #require(Day(iso: text)) }

@Suite("The working-day calendar")
struct WorkingCalendarTests {
  private let calendar = WorkingCalendar.national

  @Test(
    "counts every vector of domain §1.4",
    arguments: [
      ("2026-01-01", 20, "2026-01-29"), ("2026-02-13", 20, "2026-03-19"), ("2026-02-14", 20, "2026-03-20"),
      ("2025-09-26", 20, "2025-10-30"), ("2024-09-13", 20, "2024-10-17"), ("2020-01-22", 20, "2020-02-27"),
      ("2026-09-24", 20, "2026-10-29"), ("2026-09-24", 40, "2026-11-26"), ("2024-02-04", 7, "2024-02-19"),
      ("2019-05-15", 20, "2019-06-13"),
    ])
  func vectors(start: String, count: Int, due: String) throws {
    let result = try calendar.dueDay(after: day(start), workingDays: count)
    #expect(result == DueDay(day: try day(due), isProvisional: false))
  }

  @Test(
    "has the working days a year of domain §6",
    arguments: zip(
      2008...2026,
      [251, 250, 250, 250, 249, 250, 250, 249, 250, 249, 250, 250, 249, 250, 249, 249, 251, 248, 248]))
  func years(year: Int, expected: Int) throws {
    let count = try calendar.workingDays(after: day("\(year - 1)-12-31"), through: day("\(year)-12-31"))
    #expect(count.count == expected)
    #expect(!count.isProvisional)
  }

  @Test("equals a plain day-by-day count on random starts in 2008-2026")
  func property() throws {
    var off: Set<Day> = []
    var on: Set<Day> = []
    for year in HolidayYear.national {
      off.formUnion(year.days(year.off))
      on.formUnion(year.days(year.on))
    }
    func works(_ day: Day) -> Bool { on.contains(day) || (day.weekday <= 5 && !off.contains(day)) }
    var random = SplitMix(seed: 20_260_213)
    let first = try day("2008-01-01")
    let last = try day("2026-12-31")
    for _ in 0..<3000 {
      let start = first.adding(days: Int(random.next() % UInt64(first.days(to: last) - 120)))
      let wanted = 1 + Int(random.next() % 60)
      var (current, left) = (start, wanted)
      while left > 0 {
        current = current.adding(days: 1)
        if works(current) { left -= 1 }
      }
      #expect(try calendar.dueDay(after: start, workingDays: wanted).day == current)
      #expect(try calendar.workingDays(after: start, through: current).count == wanted)
      #expect(calendar.isWorkingDay(start) == works(start))
    }
  }

  @Test("marks a count that touches a year without data as provisional, and counts weekends only there")
  func provisional() throws {
    // 2026-12-18 is a Friday: 9 weekdays to 12-31 (21-25, 28-31), then 11 in 2027 from Friday 01-01 to Friday 01-15.
    let due = try calendar.dueDay(after: day("2026-12-18"), workingDays: 20)
    #expect(due == DueDay(day: try day("2027-01-15"), isProvisional: true))
    #expect(due.text == "2027-01-15（暂定）")
    #expect(try calendar.dueDay(after: day("2026-12-18"), workingDays: 9).isProvisional == false)
    #expect(try calendar.workingDays(after: day("2026-12-30"), through: day("2027-01-01")) == (2, true))
    #expect(try calendar.dueDay(after: day("2006-12-20"), workingDays: 3).isProvisional)
  }

  @Test("takes local days off and on, and further years")
  func additions() throws {
    let local = CalendarAdditions(
      off: [.init([try day("2026-03-19")], evidence: "甘府办发〔2026〕1号")],
      on: [.init([try day("2026-03-21")], evidence: "甘府办发〔2026〕1号")])
    let calendar = try WorkingCalendar(local)
    #expect(try calendar.dueDay(after: day("2026-02-13"), workingDays: 20).day == day("2026-03-20"))
    #expect(try calendar.dueDay(after: day("2026-02-13"), workingDays: 21).day == day("2026-03-21"))
    let known = try WorkingCalendar(
      CalendarAdditions(off: [.init([try day("2027-01-01")], evidence: "国办通知")], years: [2027]))
    #expect(
      try known.dueDay(after: day("2026-12-18"), workingDays: 20)
        == DueDay(day: day("2027-01-18"), isProvisional: false))
    let clash = CalendarAdditions(
      off: [.init([try day("2026-03-19")], evidence: "甲")], on: [.init([try day("2026-03-19")], evidence: "乙")])
    let conflict = CalendarFault.conflict(try day("2026-03-19"))
    #expect(throws: conflict) { try WorkingCalendar(clash) }
  }

  @Test("counts the first day where told to")
  func countsStart() throws {
    let calendar = try WorkingCalendar(CalendarAdditions(), countsStart: true)
    // 2026-02-13 (Friday) is day 1, so the 20th falls one working day before 03-19.
    #expect(try calendar.dueDay(after: day("2026-02-13"), workingDays: 20).day == day("2026-03-18"))
    #expect(try calendar.dueDay(after: day("2026-01-01"), workingDays: 20).day == day("2026-01-29"))
  }

  @Test("refuses negative and absurd input as values, and never traps")
  func refusals() throws {
    let start = try day("2026-02-13")
    #expect(throws: CalendarFault.negative(-1)) { try calendar.dueDay(after: start, workingDays: -1) }
    #expect(throws: CalendarFault.negative(.min)) { try calendar.dueDay(after: start, workingDays: .min) }
    #expect(throws: CalendarFault.tooMany(.max)) { try calendar.dueDay(after: start, workingDays: .max) }
    #expect(try calendar.dueDay(after: start, workingDays: 0).day == start)
    let end = try day("9999-12-31")
    #expect(throws: CalendarFault.outOfRange) { try calendar.dueDay(after: end, workingDays: 1) }
    #expect(throws: CalendarFault.outOfRange) { try calendar.dueDay(after: end, workingDays: 10_000) }
    let (wild, early) = (Day(ordinal: .max), Day(ordinal: .min))
    #expect(throws: CalendarFault.outOfRange) { try calendar.dueDay(after: wild, workingDays: 1) }
    #expect(throws: CalendarFault.outOfRange) { try calendar.workingDays(after: early, through: end) }
    let later = try day("2026-02-14")
    #expect(throws: CalendarFault.reversed(later, start)) { try calendar.workingDays(after: later, through: start) }
    #expect(try calendar.workingDays(after: day("0001-01-01"), through: end).count > 2_600_000)
    #expect(try calendar.dueDay(after: day("0001-01-01"), workingDays: 5).day == day("0001-01-08"))
  }

  @Test("holds a table of whole entries, with no make-up day on a weekday")
  func table() {
    #expect(HolidayYear.national.map(\.year) == Array(2007...2026))
    for year in HolidayYear.national {
      for list in [year.off, year.on] {
        for entry in list.split(separator: " ") { #expect(!year.days(String(entry)).isEmpty, "\(year.year) \(entry)") }
      }
      #expect(year.days(year.on).allSatisfy { $0.weekday >= 6 })
      #expect(Set(year.days(year.on)).isDisjoint(with: year.days(year.off)))
    }
  }

  @Test("answers report workday as JSON")
  func json() throws {
    let answer = try calendar.json(start: day("2026-02-13"), workingDays: 20)
    let expected = #"{"start":"2026-02-13","days":20,"due":"2026-03-19","provisional":false}"#
    #expect(String(decoding: answer.bytes, as: UTF8.self) == expected)
  }
}

/// A small generator with a fixed seed, so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
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
