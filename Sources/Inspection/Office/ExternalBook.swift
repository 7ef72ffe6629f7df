import XML

/// xl/externalLinks: values of other workbooks, kept since formulas name them.
enum ExternalBook {
  static func inspect(_ bytes: [UInt8], _ place: String, _ gathering: inout Gathering) {
    var (values, isValue) = (0, false)
    gathering.xml(bytes, place) { event, gathering in
      switch event.kind {
      case .start("sheetName", _, let attributes):
        gathering.text("\(place)工作表名", attributes.value("val") ?? "", hidden: true)
      case .start(let name, _, _): isValue = name == "v"
      case .end: isValue = false
      case .text(let text), .cdata(let text):
        guard isValue else { return }
        values += 1
        gathering.text("\(place)缓存的值", text, hidden: true)
      }
    }
    gathering.find(.externalLink, place, "引用其他工作簿，缓存了 \(values) 个值")
  }
}
