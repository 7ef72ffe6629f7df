import Catalogue
import Values

extension SurveyedOffice {
  /// The office whose name contains a text: `河北`, `大连` …; nil for none.
  public init?(named text: String) {
    guard let office = SurveyedOffice.all.first(where: { !text.isEmpty && $0.name.contains(text) }) else { return nil }
    self = office
  }

  /// The required leaves that none of the office's columns serves.
  public func gaps(in standard: Catalogue = .standard) -> [Column] {
    standard.leaves.filter { $0.requirement == .required && !covered.contains("\($0.code)") }
  }

  /// What the mapping is, as tables: the office's columns, and what the standard has beyond them.
  public func tables(_ standard: Catalogue = .standard) -> [ReportTable] {
    [
      ReportTable(
        "栏目与标准目录的对应", ["栏目", "归入", "说明"],
        columns.map { column in
          let places = column.places.map { place in
            if case .column(let text) = place, let code = ColumnCode(text), let known = standard[code] {
              return "\(text) \(known.name)"
            }
            return place.text
          }
          return [column.name, places.joined(separator: "；"), column.note]
        }),
      ReportTable("没有对应栏目的标准栏目", ["编码", "栏目"], gaps(in: standard).map { ["\($0.code)", $0.name] }),
    ]
  }

  private func lede(_ standard: Catalogue) -> String {
    let own = coverage(of: standard)
    return "\(finding)。\(columns.count) 个栏目，归入 \(own.part) 个标准栏目；"
      + "覆盖率 = 有对应的应公开栏目 ÷ 应公开栏目 = \(own.part) ÷ \(own.whole) = \(own.percent)；"
      + "全部上交或归政府本级的栏目 \(foreign.count) 个。"
  }

  /// For a terminal.
  public func text(_ standard: Catalogue = .standard, width: Int = 80) -> String {
    ([name + "（篇3 一，2009—2010年调查）", lede(standard) + "\n"] + tables(standard).map { $0.text(width: width) })
      .joined(separator: "\n")
  }

  /// One line a column.
  public func csv(_ standard: Catalogue = .standard) -> String {
    CSVTable.text([["机关", "栏目", "归入", "说明"]] + (tables(standard).first?.rows ?? []).map { [name] + $0 })
  }

  /// For programs.
  public func json(_ standard: Catalogue = .standard) -> JSON {
    [
      "name": .string(name), "finding": .string(finding),
      "coverage": coverage(of: standard).value.map(JSON.decimal) ?? .null,
      "columns": .array(
        columns.map { column in
          ["name": .string(column.name), "places": JSON(column.places.map(\.text)), "note": .string(column.note)]
        }),
      "gaps": .array(gaps(in: standard).map { ["code": .string("\($0.code)"), "name": .string($0.name)] }),
    ]
  }

  /// As a page.
  public func html(_ standard: Catalogue = .standard) -> String {
    ReportPage(
      owner: name, title: "栏目对照标准目录", lede: lede(standard),
      parts: tables(standard).map { ReportPage.section($0.title, $0.html(isHeaded: true)) }
    ).html
  }
}
