import Testing
import Values

@testable import Oversight

@Suite("The law's clock")
struct DisclosureClockTests {
  private let clock = DisclosureClock()

  private func record(
    formed: String = "2026-02-13", changed: [String] = [], published: [String] = [],
    holds: [ClockedRecord.Hold] = [], handover: ClockedRecord.Handover = .none, released: String? = nil,
    period: ClockedRecord.SpecialPeriod? = nil
  ) throws -> ClockedRecord {
    ClockedRecord(
      id: "甲", unit: "文书科", formedOn: try day(formed), changedOn: try changed.map(day),
      publishedOn: try published.map(day), holds: holds, handover: handover, releasedOn: try released.map(day),
      period: period)
  }

  @Test(
    "goes from normal to near to overdue",
    arguments: [
      ("2026-02-13", "正常", 20, nil), ("2026-03-11", "正常", 6, nil), ("2026-03-12", "临近", 5, nil),
      ("2026-03-19", "临近", 0, nil), ("2026-03-20", "超限", nil, 1), ("2026-03-22", "超限", nil, 1),
      ("2026-03-24", "超限", nil, 3),
    ] as [(String, String, Int?, Int?)])
  func states(asOf: String, state: String, left: Int?, over: Int?) throws {
    let reading = clock.read(try record(), asOf: try day(asOf))
    #expect(reading.state.rawValue == state)
    let deadline = try #require(reading.deadlines.first)
    #expect(deadline.due == DueDay(day: try day("2026-03-19"), isProvisional: false))
    #expect(deadline.left == left)
    #expect(deadline.over == over)
  }

  @Test("never erases lateness, and leaves out what happened after the day asked for")
  func lateness() throws {
    let late = try record(published: ["2026-03-24"])
    let after = clock.read(late, asOf: try day("2026-12-31"))
    #expect(after.state == .overdue)
    #expect(after.isClosed)
    #expect(after.overdueOn == (try day("2026-03-20")))
    #expect(after.deadlines.map(\.lag) == [23])
    #expect(after.deadlines.map(\.over) == [3])
    let before = clock.read(late, asOf: try day("2026-03-18"))
    #expect(before.state == .near)
    #expect(before.deadlines.map(\.lag) == [nil])
    let prompt = clock.read(try record(published: ["2026-02-24"]), asOf: try day("2026-12-31"))
    #expect(prompt.state == .normal)
    // 02-14 is a make-up Saturday, 02-15 to 02-23 are off.
    #expect(prompt.deadlines.map(\.lag) == [2])
    #expect(prompt.next == nil)
  }

  @Test("stands still while a hold runs, and counts overlapping holds once")
  func holds() throws {
    let hold = ClockedRecord.Hold(from: try day("2026-03-10"), until: try day("2026-03-20"), reason: .thirdParty)
    let second = ClockedRecord.Hold(from: try day("2026-03-12"), until: try day("2026-03-18"), reason: .unsure)
    let held = try record(formed: "2026-03-02", published: ["2026-04-10"], holds: [second, hold])
    let end = clock.read(held, asOf: try day("2026-06-01"))
    // 03-30 without the hold; 8 working days stand still; 04-04 to 04-06 are off.
    #expect(end.deadlines.map(\.due) == [DueDay(day: try day("2026-04-10"), isProvisional: false)])
    #expect(end.deadlines.map(\.lag) == [20])
    #expect(end.state == .normal)
    let open = ClockedRecord.Hold(from: try day("2026-03-10"), until: nil, reason: .unsure)
    let running = clock.read(try record(formed: "2026-03-02", holds: [open]), asOf: try day("2026-03-16"))
    #expect(running.deadlines.map(\.due?.day) == [try day("2026-04-03")])
    #expect(running.deadlines.map(\.left) == [14])
    #expect(running.deadlines.map(\.isSuspended) == [true])
    #expect(clock.read(try record(formed: "2026-03-02", holds: [open]), asOf: try day("2026-12-31")).state == .normal)
    // A hold that begins after the last day comes too late.
    let tooLate = ClockedRecord.Hold(from: try day("2026-03-31"), until: nil, reason: .unsure)
    let late = clock.read(try record(formed: "2026-03-02", holds: [tooLate]), asOf: try day("2026-05-01"))
    #expect(late.state == .overdue && late.deadlines.map(\.over) == [1])
    // On the last day it comes in time: what was asked is due on the day of the answer.
    func asked(until: String?, published: [String] = [], asOf: String) throws -> ClockReading {
      let until = try until.map(day)
      let last = ClockedRecord.Hold(from: try day("2026-03-30"), until: until, reason: .thirdParty)
      let held = try record(formed: "2026-03-02", published: published, holds: [last])
      return clock.read(held, asOf: try day(asOf))
    }
    let waiting = try asked(until: nil, asOf: "2026-04-10").deadlines
    #expect(waiting.map(\.left) == [0] && waiting.map(\.isSuspended) == [true])
    #expect(try asked(until: "2026-04-20", published: ["2026-04-20"], asOf: "2026-05-01").state == .normal)
    #expect(try asked(until: "2026-04-20", asOf: "2026-04-22").deadlines.map(\.over) == [2])
  }

  @Test("gives a change a clock of its own, and counts a record late twice only once")
  func changes() throws {
    let changed = try record(changed: ["2026-04-01", "2026-02-13"], published: ["2026-02-24"])
    let reading = clock.read(changed, asOf: try day("2026-04-02"))
    #expect(reading.deadlines.map(\.event) == [.formed, .changed])
    #expect(reading.state == .normal)
    // 04-02, 03 (2); 07-10 (6); 13-17 (11); 20-24 (16); 27-30 (20).
    #expect(reading.next?.due?.day == (try day("2026-04-30")))
    let twice = clock.read(try record(changed: ["2026-04-01"]), asOf: try day("2026-12-31"))
    #expect(twice.deadlines.filter(\.isOverdue).count == 2)
    #expect(twice.overdueOn == (try day("2026-03-20")))
  }

  @Test("follows the regime of the event's day")
  func regimes() throws {
    let old = clock.read(try record(formed: "2008-04-30"), asOf: try day("2026-01-01"))
    #expect(old.deadlines.map(\.regime) == [.none])
    #expect(old.deadlines.map(\.due) == [nil])
    #expect(old.state == .normal && old.isClosed)
    let both = try record(formed: "2008-05-01", changed: ["2019-05-14", "2019-05-15"])
    let reading = clock.read(both, asOf: try day("2019-06-01"))
    #expect(reading.deadlines.map(\.regime) == [.of2008, .of2008, .of2019])
    #expect(reading.deadlines.last?.due?.day == (try day("2019-06-13")))
    #expect(Regime(on: try day("2019-05-14")).limit(.answer)?.days == 15)
    #expect(Regime(on: try day("2019-05-15")).limit(.answer)?.days == 20)
    #expect(Regime(on: try day("2019-05-14")).limit(.thirdParty) == nil)
    #expect(Regime(on: try day("2019-05-15")).limit(.completion)?.days == 7)
  }

  @Test("runs for a record handed up until acceptance and address are recorded")
  func handover() throws {
    let asOf = try day("2026-03-31")
    let accepted = try day("2026-03-10")
    func read(_ handover: ClockedRecord.Handover) throws -> ClockReading {
      clock.read(try record(published: ["2026-02-14"], handover: handover), asOf: asOf)
    }
    #expect(try read(.up(acceptedOn: nil, address: nil)).state == .overdue)
    #expect(try read(.up(acceptedOn: accepted, address: nil)).state == .overdue)
    #expect(try read(.up(acceptedOn: accepted, address: "https://www.yunchuan.example/1")).state == .normal)
    #expect(
      try read(.up(acceptedOn: accepted, address: "https://www.yunchuan.example/1")).deadlines.map(\.lag) == [13])
  }

  @Test("ends with a decision not to publish, and keeps a period that another law sets")
  func others() throws {
    let asOf = try day("2026-12-31")
    let released = clock.read(try record(released: "2026-03-05"), asOf: asOf)
    #expect(released.state == .normal && released.isClosed)
    #expect(released.deadlines.map(\.lag) == [nil])
    #expect(clock.read(try record(released: "2026-03-20"), asOf: asOf).state == .overdue)
    let special = try record(formed: "2026-03-02", period: .init(workingDays: 5, source: "某法第一条"))
    #expect(clock.read(special, asOf: asOf).deadlines.map(\.due?.day) == [try day("2026-03-09")])
  }

  @Test("reminds on the days set, on working days only, and of what is overdue and open")
  func reminders() throws {
    // 19 working days from 2026-02-13 end on Wednesday 03-18: Friday and the weekend after it have 3 left.
    let record = try record(period: .init(workingDays: 19, source: "某法第一条"))
    func reminded(_ text: String) throws -> Bool {
      let asOf = try day(text)
      return clock.remindersDue([clock.read(record, asOf: asOf)], on: asOf).count == 1
    }
    #expect(try reminded("2026-03-13"))
    for quiet in ["2026-03-12", "2026-03-14", "2026-03-15", "2026-03-16", "2026-03-21"] {
      #expect(try reminded(quiet) == false, "\(quiet)")
    }
    for loud in ["2026-03-11", "2026-03-17", "2026-03-18", "2026-03-19", "2026-03-27"] {
      #expect(try reminded(loud), "\(loud)")
    }
  }

  @Test("equals a plain day-by-day count with random holds, and once late stays late")
  func property() throws {
    var random = SplitMix(seed: 26)
    let first = try day("2020-01-01")
    func later(_ day: Day, _ most: UInt64) -> Day { day.adding(days: Int(random.next() % most)) }
    for _ in 0..<300 {
      let formed = later(first, 2000)
      let holds = (0..<Int(random.next() % 4)).map { _ in
        let from = later(formed, 40)
        return ClockedRecord.Hold(from: from, until: later(from, 30), reason: .thirdParty)
      }
      let published = later(formed, 90)
      let record = ClockedRecord(id: "甲", unit: "", formedOn: formed, publishedOn: [published], holds: holds)
      var (due, left) = (formed, 20)
      while left > 0 {
        due = due.adding(days: 1)
        let isHeld = holds.contains { $0.from < due && due <= ($0.until ?? due) }
        if clock.calendar.isWorkingDay(due), !isHeld { left -= 1 }
      }
      // What is asked on the last day is asked in time, and is due when the answer comes.
      while let answered = holds.first(where: { $0.from <= due && due < ($0.until ?? due) })?.until {
        due = answered
        while !clock.calendar.isWorkingDay(due) { due = due.adding(days: 1) }
      }
      let end = clock.read(record, asOf: formed.adding(days: 300))
      #expect(end.deadlines.map(\.due?.day) == [due])
      #expect((end.state == .overdue) == (published > due))
      var seen: Day?
      for ahead in stride(from: 0, to: 300, by: 7) {
        let reading = clock.read(record, asOf: formed.adding(days: ahead))
        if let seen { #expect(reading.overdueOn == seen) }
        seen = seen ?? reading.overdueOn
      }
    }
  }

  @Test("does not trap on days outside the calendar")
  func wild() throws {
    for start in [Int32.min, .max] {
      for asOf in [Int32.min, 0, .max] {
        let record = ClockedRecord(
          id: "甲", unit: "", formedOn: Day(ordinal: start), changedOn: [Day(ordinal: .max)],
          publishedOn: [Day(ordinal: asOf)],
          holds: [.init(from: Day(ordinal: .min), until: Day(ordinal: .max), reason: .unsure)])
        #expect(clock.read(record, asOf: Day(ordinal: asOf)).deadlines.allSatisfy { $0.due == nil })
      }
    }
    let endless = ClockedRecord.Hold(from: try day("2026-03-10"), until: nil, reason: .unsure)
    let held = clock.read(try record(holds: [endless]), asOf: Day(ordinal: .max))
    #expect(held.deadlines.map(\.due) == [nil])
  }
}
