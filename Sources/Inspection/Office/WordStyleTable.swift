import XML

/// Which styles of a Word file hide their text.
package struct WordStyleTable {
  private var hidden: Set<String> = []

  package init() {}

  /// Reads word/styles.xml; a style based on a hidden one is hidden too.
  package init(_ bytes: [UInt8], _ place: String, _ gathering: inout Gathering) {
    var bases: [String: String] = [:]
    var style = ""
    gathering.xml(bytes, place) { event, _ in
      guard case .start(let name, _, let attributes) = event.kind else { return }
      switch name {
      case "style": style = attributes.value("styleId") ?? ""
      case "basedOn": bases[style] = attributes.value("val") ?? ""
      case "vanish" where attributes.isOn: hidden.insert(style)
      default: break
      }
    }
    // A chain of bases may be long or a ring; each round settles one more step.
    for _ in 0..<16 {
      let more = bases.filter { hidden.contains($0.value) && !hidden.contains($0.key) }
      if more.isEmpty { break }
      hidden.formUnion(more.keys)
    }
  }

  /// Text in this style does not show.
  package func hides(_ style: String?) -> Bool { style.map(hidden.contains) ?? false }
}
