import XML

/// word/numbering.xml: the words that lists put before their paragraphs.
enum WordNumberTexts {
  static func inspect(_ bytes: [UInt8], _ gathering: inout Gathering) {
    gathering.xml(bytes, "编号格式") { event, gathering in
      guard case .start("lvlText", _, let attributes) = event.kind else { return }
      gathering.text("编号格式", attributes.value("val") ?? "")
    }
  }
}
