import XML

/// Comments of a worksheet, plain or threaded.
enum SheetComments {
  static func inspect(_ bytes: [UInt8], _ title: String, _ gathering: inout Gathering) {
    var names: [String] = []
    var address = ""
    var text = ""
    var count = 0
    gathering.xml(bytes, "\(title)的批注") { event, gathering in
      switch event.kind {
      case .start(let name, _, let attributes):
        names.append(name)
        if name == "comment" || name == "threadedComment" {
          address = CellAddress(attributes.value("ref") ?? "")?.text ?? ""
          text = ""
        }
      case .end(let name, _):
        _ = names.popLast()
        guard name == "comment" || name == "threadedComment" else { return }
        count += 1
        gathering.text("\(title)\(address)的批注", text, hidden: true)
      case .text(let piece), .cdata(let piece):
        if names.last == "author" {
          gathering.text("\(title)的批注作者", piece, hidden: true)
        } else if names.contains("text") {
          text += piece
        }
      }
    }
    if count > 0 { gathering.find(.comment, title, "批注 \(count) 条") }
  }
}
