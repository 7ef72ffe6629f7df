import Foundation
import Testing

@testable import Templates

/// The Mustache specification's own tests. Our engine types its fields, so each test's schema is made from its data
/// and from the names in its templates.
@Suite("The Mustache specification")
struct SpecificationTests {
  /// Tests that our engine refuses on purpose, and the code it refuses them by. All other tests of the modules that we
  /// follow must pass.
  static let refused: [String: (code: String, why: String)] = [
    "partials/Failed Lookup":
      ("template.partial-missing", "a template that is not there is a mistake, not an empty place"),
    "partials/Recursion":
      ("template.recursion", "fields are typed and schemas finite, so no data ends a template's recursion"),
  ]

  /// Modules that we refuse as a whole.
  static let refusedModules: [(file: String, code: String, why: String)] = [
    ("~dynamic-names", "template.unsupported", "which template is taken in must be known when templates are loaded"),
    ("~lambdas", "template.unknown-field", "a schema has no kind for functions, so a template can't name one"),
  ]

  struct Case: Sendable, CustomTestStringConvertible {
    let module: String
    let test: SpecificationFile.Test
    var testDescription: String { "\(module)/\(test.name)" }

    var sources: [String: [UInt8]] {
      var sources = ["main.mustache": Array(test.template.utf8)]
      for (name, source) in test.partials ?? [:] { sources["\(name).mustache"] = Array(source.utf8) }
      return sources
    }
  }

  static func cases(_ modules: [String]) throws -> [Case] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    return try modules.flatMap { module in
      let url = folder.appending(path: "Fixtures/mustache-spec/\(module).json")
      let file = try JSONDecoder().decode(SpecificationFile.self, from: Data(contentsOf: url))
      return file.tests.map { Case(module: module, test: $0) }
    }
  }

  static let followed = [
    "comments", "interpolation", "sections", "inverted", "partials", "~inheritance", "delimiters",
  ]

  @Test("is followed in every test that is not in the table of refusals", arguments: try! cases(followed))
  func follows(_ item: Case) throws {
    let model = DerivedModel(item)
    let result = Result { () throws(TemplateErrors) in
      try TemplateSet(item.sources).compile(roots: [("main.mustache", model.kind)])
    }
    switch result {
    case .success(let templates):
      var out: [UInt8] = []
      templates[0].render(value: model.value, into: &out)
      #expect(String(decoding: out, as: UTF8.self) == item.test.expected)
      #expect(Self.refused[item.testDescription] == nil)
    case .failure(let faults):
      let refusal = try #require(Self.refused[item.testDescription], "\(faults)")
      #expect(Set(faults.errors.map(\.code)) == [refusal.code], "\(faults)")
    }
  }

  @Test("has in it every test that the table of refusals names")
  func tableIsCurrent() throws {
    let names = Set(try Self.cases(Self.followed).map(\.testDescription))
    #expect(Set(Self.refused.keys).isSubset(of: names))
  }

  @Test("is refused by name in every test of the modules we do not follow", arguments: 0..<refusedModules.count)
  func refuses(_ index: Int) throws {
    let module = Self.refusedModules[index]
    for item in try Self.cases([module.file]) {
      // What is a function in the data is no field at all.
      let model = DerivedModel(item, without: module.file == "~lambdas" ? ["lambda"] : [])
      let faults = #expect(throws: TemplateErrors.self, "\(item.testDescription)") {
        _ = try TemplateSet(item.sources).compile(roots: [("main.mustache", model.kind)])
      }
      #expect(Set(faults?.errors.map(\.code) ?? []) == [module.code], "\(item.testDescription)")
    }
  }

  @Test(
    "is not followed on dynamic parents, which are refused by name", arguments: ["{{<*name}}{{/*name}}", "{{< * a}}"])
  func refusesDynamicParents(_ template: String) throws {
    let faults = #expect(throws: TemplateErrors.self) {
      _ = try TemplateSet(["main.mustache": Array(template.utf8)]).compile(
        "main.mustache", schema: Schema("test", [.text("name")]))
    }
    #expect(faults?.errors.first?.code == "template.unsupported")
  }
}
