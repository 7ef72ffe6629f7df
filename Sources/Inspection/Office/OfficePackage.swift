import XML

/// The parts of an Office file (ECMA-376 Part 2) and how they point to each other.
package struct OfficePackage {
  /// One relationship of a part.
  package struct Relationship {
    package var id: String
    /// Last step of the type's address: `hyperlink`, `image`, `worksheet`.
    package var type: String
    /// Path within the package in lower case, or the address outside as it is written.
    package var target: String
    package var isExternal: Bool
  }

  /// Relationships by the path of their part, in lower case; those of the package are under the empty path.
  package private(set) var relationships: [String: [Relationship]] = [:]
  /// The part that points to a part.
  private(set) var owners: [String: String] = [:]

  /// Reads all relationship parts.
  package init(_ archive: inout Archive, _ gathering: inout Gathering) {
    for (index, name) in archive.names.enumerated() where name.lowercased().hasSuffix(".rels") {
      guard let bytes = archive.content(index, &gathering) else { continue }
      let source = OfficePackage.source(of: name.lowercased())
      XMLAsides.take(bytes, "“\(Mask.name(name))”", &gathering)
      var found: [Relationship] = []
      gathering.xml(bytes, "“\(Mask.name(name))”") { event, _ in
        guard case .start("Relationship", _, let attributes) = event.kind else { return }
        let target = attributes.value("Target") ?? ""
        let isExternal = attributes.value("TargetMode") == "External"
        found.append(
          Relationship(
            id: attributes.value("Id") ?? "",
            type: (attributes.value("Type") ?? "").split(separator: "/").last.map(String.init) ?? "",
            target: isExternal ? target : OfficePackage.path(target, from: source), isExternal: isExternal))
      }
      relationships[source] = found
      for item in found where !item.isExternal { owners[item.target] = source }
    }
  }

  /// The targets by relationship id of a part.
  func targets(of part: String) -> [String: String] {
    (relationships[part] ?? []).reduce(into: [:]) { $0[$1.id] = $1.target }
  }

  /// The first target of a type among the relationships of a part.
  package func target(of part: String, type: String) -> String? {
    relationships[part]?.first { $0.type == type && !$0.isExternal }?.target
  }

  /// `word/_rels/document.xml.rels` speaks of `word/document.xml`.
  private static func source(of name: String) -> String {
    var steps = name.split(separator: "/").map(String.init)
    guard let last = steps.popLast(), steps.popLast() == "_rels" else { return name }
    let file = String(last.dropLast(5))
    return (steps + (file.isEmpty ? [] : [file])).joined(separator: "/")
  }

  /// Resolves a target against the folder of its part.
  static func path(_ target: String, from source: String) -> String {
    var steps = target.hasPrefix("/") ? [] : source.split(separator: "/").dropLast().map(String.init)
    for step in target.split(separator: "/") {
      switch step {
      case ".": break
      case "..": _ = steps.popLast()
      default: steps.append(String(step))
      }
    }
    return steps.joined(separator: "/").lowercased()
  }
}

extension [XMLAttribute] {
  /// The value of an attribute by its local name, in any namespace.
  package func value(_ name: String) -> String? { first { $0.name == name }?.value }

  /// A switch of ECMA-376: present means on unless it says off.
  package var isOn: Bool { !["0", "false", "off", "none"].contains(value("val") ?? "1") }
}
