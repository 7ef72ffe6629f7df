/// A civil day in the Gregorian calendar, without time or zone.
///
/// All days of gongkai are days in Asia/Shanghai, whatever the machine's zone (DESIGN §6).
/// Arithmetic is exact from 0001-01-01 to 9999-12-31.
public struct Day: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01.
  public let ordinal: Int32

  /// Makes the day that many days after 1970-01-01.
  public init(ordinal: Int32) { self.ordinal = ordinal }

  /// Makes a day from its parts; nil if there is no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Day.length(ofMonth: month, year: year)
    else { return nil }
    // Howard Hinnant's days_from_civil: years counted from March so that leap days come last.
    let y = month <= 2 ? year - 1 : year
    let era = y / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    ordinal = Int32(era * 146_097 + dayOfEra - 719_468)
  }

  /// Reads `YYYY-MM-DD`, the only form that gongkai writes.
  public init?(iso text: some StringProtocol) {
    var text = String(text)
    guard let day = text.withUTF8({ Day(iso: $0) }) else { return nil }
    self = day
  }

  /// Reads `YYYY-MM-DD`, the only form that gongkai writes.
  public init?(iso bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = Day.number(bytes[0..<4]), let month = Day.number(bytes[5..<7]),
      let day = Day.number(bytes[8..<10])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  private static func number(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    var value = 0
    for digit in digits {
      guard digit >= 0x30, digit <= 0x39 else { return nil }
      value = value * 10 + Int(digit - 0x30)
    }
    return value
  }

  /// The number of days in a month.
  public static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: return 30
    default: return 31
    }
  }

  /// Year, month (1-12) and day of month (1-31).
  public var parts: (year: Int, month: Int, day: Int) {
    let z = Int(ordinal) + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  /// The year, as in `2026`.
  public var year: Int { parts.year }

  /// ISO weekday: 1 Monday … 7 Sunday.
  public var weekday: Int {
    let shifted = (Int(ordinal) + 3) % 7
    return (shifted < 0 ? shifted + 7 : shifted) + 1
  }

  /// The day `days` later (earlier when negative); the first or last day that can be held where there is none such.
  public func adding(days: Int) -> Day {
    let (sum, overflow) = Int(ordinal).addingReportingOverflow(days)
    return Day(ordinal: overflow ? (days < 0 ? .min : .max) : Int32(clamping: sum))
  }

  /// Days from this day to another.
  public func days(to other: Day) -> Int { Int(other.ordinal) - Int(ordinal) }

  public static func < (left: Day, right: Day) -> Bool { left.ordinal < right.ordinal }
}

extension Day: CustomStringConvertible {
  /// `YYYY-MM-DD`; a year outside 0 to 9999 has a sign and as many figures as it needs (ISO 8601 expanded).
  public var description: String {
    let (year, month, day) = parts
    guard (0...9999).contains(year) else {
      let figures = String(year.magnitude)
      let padding = String(repeating: "0", count: max(4 - figures.count, 0))
      return "\(year < 0 ? "-" : "+")\(padding)\(figures)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }
    return String(unsafeUninitializedCapacity: 10) { out in
      func put(_ value: Int, _ digits: Int, at start: Int) {
        var rest = value
        for index in stride(from: start + digits - 1, through: start, by: -1) {
          out[index] = 0x30 + UInt8(rest % 10)
          rest /= 10
        }
      }
      put(year, 4, at: 0)
      out[4] = UInt8(ascii: "-")
      put(month, 2, at: 5)
      out[7] = UInt8(ascii: "-")
      put(day, 2, at: 8)
      return 10
    }
  }

  /// `2024年5月8日`, the form of a 成文日期 (GB/T 9704-2012: Arabic figures, no leading zeros).
  public var chinese: String {
    let (year, month, day) = parts
    return "\(year)年\(month)月\(day)日"
  }
}
