import Values

/// How many items were published in each of the last twelve months, as bars.
struct MonthChart {
  /// Months from the earliest, with their counts.
  let months: [(year: Int, month: Int, count: Int)]

  /// Counts days by month, up to the month of `asOf`.
  init(days: some Sequence<Day>, asOf: Day) {
    let last = asOf.parts.year * 12 + asOf.parts.month - 1
    var counts = [Int](repeating: 0, count: 12)
    for day in days {
      let parts = day.parts
      let slot = parts.year * 12 + parts.month - 1 - (last - 11)
      if (0..<12).contains(slot) { counts[slot] += 1 }
    }
    months = (0..<12).map { slot in
      let month = last - 11 + slot
      return (month / 12, month % 12 + 1, counts[slot])
    }
  }

  /// The picture; empty if there is nothing to show.
  var svg: [UInt8] {
    let most = months.map(\.count).max() ?? 0
    guard most > 0 else { return [] }
    let step = 26
    let height = 72
    let facts = months.map { "\($0.year)年\($0.month)月\($0.count)条" }.joined(separator: "，")
    var picture = SVG(
      width: step * 12, height: height + 38, className: "months", title: "近十二个月每月公开数量：\(facts)")
    for (index, month) in months.enumerated() {
      let x = index * step
      let bar = month.count == 0 ? 0 : max(2, month.count * height / most)
      picture.raw("<g><title>\(month.year)年\(month.month)月：\(month.count)条</title>")
      picture.box(x + 4, 16 + height - bar, step - 8, bar, className: "bar")
      if month.count > 0 {
        picture.label("\(month.count)", x + step / 2, 12 + height - bar, className: "value")
      }
      picture.label("\(month.month)", x + step / 2, height + 32, className: "month")
      picture.raw("</g>")
    }
    picture.line(0, 16 + height, step * 12, 16 + height)
    return picture.finish()
  }
}
