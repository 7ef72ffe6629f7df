import XML

/// A part of an Office file of which only the text matters: charts, drawings, diagrams, custom XML.
enum PlainPart {
  /// Takes its text.
  ///
  /// - Returns: whether there was any.
  @discardableResult
  static func inspect(
    _ bytes: [UInt8], _ place: String, hidden: Bool, attributes told: Bool, _ gathering: inout Gathering
  ) -> Bool {
    var line = ""
    var names: [String] = []
    var hasText = false
    gathering.xml(bytes, place) { event, gathering in
      switch event.kind {
      case .text(let text), .cdata(let text):
        // White space between elements is none of the text.
        guard names.last == "t" || !Mask.isBlank(text) else { return }
        if !quiet.contains(names.last ?? "") { line += text }
      case .start(let name, let namespace, let attributes):
        // Anchors and switches of a comment's box.
        names.append(namespace == "urn:schemas-microsoft-com:office:excel" ? "ClientData" : name)
        if flows(namespace), name == "br" || name == "tab" { line += name == "br" ? "\n" : "\t" }
        if name == "hlinkClick" { gathering.text("\(place)链接提示", attributes.value("tooltip") ?? "", hidden: true) }
        // Watermarks of Word and their like; what a drawing says of itself to those who don't see it.
        if name == "textpath" { gathering.text("\(place)艺术字", attributes.value("string") ?? "") }
        if name == "docPr" || name == "cNvPr" {
          for key in ["descr", "title", "name"] {
            gathering.text("\(place)替代文字", attributes.value(key) ?? "", hidden: true)
          }
        }
        if told {
          for item in attributes { gathering.text("\(place)·\(Mask.name(item.name))", item.value, hidden: hidden) }
        }
      case .end(let name, let namespace):
        _ = names.popLast()
        // Runs of one paragraph belong together, whatever stands between them.
        let isWithin = flows(namespace) ? name != "p" : name == "t" || name == "r"
        guard !isWithin || names.isEmpty else { return }
        if !Mask.isBlank(line) {
          hasText = true
          gathering.text(place, Mask.trimmed(line), hidden: hidden)
        }
        line = ""
      }
    }
    return hasText
  }

  /// Elements of drawings and of Word make paragraphs of runs; those of others hold a text each. Transitional or
  /// strict.
  private static func flows(_ namespace: String?) -> Bool {
    guard let namespace, namespace.contains("/drawingml/") || namespace.contains("/wordprocessingml/") else {
      return false
    }
    return namespace.hasSuffix("main")
  }

  /// Digests, keys, numbers of objects and paths, which say nothing and look like much.
  private static let quiet: Set<String> = [
    "ClientData", "DigestValue", "SignatureValue", "X509Certificate", "Modulus", "Exponent", "CheckValue", "ObjectRef",
    "FileLoc", "PhysicalBox", "ApplicationBox", "ContentBox", "MaxUnitID", "MaxSignId", "PublicRes", "DocumentRes",
    "BaseLoc", "SchemaLoc", "SignedValue", "EncapsulatedTimeStamp", "EncapsulatedX509Certificate",
  ]
}
