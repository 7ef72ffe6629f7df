import Catalogue
import Testing
import Values

@testable import Oversight

@Suite("Surveyed offices and comparisons")
struct ProfileTests {
  @Test("maps every column of the five offices to a leaf of the standard or away from the office")
  func mappings() {
    #expect(SurveyedOffice.all.map(\.columns.count) == [4, 12, 3, 3, 6])
    for office in SurveyedOffice.all {
      for mapping in office.columns {
        #expect(!mapping.places.isEmpty)
        for case .column(let code) in mapping.places {
          let column = ColumnCode(code).flatMap { Catalogue.standard[$0] }
          #expect(column?.isLeaf == true, "\(office.name) \(mapping.name) \(code)")
        }
      }
    }
    let dalian = SurveyedOffice.all.first { $0.name.hasPrefix("大连") }
    #expect(dalian?.foreign.map(\.name) == ["会议管理", "电子政务", "应急管理"])
    // 3.2, 4.1.2, 4.1.4 and 3.8 of 29.
    #expect(dalian?.coverage() == Ratio(4, of: 29))
    #expect(SurveyedOffice.all.map { $0.coverage().part } == [3, 4, 2, 1, 3])
    #expect(SurveyedOffice.Place.up(4).text == "上交④")
  }

  @Test("compares 31 provinces and 366 cities in one table of 80 columns")
  func area() {
    let offices = (0..<397).map { index in
      CatalogueComparison.Office(
        name: index < 31 ? "第\(index + 1)省政府办公厅" : "第\(index - 30)市政府办公室",
        published: ["1.1": 1, "3.2.1": index % 2, "9.9": index == 5 ? 4 : 0, "领导活动": index == 5 ? 2 : 0])
    }
    let comparison = CatalogueComparison(offices)
    #expect(comparison.rows.count == 397 && comparison.leaves.count == 29)
    // Odd numbers below 397: 198. A sub-column counts for the leaf above it.
    let briefs = comparison.leaves.firstIndex { "\($0.code)" == "3.2" }
    #expect(briefs.map { comparison.filledByLeaf[$0] } == Ratio(198, of: 397))
    #expect(comparison.filledByLeaf.first == Ratio(397, of: 397))
    #expect(comparison.rows.dropFirst(5).first?.strays == ["9.9", "领导活动"])
    let lines = comparison.text().split(separator: "\n")
    #expect(lines.count == 2 + 2 + 397 + 2 + 29)
    #expect(lines.first == "占比 = 有内容的栏目 ÷ 应公开栏目（29 个），只看有没有内容；")
    #expect(!comparison.csv.contains("覆盖率"))
    #expect(lines.allSatisfy { TextTable.width(String($0)) <= 80 })
    #expect(comparison.csv.split(whereSeparator: \.isNewline).count == 398)
    #expect(comparison.json["offices"]?.elements?.count == 397)
  }

  @Test("compares the surveyed offices themselves")
  func surveyed() {
    let comparison = CatalogueComparison(SurveyedOffice.all.map(CatalogueComparison.Office.init))
    #expect(comparison.rows.map(\.filled.part) == [3, 4, 2, 1, 3])
    #expect(comparison.rows.allSatisfy { $0.strays.isEmpty })
  }
}
