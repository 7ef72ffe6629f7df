import Foundation
import Testing
import Values

@testable import Templates

/// The Mustache specification's own tests. Our engine types its fields, so each test's schema is made from its data
/// and from the names in its templates.
@Suite("The Mustache specification")
struct SpecificationTests {
  /// Tests that our engine refuses on purpose, with the code it refuses them by.
  static let refused: [String: (codes: Set<String>, why: String)] = [
    "interpolation/Dotted Names - Context Precedence":
      (["template.unknown-field"], "a name that leads nowhere is a mistake, not an empty place"),
    "partials/Failed Lookup": (["template.partial-missing"], "a missing template is a mistake, not an empty place"),
    "partials/Recursion":
      (["template.recursion", "template.unknown-field"], "fields are typed, so data has a known depth"),
  ]

  /// Tests whose data is one text or list: a page always has fields.
  static let notPages: Set<String> = [
    "interpolation/Implicit Iterators - Basic Interpolation", "interpolation/Implicit Iterators - HTML Escaping",
    "interpolation/Implicit Iterators - Triple Mustache", "interpolation/Implicit Iterators - Ampersand",
    "interpolation/Implicit Iterators - Basic Integer Interpolation", "sections/Implicit Iterator - Root-level",
  ]

  struct Case: Sendable, CustomTestStringConvertible {
    let suite: String
    let name: String
    let json: JSON
    var testDescription: String { "\(suite)/\(name)" }
  }

  static func cases(_ suites: [String]) throws -> [Case] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/mustache-spec")
    return try suites.flatMap { suite in
      let json = try JSON(reading: [UInt8](Data(contentsOf: folder.appending(path: "\(suite).json"))))
      return (json["tests"]?.elements ?? []).map {
        Case(suite: suite.filter { $0 != "~" }, name: $0["name"]?.text ?? "", json: $0)
      }
    }
  }

  @Test(
    "is followed on comments, interpolation, sections, inverted sections, partials, inheritance, delimiters",
    arguments: try! cases([
      "comments", "interpolation", "sections", "inverted", "partials", "~inheritance", "delimiters",
    ]))
  func follows(_ test: Case) throws {
    var sources = ["main.mustache": Array((test.json["template"]?.text ?? "").utf8)]
    for member in test.json["partials"]?.members ?? [] {
      sources["\(member.name).mustache"] = Array((member.value.text ?? "").utf8)
    }
    let data = test.json["data"] ?? .object([])
    let model = DerivedModel(data: data, sources: Array(sources.values))
    guard let scope = model.scope else {
      #expect(Self.notPages.contains(test.testDescription))
      return
    }
    let result = Result { () throws(TemplateErrors) in
      try TemplateSet(sources).compile("main.mustache", schema: model.schema)
    }
    switch result {
    case .success(let template):
      #expect(String(decoding: template.render(scope), as: UTF8.self) == test.json["expected"]?.text)
      #expect(Self.refused[test.testDescription] == nil)
    case .failure(let faults):
      let refusal = try #require(Self.refused[test.testDescription], "\(faults.errors)")
      #expect(Set(faults.errors.map(\.code)).isSubset(of: refusal.codes))
    }
  }

  @Test(
    "dynamic names and parents are refused by name", arguments: ["{{>*name}}", "{{> * name}}", "{{<*name}}{{/*name}}"])
  func refusesDynamicNames(_ template: String) throws {
    do {
      _ = try TemplateSet(["main.mustache": Array(template.utf8)]).compile(
        "main.mustache", schema: Schema("test", [.text("name")]))
      Issue.record("the template was not refused")
    } catch {
      #expect(["template.unsupported", "template.name"].contains(error.errors[0].code))
      #expect(error.errors[0].line == 1)
    }
  }
}

/// A schema and values made from a test's data; names that only templates have become empty texts.
struct DerivedModel {
  let schema: Schema
  let scope: Scope?

  init(data: JSON, sources: [[UInt8]]) {
    var names: Set<String> = []
    var raw: Set<String> = []
    for source in sources {
      for tag in Scanner(Unit(file: "", bytes: source)).tags {
        switch tag.kind {
        case .variable, .section, .inverted: names.insert(tag.name)
        case .raw:
          names.insert(tag.name)
          raw.insert(tag.name.split(separator: ".").last.map(String.init) ?? tag.name)
        default: break
        }
      }
    }
    let completed = DerivedModel.complete(data, with: names)
    let kind = DerivedModel.kind(completed, name: "", raw: raw)
    if case .object(let schema) = kind {
      self.schema = schema
      if case .object(let scope) = DerivedModel.value(completed, kind) { self.scope = scope } else { scope = nil }
    } else {
      schema = Schema("it", [Schema.Field(".", kind)])
      scope = nil
    }
  }

  /// Adds a null for each dotted name that leads nowhere.
  private static func complete(_ data: JSON, with names: Set<String>) -> JSON {
    names.sorted().reduce(data) { data, name in
      name == "." ? data : adding(name.split(separator: ".").map(String.init)[...], to: data)
    }
  }

  private static func adding(_ path: ArraySlice<String>, to data: JSON) -> JSON {
    guard let first = path.first, case .object(var members) = data == .null ? .object([]) : data else { return data }
    let rest = path.dropFirst()
    if let index = members.firstIndex(where: { $0.name == first }) {
      if !rest.isEmpty { members[index] = .init(first, adding(rest, to: members[index].value)) }
    } else {
      members.append(.init(first, rest.isEmpty ? .null : adding(rest, to: .object([]))))
    }
    return .object(members)
  }

  private static func kind(_ json: JSON, name: String, raw: Set<String>) -> Schema.Kind {
    switch json {
    case .bool: .flag
    case .array(let items):
      .list(items.map { kind($0, name: name == "" ? name : ".", raw: raw) }.reduce(nil, merged) ?? .text)
    case .object(let members):
      .object(Schema("test", members.map { .init($0.name, kind($0.value, name: $0.name, raw: raw)) }))
    default: raw.contains(name) ? .html : .text
    }
  }

  /// The kind that fits two items of a list.
  private static func merged(_ left: Schema.Kind?, _ right: Schema.Kind) -> Schema.Kind? {
    guard case .object(let a) = left, case .object(let b) = right else { return left ?? right }
    return .object(Schema("test", a.fields + b.fields.filter { a.slot($0.name) == nil }))
  }

  private static func value(_ json: JSON, _ kind: Schema.Kind) -> Value {
    switch (kind, json) {
    case (.flag, .bool(let flag)): .flag(flag)
    case (.list(let element), .array(let items)): .values(items.map { value($0, element) })
    case (.object(let schema), .object(let members)):
      .object(
        Scope(
          schema,
          Dictionary(
            members.compactMap { member in
              schema.slot(member.name).map { (member.name, value(member.value, schema.fields[$0].kind)) }
            }, uniquingKeysWith: { first, _ in first })))
    case (.html, _): .html(Array(text(json).utf8))
    case (.text, _): .text(text(json))
    default: .empty
    }
  }

  private static func text(_ json: JSON) -> String {
    switch json {
    case .string(let text): text
    case .int(let number): String(number)
    case .decimal(let number): number == number.rounded() ? String(Int(number)) : String(number)
    case .bool(let flag): flag ? "true" : "false"
    default: ""
    }
  }
}
