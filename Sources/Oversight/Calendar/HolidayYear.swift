import Values

/// One year of the State Council's notices, written as `MMDD` and `MMDD-MMDD` separated by spaces.
struct HolidayYear: Sendable {
  let year: Int
  /// Days off (法定节假日和调休放假), weekends among them or not.
  let off: String
  /// Saturdays and Sundays that are worked (调休上班).
  let on: String

  init(_ year: Int, off: String, on: String) {
    self.year = year
    self.off = off
    self.on = on
  }
}

extension HolidayYear {
  /// The national notices of 2007 to 2026, by calendar year.
  ///
  /// Generated from `holidays-cn.json`, the union of holiday-cn (which reads the State Council's yearly notices,
  /// 国务院办公厅关于部分节假日安排的通知) and chinesecalendar 1.11.0. The two agree on the working state of each of the
  /// 7,305 days. The rule that reads it: a day is worked if it is in `on`, or Monday to Friday and not in `off`.
  static let national: [HolidayYear] = [
    HolidayYear(
      2007, off: "0101-0103 0218-0224 0501-0507 1001-1007 1230-1231",
      on: "0217 0225 0428-0429 0929-0930 1229"),
    HolidayYear(
      2008, off: "0101 0206-0212 0404-0406 0501-0503 0607-0609 0913-0915 0929-1005",
      on: "0202-0203 0504 0927-0928"),
    HolidayYear(
      2009, off: "0101-0103 0125-0131 0404-0406 0501-0503 0528-0530 1001-1008",
      on: "0104 0124 0201 0531 0927 1010"),
    HolidayYear(
      2010, off: "0101-0103 0213-0219 0403-0405 0501-0503 0614-0616 0922-0924 1001-1007",
      on: "0220-0221 0612-0613 0919 0925-0926 1009"),
    HolidayYear(
      2011, off: "0101-0103 0202-0208 0403-0405 0430-0502 0604-0606 0910-0912 1001-1007",
      on: "0130 0212 0402 1008-1009 1231"),
    HolidayYear(
      2012, off: "0101-0103 0122-0128 0402-0404 0429-0501 0622-0624 0930-1007",
      on: "0121 0129 0331-0401 0428 0929"),
    HolidayYear(
      2013, off: "0101-0103 0209-0215 0404-0406 0429-0501 0610-0612 0919-0921 1001-1007",
      on: "0105-0106 0216-0217 0407 0427-0428 0608-0609 0922 0929 1012"),
    HolidayYear(2014, off: "0101 0131-0206 0405-0407 0501-0503 0602 0908 1001-1007", on: "0126 0208 0504 0928 1011"),
    HolidayYear(
      2015, off: "0101-0103 0218-0224 0405-0406 0501 0620 0622 0903-0905 0927 1001-1007",
      on: "0104 0215 0228 0906 1010"),
    HolidayYear(
      2016, off: "0101 0207-0213 0404 0501-0502 0609-0611 0915-0917 1001-1007",
      on: "0206 0214 0612 0918 1008-1009"),
    HolidayYear(2017, off: "0101-0102 0127-0202 0402-0404 0501 0528-0530 1001-1008", on: "0122 0204 0401 0527 0930"),
    HolidayYear(
      2018, off: "0101 0215-0221 0405-0407 0429-0501 0618 0924 1001-1007 1230-1231",
      on: "0211 0224 0408 0428 0929-0930 1229"),
    HolidayYear(
      2019, off: "0101 0204-0210 0405-0407 0501-0504 0607-0609 0913-0915 1001-1007",
      on: "0202-0203 0428 0505 0929 1012"),
    HolidayYear(
      2020, off: "0101 0124-0202 0404-0406 0501-0505 0625-0627 1001-1008",
      on: "0119 0426 0509 0628 0927 1010"),
    HolidayYear(
      2021, off: "0101-0103 0211-0217 0403-0405 0501-0505 0612-0614 0919-0921 1001-1007",
      on: "0207 0220 0425 0508 0918 0926 1009"),
    HolidayYear(
      2022, off: "0101-0103 0131-0206 0403-0405 0430-0504 0603-0605 0910-0912 1001-1007 1231",
      on: "0129-0130 0402 0424 0507 1008-1009"),
    HolidayYear(
      2023, off: "0101-0102 0121-0127 0405 0429-0503 0622-0624 0929-1006 1230-1231",
      on: "0128-0129 0423 0506 0625 1007-1008"),
    HolidayYear(
      2024, off: "0101 0210-0217 0404-0406 0501-0505 0610 0915-0917 1001-1007",
      on: "0204 0218 0407 0428 0511 0914 0929 1012"),
    HolidayYear(2025, off: "0101 0128-0204 0404-0406 0501-0505 0531-0602 1001-1008", on: "0126 0208 0427 0928 1011"),
    HolidayYear(
      2026, off: "0101-0103 0215-0223 0404-0406 0501-0505 0619-0621 0925-0927 1001-1007",
      on: "0104 0214 0228 0509 0920 1010"),
  ]

  /// The days of a list in this year; entries that are no day are left out (a test walks the table).
  func days(_ list: String) -> [Day] {
    list.split(separator: " ").flatMap { entry -> [Day] in
      let ends = entry.split(separator: "-").compactMap { day($0) }
      guard let first = ends.first, let last = ends.last, first <= last else { return [] }
      return (first.ordinal...last.ordinal).map(Day.init(ordinal:))
    }
  }

  private func day(_ text: Substring) -> Day? {
    guard text.utf8.count == 4, let number = Int(text) else { return nil }
    return Day(year: year, month: number / 100, day: number % 100)
  }
}
