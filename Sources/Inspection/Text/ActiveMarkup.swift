import XML

/// What runs where a browser opens a page or a drawing: the file stands on the site under its own name.
enum ActiveMarkup {
  private static let elements: Set<String> = ["script", "iframe", "frame", "object", "embed", "applet", "handler"]
  private static let schemes = ["javascript:", "vbscript:", "data:text/html"]

  /// Whether an element runs something, or brings in what does: `<script>`, `onload="…"`, `href="javascript:…"`.
  static func runs(_ name: String, _ attributes: [XMLAttribute]) -> Bool {
    if elements.contains(local(name)) { return true }
    return attributes.contains { attribute in
      let name = local(attribute.name)
      return name.hasPrefix("on") && name.count > 2 || names(scheme: attribute.value)
    }
  }

  /// Whether a value holds an address that runs something. Browsers pass over white space within, resolve references
  /// to characters, and take each value of a list of values for a drawing that moves.
  static func names(scheme value: String) -> Bool {
    guard value.contains(":") || value.contains("&") else { return false }
    let dense = CharacterReferences.resolved(value).unicodeScalars.lazy.filter { $0.value > 0x20 && $0.value != 0x7F }
    let text = String(String.UnicodeScalarView(dense)).lowercased()
    return schemes.contains(where: text.contains)
  }

  /// How many elements of a page run something; those in the cells of tables, too.
  static func count(in root: XMLElement) -> Int {
    var count = 0
    var open = [root]
    while let element = open.popLast() {
      if runs(element.name, element.attributes) { count += 1 }
      open += element.elements
    }
    return count
  }

  private static func local(_ name: String) -> String {
    (name.split(separator: ":").last.map(String.init) ?? name).lowercased()
  }
}
