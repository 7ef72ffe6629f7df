/// XML files: text and attribute values, each with its line; comments and instructions.
enum XMLInspector {
  static func inspect(_ bytes: [UInt8], _ gathering: inout Gathering) {
    guard bytes.count <= gathering.limits.maxEntryBytes else {
      gathering.find(.tooLarge, "", "文件超过 \(gathering.limits.maxEntryBytes >> 20) MB，没有查看")
      return
    }
    var names: [String] = []
    var line = ""
    let isWhole = gathering.xml(bytes, "") { event, gathering in
      switch event.kind {
      case .text(let text), .cdata(let text):
        gathering.text("第\(event.line)行", text)
        if names.contains("text") { line += text }
      case .end(let name, _):
        _ = names.popLast()
        // The pieces of one text of a drawing belong together.
        guard name == "text" else { return }
        gathering.text("第\(event.line)行的文字", line)
        line = ""
      case .start(let name, _, let attributes):
        names.append(name)
        if ActiveMarkup.runs(name, attributes) { gathering.find(.script, "", "XML 里有脚本") }
        for attribute in attributes {
          gathering.text("第\(event.line)行 \(Mask.name(name))@\(Mask.name(attribute.name))", attribute.value)
        }
      }
    }
    if isWhole, RawMarkup.count(in: TextDecoding.utf8(of: bytes) ?? bytes, of: bytes) > 0 {
      gathering.find(.script, "", "XML 里有脚本")
    }
    let count = XMLAsides.take(bytes, "", &gathering)
    if count > 0 { gathering.find(.hiddenText, "", "源代码注释 \(count) 处", isBlocking: false) }
  }
}
