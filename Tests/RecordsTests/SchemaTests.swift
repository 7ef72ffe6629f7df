import Files
import Foundation
import Records
import Testing
import XML

/// 公文.xsd and the fields of the program say the same.
struct SchemaTests {
  private func schema() throws -> [UInt8] {
    let rooms = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try Folder(rooms.appending(path: "Sources/Records/Schemas").path()).read("公文.xsd")
  }

  @Test("公文.xsd 的元素就是公文的字段，每个都有中文说明")
  func theElementsAreTheFieldsOfDocuments() throws {
    let root = try XMLDocument(parsing: try schema()).root
    let document = try #require(root.first("element"))
    let choice = try #require(document.first("complexType")?.first("choice"))
    #expect(document.attribute("name") == "公文")
    #expect(choice.attribute("maxOccurs") == "unbounded")
    let names = choice.all("element").compactMap { $0.attribute("name") }
    #expect(Set(names) == Set(Field.ofDocuments.map(\.rawValue)))
    #expect(names.count == Set(names).count)
    for element in choice.all("element") {
      let words = element.first("annotation")?.first("documentation")?.text ?? ""
      #expect(words.hasPrefix(element.attribute("name") ?? "?"), "说明以元素名称开头")
    }
  }

  @Test("公文.xsd 的类型与字段的形状一致，枚举与程序里的词一致")
  func theTypesAreTheShapesOfTheFields() throws {
    let root = try XMLDocument(parsing: try schema()).root
    let choice = try #require(root.first("element")?.first("complexType")?.first("choice"))
    let types = Dictionary(
      uniqueKeysWithValues: choice.all("element").map {
        ($0.attribute("name") ?? "", $0.attribute("type") ?? "")
      })
    func words(_ type: String) -> [String] {
      root.all("simpleType").first { $0.attribute("name") == type }?.first("restriction")?.all("enumeration")
        .compactMap { $0.attribute("value") }.filter { !$0.isEmpty } ?? []
    }
    for field in Field.ofDocuments {
      let type = types[field.rawValue] ?? ""
      switch field.shape {
      case .day: #expect(type == "日期")
      case .choice(let known), .choices(let known): #expect(words(type) == known)
      case .text, .list, .paths: #expect(type == (field == .body ? "非空文字" : "文字"))
      }
    }
  }

  @Test("说明参照国家标准，而不自称符合")
  func theSchemaOnlyRefersToTheStandards() throws {
    let text = String(decoding: try schema(), as: UTF8.self)
    #expect(text.contains("参照 GB/T 33480") && text.contains("GB/T 9704"))
  }
}
