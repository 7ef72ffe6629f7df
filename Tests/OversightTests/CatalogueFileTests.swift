import Catalogue
import Testing
import Values

@testable import Oversight

@Suite("Published catalogues side by side")
struct CatalogueFileTests {
  /// What a site publishes, with that many items in each leaf that it fills.
  private func file(_ name: String, filling codes: Set<String>, items: Int = 2) -> [UInt8] {
    let columns = Catalogue.standard.columns.map { column -> String in
      let below = Catalogue.standard.leaves.filter {
        $0.code.parts.starts(with: column.code.parts) && codes.contains("\($0.code)")
      }
      return
        "\n{\"code\":\"\(column.code)\",\"name\":\"\(column.name)\",\"requirement\":\"required\",\"newest\":null,\"count\":\(below.count * items)}"
    }
    let rows = (0..<100).map { "\n{\"index\":\"\($0)\",\"title\":\"关于\($0)的通知\",\"summary\":\"概述\"}" }
    return Array(
      """
      {"format":"gongkai-catalogue-v1",
      "site":{"name":"\(name)","domain":"www.example"},
      "columns":[\(columns.joined(separator: ","))
      ],
      "items":[\(rows.joined(separator: ","))
      ]}

      """.utf8)
  }

  @Test("read each column's own items, whether the list of items is whole or not")
  func own() throws {
    let bytes = file("甲市政府办公室", filling: ["1.1", "3.5", "3.5.1", "3.5.2"])
    let office = try CatalogueFile.office(bytes)
    #expect(office.name == "甲市政府办公室")
    #expect(office.published == ["1.1": 2, "3.5": 2, "3.5.1": 2, "3.5.2": 2])
    // The items are not read.
    #expect(try CatalogueFile.office(Array(bytes.dropLast(200))) == office)
    #expect(CatalogueComparison([office]).rows.first?.filled == Ratio(4, of: 29))
  }

  @Test(
    "refuse what is no catalogue",
    arguments: [
      "", "{", "[]", "{}", "null", "{\"format\":\"gongkai-catalogue-v2\"}", "{\"format\":\"gongkai-catalogue-v1\"}",
      "{\"format\":\"gongkai-catalogue-v1\",\"site\":{\"name\":\"\"},\"columns\":[]}",
      "{\"format\":\"gongkai-catalogue-v1\",\"site\":{\"name\":\"甲\"},\"columns\":[{\"code\":\"1.1\"}]}",
    ])
  func refused(text: String) {
    #expect(throws: CatalogueFile.Fault.self) { try CatalogueFile.office(Array(text.utf8)) }
  }

  @Test("take absurd counts and unknown columns without a trap")
  func absurd() throws {
    let text = """
      {"format":"gongkai-catalogue-v1","site":{"name":"甲"},"columns":[{"code":"1","count":-9223372036854775808},
      {"code":"1.1","count":9223372036854775807},{"code":"专栏","count":3},{"code":"9.9","count":1}]}
      """
    let office = try CatalogueFile.office(Array(text.utf8))
    #expect(office.published == ["1.1": 1_000_000_000, "专栏": 3, "9.9": 1])
    #expect(CatalogueComparison([office]).rows.first?.strays == ["9.9", "专栏"])
  }

  @Test("of 31 provinces and 366 cities fit one table")
  func many() throws {
    let leaves = Catalogue.standard.leaves.filter { $0.requirement == .required }.map { "\($0.code)" }
    let files = (0..<397).map { index in
      file(
        index < 31 ? "第\(index + 1)省政府办公厅" : "第\(index - 30)市政府办公室",
        filling: Set(leaves.enumerated().filter { (index + $0.offset) % 3 > 0 }.map(\.element)))
    }
    let comparison = CatalogueComparison(try files.map { try CatalogueFile.office($0) })
    let (text, csv, html) = (comparison.text(), comparison.csv, comparison.html())
    #expect(comparison.rows.count == 397)
    #expect(text.split(separator: "\n").allSatisfy { TextTable.width(String($0)) <= 80 })
    #expect(csv.split(separator: "\r\n").count == 398)
    #expect(html.components(separatedBy: "<tr>") == 399)
    #expect(comparison.filledByLeaf.allSatisfy { (260...270).contains($0.part) })
  }
}

extension String {
  /// How often a text stands in this one.
  fileprivate func components(separatedBy text: String) -> Int { ranges(of: text).count }
}
