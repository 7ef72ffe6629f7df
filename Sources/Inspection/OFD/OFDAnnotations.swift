import XML

/// Annotations of a page: remarks, stamps, watermarks, highlights.
enum OFDAnnotations {
  static func inspect(_ bytes: [UInt8], _ title: String, _ gathering: inout Gathering) {
    var names: [String] = []
    var kinds: [String: Int] = [:]
    var isHidden = false
    gathering.xml(bytes, title) { event, gathering in
      switch event.kind {
      case .start(let name, _, let attributes):
        names.append(name)
        guard name == "Annot" else { return }
        kinds[attributes.value("Type") ?? "", default: 0] += 1
        isHidden = attributes.value("Visible") == "false"
        let author = attributes.value("Creator") ?? ""
        gathering.text("\(title)的作者", author, hidden: true)
        if !Mask.isBlank(author) { gathering.find(.metadata, title, "作者：\(Mask.text(author))") }
        if isHidden { gathering.find(.hiddenText, title, "不显示的注释") }
      case .end: _ = names.popLast()
      case .text(let text), .cdata(let text):
        let unseen = isHidden || names.contains("Remark") || names.contains("Parameters")
        gathering.text(title, text, hidden: unseen)
      }
    }
    guard !kinds.isEmpty else { return }
    let list = kinds.sorted { $0.key < $1.key }.map { "\(words[$0.key] ?? "其他") \($0.value) 个" }
    gathering.find(.annotation, title, list.joined(separator: "，"))
  }

  private static let words = [
    "Link": "链接", "Path": "图形", "Highlight": "高亮", "Stamp": "签章", "Watermark": "水印",
  ]
}
