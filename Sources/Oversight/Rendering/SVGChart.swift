import Values

/// A chart as inline SVG: attributes only, no style, no script; drawn in the page's text colour.
///
/// Every value stands in the chart as a number, and series differ by shape, so that nothing rests on colour.
public struct SVGChart: Hashable, Sendable {
  /// The `<svg>` element.
  public let markup: String

  init(width: Int, height: Int, title: String, description: String, _ body: [String]) {
    markup =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(width) \(height)\" "
      + "width=\"\(width)\" height=\"\(height)\" role=\"img\" "
      + "aria-label=\"\(SVGChart.escape(title + "。" + description))\" font-size=\"12\" fill=\"currentColor\">"
      + "<title>\(SVGChart.escape(title))</title>" + body.joined() + "</svg>"
  }

  // MARK: - Parts

  /// The months that a heat map shows, the last that of a day.
  static func months(_ count: Int, until day: Day) -> [Month] {
    let (count, last) = (min(max(count, 1), 60), Month(of: day))
    return (0..<count).map { last.adding($0 - count + 1) }
  }

  static func text(_ x: Int, _ y: Int, _ text: String, anchor: String = "start") -> String {
    "<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"\(anchor)\">\(escape(text))</text>"
  }

  static func line(_ x1: Int, _ y1: Int, _ x2: Int, _ y2: Int, dash: Bool = false) -> String {
    "<line x1=\"\(x1)\" y1=\"\(y1)\" x2=\"\(x2)\" y2=\"\(y2)\" stroke=\"currentColor\""
      + (dash ? " stroke-dasharray=\"4 3\"/>" : "/>")
  }

  /// A filled rectangle, its strength in hundredths; 0 draws an outline only.
  static func box(_ x: Int, _ y: Int, _ width: Int, _ height: Int, strength: Int, outline: Int = 1) -> String {
    "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\" fill=\"\(strength > 0 ? "currentColor" : "none")\""
      + " fill-opacity=\"0.\(strength < 10 ? "0" : "")\(strength)\" stroke=\"currentColor\" stroke-width=\"\(outline)\""
      + " stroke-opacity=\"0.5\"/>"
  }

  /// Text and attribute values: markup escaped, blanks for what XML does not allow.
  static func escape(_ text: String) -> String {
    var allowed = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isForbidden = scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF
      allowed.append(isForbidden ? " " : scalar)
    }
    return EscapedText.html(String(allowed))
  }
}

extension SVGChart {
  /// A heat map: one row a leaf column, one cell a month, each with its number; the last month is that of `asOf`.
  public static func heatMap(_ report: CoverageReport, months count: Int = 12) -> SVGChart {
    let months = SVGChart.months(count, until: report.asOf)
    let count = months.count
    let last = Month(of: report.asOf)
    let leaves = report.columns.filter { $0.isLeaf && $0.state != .notApplicable }
    let most = leaves.flatMap { leaf in months.compactMap { leaf.months[$0] } }.max() ?? 0
    let (left, top, cell, high) = (190, 24, 42, 20)
    var body: [String] = []
    for (index, month) in months.enumerated() {
      body.append(text(left + index * cell + cell / 2, 16, "\(month)".dropped(2), anchor: "middle"))
    }
    for (row, leaf) in leaves.enumerated() {
      let y = top + row * high
      body.append(text(left - 6, y + 14, "\(leaf.code) \(leaf.name)".limited(14), anchor: "end"))
      for (index, month) in months.enumerated() {
        let number = max(leaf.months[month] ?? 0, 0)
        // At most 0.40, so that the number keeps its contrast.
        let strength = number > 0 ? 8 + (Ratio(number, of: most).permille ?? 0) * 32 / 1000 : 0
        body.append(box(left + index * cell, y, cell - 2, high - 2, strength: strength))
        if number > 0 {
          body.append(text(left + index * cell + cell / 2 - 1, y + 14, "\(number)", anchor: "middle"))
        }
      }
    }
    let total = CoverageReport.topmost(leaves).reduce(0) { sum, leaf in
      sum + months.reduce(0) { $0 + (leaf.months[$1] ?? 0) }
    }
    return SVGChart(
      width: left + count * cell, height: top + leaves.count * high, title: "各栏目按月发布件数",
      description: "\(leaves.count) 个栏目，\(months.first.map { "\($0)" } ?? "") 至 \(last)，共 \(total) 件", body)
  }

  /// Working days from formation to publication, in classes.
  static func lagClasses(_ lags: [Int], limit: Int = 20) -> [(name: String, count: Int)] {
    let names = ["0-1", "2-5", "6-10", "11-15", "16-\(limit)", ">\(limit)"]
    let ends = [1, 5, 10, 15, max(limit, 16)]
    var counts = [Int](repeating: 0, count: names.count)
    for lag in lags { counts[ends.firstIndex { lag <= $0 } ?? ends.count] += 1 }
    return Array(zip(names, counts))
  }

  /// How many records were published after how many working days; beyond the limit bars are outlined, not filled.
  public static func timeliness(lags: [Int], limit: Int = 20) -> SVGChart {
    let classes = lagClasses(lags, limit: limit)
    let (names, counts) = (classes.map(\.name), classes.map(\.count))
    let most = max(counts.max() ?? 0, 1)
    var body = [line(30, 190, 450, 190)]
    for (index, count) in counts.enumerated() {
      let x = 40 + index * 68
      let height = (Ratio(count, of: most).permille ?? 0) * 150 / 1000
      let isLate = index == names.count - 1
      if height > 0 {
        body.append(box(x, 190 - height, 52, height, strength: isLate ? 0 : 30, outline: isLate ? 3 : 1))
      }
      body.append(text(x + 26, 184 - height, "\(count)", anchor: "middle"))
      body.append(text(x + 26, 206, names[index], anchor: "middle"))
    }
    body.append(line(374, 20, 374, 190, dash: true))
    body.append(text(370, 16, "期限 \(limit) 个工作日", anchor: "end"))
    let late = counts.last ?? 0
    return SVGChart(
      width: 460, height: 214, title: "发布时滞分布（工作日）",
      description: "共 \(lags.count) 件，其中超过 \(limit) 个工作日 \(late) 件", body)
  }

  /// 提供 (line, circles) and 录用 (dashes, squares) over periods.
  public static func trend(_ periods: [FiguresTable]) -> SVGChart {
    let periods = Array(periods.suffix(36))
    let most = max(periods.map { max($0.total.provided, $0.total.adopted) }.max() ?? 0, 1)
    func y(_ value: Int) -> Int { 180 - (Ratio(value, of: most).permille ?? 0) * 150 / 1000 }
    var body = [line(60, 180, 80 + periods.count * 60, 180)]
    func path(_ values: [Int], dash: Bool) -> String {
      let points = values.enumerated().map { "\(90 + $0 * 60),\(y($1))" }.joined(separator: " ")
      return "<polyline points=\"\(points)\" fill=\"none\" stroke=\"currentColor\""
        + (dash ? " stroke-dasharray=\"4 3\"/>" : "/>")
    }
    let provided = periods.map(\.total.provided)
    let adopted = periods.map(\.total.adopted)
    body += [path(provided, dash: false), path(adopted, dash: true)]
    for (index, period) in periods.enumerated() {
      let x = 90 + index * 60
      body.append("<circle cx=\"\(x)\" cy=\"\(y(provided[index]))\" r=\"3\"/>")
      body.append(box(x - 5, y(adopted[index]) - 5, 10, 10, strength: 0, outline: 2))
      body.append(text(x, 202, "\(Month(of: period.period.first))", anchor: "middle"))
      body.append(text(x, 220, "\(provided[index])", anchor: "middle"))
      body.append(text(x, 238, "\(adopted[index])", anchor: "middle"))
    }
    body += [text(4, 202, "起始月"), text(4, 220, "提供数"), text(4, 238, "录用数")]
    body.append(text(60, 14, "● 提供数（实线）  □ 录用数（虚线）"))
    return SVGChart(
      width: max(90 + periods.count * 60, 280), height: 246, title: "提供数和录用数趋势",
      description: "共 \(periods.count) 期，提供 \(provided.reduce(0, +)) 件，录用 \(adopted.reduce(0, +)) 件", body)
  }
}

extension String {
  /// Without its first characters.
  fileprivate func dropped(_ count: Int) -> String { String(dropFirst(count)) }

  /// At most that many characters, with an ellipsis where cut.
  fileprivate func limited(_ count: Int) -> String {
    self.count > count ? String(prefix(count - 1)) + "…" : self
  }
}
