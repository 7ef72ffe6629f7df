import Foundation

@testable import Templates

/// A file of the Mustache specification.
struct SpecificationFile: Decodable {
  let tests: [Test]

  struct Test: Decodable, Sendable {
    let name: String
    let data: Datum
    let template: String
    let partials: [String: String]?
    let expected: String
  }

  /// A value of a test's data.
  indirect enum Datum: Decodable, Sendable {
    case null, flag(Bool), number(Double), text(String), list([Datum]), object([String: Datum])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .null
      } else if let flag = try? container.decode(Bool.self) {
        self = .flag(flag)
      } else if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else if let text = try? container.decode(String.self) {
        self = .text(text)
      } else if let items = try? container.decode([Datum].self) {
        self = .list(items)
      } else {
        self = .object(try container.decode([String: Datum].self))
      }
    }

    var shown: String {
      switch self {
      case .text(let text): text
      case .number(let number): number == number.rounded() ? String(Int(number)) : String(number)
      default: ""
      }
    }
  }
}

/// A schema's kind and a value made from a test's data. Names that its templates have and its data lacks are added as
/// absent where the template looks them up first.
struct DerivedModel {
  let kind: Schema.Kind
  let value: Value

  init(_ item: SpecificationTests.Case, without hidden: Set<String> = []) {
    var data = item.test.data
    var raw: Set<String> = []
    for source in item.sources.sorted(by: { $0.key < $1.key }).map(\.value) {
      var open: [[String]] = []
      for tag in Scanner(Unit(file: "", bytes: source)).tags {
        let path = tag.name == "." ? [] : tag.name.split(separator: ".").map(String.init)
        if tag.kind == .raw { raw.insert(path.last ?? ".") }
        switch tag.kind {
        case .section, .inverted, .variable, .raw:
          let place = hidden.contains(tag.name) ? path : DerivedModel.declare(path, in: &data, below: open)
          if tag.kind == .section { open.append(place) }
          if tag.kind == .inverted { open.append(open.last ?? []) }
        case .parent, .block: open.append(open.last ?? [])
        case .close: _ = open.popLast()
        case .comment, .partial, .delimiters: break
        }
      }
    }
    if case .object(let members) = data { data = .object(members.filter { !hidden.contains($0.key) }) }
    kind = DerivedModel.kind(data, name: ".", raw: raw)
    value = DerivedModel.value(data, kind)
  }

  /// Adds a null if a name leads nowhere. Says where the name leads, from the root.
  private static func declare(
    _ path: [String], in data: inout SpecificationFile.Datum, below open: [[String]]
  ) -> [String] {
    guard let first = path.first else { return open.last ?? [] }
    let scopes = [[]] + open
    let owner = scopes.last { has(first, in: data, at: $0[...]) } ?? []
    data = adding((owner + path)[...], to: data)
    return owner + path
  }

  private static func has(
    _ name: String, in data: SpecificationFile.Datum, at path: ArraySlice<String>
  ) -> Bool {
    switch data {
    case .list(let items): items.contains { has(name, in: $0, at: path) }
    case .object(let members):
      path.first.map { step in members[step].map { has(name, in: $0, at: path.dropFirst()) } ?? false }
        ?? (members[name] != nil)
    default: false
    }
  }

  private static func adding(
    _ path: ArraySlice<String>, to data: SpecificationFile.Datum
  ) -> SpecificationFile.Datum {
    guard let first = path.first else { return data }
    switch data {
    case .null: return adding(path, to: .object([:]))
    case .list(let items): return .list(items.map { adding(path, to: $0) })
    case .object(var members):
      members[first] = adding(path.dropFirst(), to: members[first] ?? .null)
      return .object(members)
    default: return data
    }
  }

  private static func kind(_ data: SpecificationFile.Datum, name: String, raw: Set<String>) -> Schema.Kind {
    switch data {
    case .flag: return .flag
    case .list(let items):
      return .list(items.map { kind($0, name: ".", raw: raw) }.reduce(nil, merged) ?? .text)
    case .object(let members):
      let fields = members.sorted { $0.key < $1.key }.map {
        Schema.Field($0.key, kind($0.value, name: $0.key, raw: raw))
      }
      return .object(Schema("test", fields))
    default: return raw.contains(name) ? .html : .text
    }
  }

  /// The kind that fits two items of a list.
  private static func merged(_ left: Schema.Kind?, _ right: Schema.Kind) -> Schema.Kind? {
    guard case .object(let a) = left, case .object(let b) = right else { return left ?? right }
    return .object(Schema("test", a.fields + b.fields.filter { a.slot($0.name) == nil }))
  }

  private static func value(_ data: SpecificationFile.Datum, _ kind: Schema.Kind) -> Value {
    switch (kind, data) {
    case (.flag, .flag(let flag)): return .flag(flag)
    case (.list(let element), .list(let items)): return .values(items.map { value($0, element) })
    case (.object(let schema), .object(let members)):
      return .object(
        Scope(schema) { fields in
          for (name, member) in members {
            guard let slot = schema.slot(name) else { continue }
            fields[slot] = value(member, schema.fields[slot].kind)
          }
        })
    case (.html, _): return .html(Array(data.shown.utf8))
    case (.text, _): return .text(data.shown)
    default: return .empty
    }
  }
}
