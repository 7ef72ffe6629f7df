import Testing

@testable import Catalogue

/// The standard catalogue and its changes.
@Suite("The catalogue")
struct CatalogueTests {
  private func code(_ text: String) throws -> ColumnCode { try #require(ColumnCode(text)) }

  @Test("has the four top columns and the leaves of the standard")
  func standard() {
    #expect(Catalogue.standard.tops.map(\.name) == ["机构设置概况", "政策法规", "业务工作", "其他"])
    let leaves = Catalogue.standard.leaves.map { "\($0.code)" }
    #expect(
      leaves == [
        "1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4", "2.5", "3.1", "3.2", "3.3", "3.4", "3.5", "3.5.1",
        "3.5.2", "3.5.3", "3.5.4", "3.6", "3.7", "3.8", "4.1.1", "4.1.2", "4.1.3", "4.1.4", "4.1.5", "4.1.6", "4.1.7",
        "4.2.1", "4.2.2", "4.2.3",
      ])
  }

  @Test("gives every column a purpose and a type, and every leaf an interval and a statutory item where one is due")
  func rows() throws {
    let publicity = try code("3.5")
    for column in Catalogue.standard.columns {
      #expect(!column.purpose.isEmpty && !column.type.isEmpty, "\(column.code)")
      #expect(column.statutoryItems.allSatisfy { (1...15).contains($0) })
      #expect((column.isLeaf == (column.interval != nil)) || column.code == publicity, "\(column.code)")
    }
    let items = Set(Catalogue.standard.columns.flatMap(\.statutoryItems))
    #expect(items.isSuperset(of: [1, 2, 7, 9, 14]))
    #expect(Catalogue.standard.columns.filter { $0.requirement == .optional }.map { "\($0.code)" } == ["1.4", "4.1.7"])
  }

  @Test("finds a column by code, by path, and by a name that only one has")
  func find() throws {
    let (rules, news) = (try code("2.4"), try code("4.1.2"))
    for text in ["2.4", "政策法规/规范性文件", "规范性文件"] {
      #expect(Catalogue.standard.find(text)?.code == rules, "\(text)")
    }
    #expect(Catalogue.standard.find("其他/其他需要公布的信息/动态类信息")?.code == news)
    for text in ["", "2.9", "02.4", "2.4.", "规范性", "政策法规/动态类信息"] {
      #expect(Catalogue.standard.find(text) == nil, "\(text)")
    }
  }

  @Test("orders codes as numbers")
  func order() throws {
    let codes = try ["3.10", "3.2", "4", "3.2.1"].map(code)
    #expect(codes.sorted().map(\.description) == ["3.2", "3.2.1", "3.10", "4"])
  }

  @Test("takes a sub-column in, with a reason, and still admits records to the column above")
  func add() throws {
    let change = CatalogueChange(code: try code("3.2.1"), action: .add(name: "公文办理"), reason: "内容较多")
    let (catalogue, faults) = Catalogue.standard.applying([change])
    #expect(faults.isEmpty)
    #expect(catalogue[try code("3.2.1")]?.isLeaf == true)
    #expect(catalogue[try code("3.2")]?.isLeaf == true)
    #expect(CatalogueChange(json: change.json) == change)
  }

  @Test("drops a sub-column with all below it, with a reason")
  func drop() throws {
    let (catalogue, faults) = Catalogue.standard.applying([
      CatalogueChange(code: try code("3.5"), action: .drop, reason: "另设")
    ])
    #expect(faults.isEmpty)
    #expect(catalogue.columns.allSatisfy { !"\($0.code)".hasPrefix("3.5") })
  }

  @Test("refuses to drop a top column, a change without a reason, a taken code, a missing parent")
  func refusals() throws {
    let changes = [
      CatalogueChange(code: try code("3"), action: .drop, reason: "不需要"),
      CatalogueChange(code: try code("3.7"), action: .drop, reason: "  "),
      CatalogueChange(code: try code("3.7"), action: .add(name: "新栏目"), reason: "需要"),
      CatalogueChange(code: try code("5"), action: .add(name: "新栏目"), reason: "需要"),
      CatalogueChange(code: try code("3.99.1"), action: .add(name: "新栏目"), reason: "需要"),
      CatalogueChange(code: try code("3.99"), action: .drop, reason: "需要"),
      CatalogueChange(code: try code("3.9"), action: .add(name: "工作计划"), reason: "需要"),
    ]
    let (catalogue, faults) = Catalogue.standard.applying(changes)
    #expect(faults.map(\.index) == Array(changes.indices))
    #expect(catalogue == Catalogue.standard)
  }
}
