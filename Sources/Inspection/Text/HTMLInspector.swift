import Values
import XML

/// Web pages: visible text by block, and what a browser does not show: comments, hidden elements, fields, scripts.
enum HTMLInspector {
  static func inspect(_ bytes: [UInt8], _ gathering: inout Gathering) {
    guard bytes.count <= gathering.limits.maxEntryBytes else {
      gathering.find(.tooLarge, "", "文件超过 \(gathering.limits.maxEntryBytes >> 20) MB，没有查看")
      return
    }
    guard let text = decoded(bytes) else {
      gathering.find(.unreadable, "", "网页的编码无法识别")
      return
    }
    do {
      let limits = XMLLimits(maxBytes: gathering.limits.maxEntryBytes, maxNodes: 2_000_000, maxFaults: 50)
      let root = try HTMLDocument(parsing: text, limits: limits).root
      if let root {
        var walk = HTMLWalk(root)
        walk.visit(root, hidden: false, &gathering)
        walk.finish(&gathering)
      } else {
        XMLAsides.take(text, "", &gathering)
      }
      let running = root.map(ActiveMarkup.count) ?? 0
      if running > 0 { gathering.find(.script, "", "脚本 \(running) 处") }
      let raw = RawMarkup.count(in: text, of: bytes)
      if raw > running { gathering.find(.script, "", "浏览器会执行、跳转或提交的内容 \(raw) 处") }
      unfinished(text, &gathering)
    } catch {
      gathering.find(.unreadable, "", "网页无法读取")
    }
  }

  /// A comment that never ends takes the rest of the page with it, and the parser drops it.
  private static func unfinished(_ text: [UInt8], _ gathering: inout Gathering) {
    var at = 0
    while let start = Bytes.find(Array("<!--".utf8), in: text, from: at) {
      guard let end = Bytes.find(Array("-->".utf8), in: text, from: start + 2) else {
        gathering.bytes("没有结束的网页注释", Array(text[(start + 4)...]), hidden: true)
        gathering.find(.hiddenText, "", "网页注释没有结束，其后的内容不显示")
        return
      }
      at = end + 3
    }
  }

  /// The page in UTF-8: by its own `charset` if the C library knows that, else by the bytes.
  private static func decoded(_ bytes: [UInt8]) -> [UInt8]? {
    let head = String(decoding: bytes.prefix(2048), as: UTF8.self).lowercased()
    if String(validating: bytes, as: UTF8.self) == nil, let range = head.firstRange(of: "charset=") {
      let name = head[range.upperBound...].drop { $0 == "\"" || $0 == "'" }
      let label = String(name.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
      if label.hasPrefix("gb") { return Iconv.convert(bytes, from: "GB18030") }
      if !label.isEmpty, label != "utf-8", let text = Iconv.convert(bytes, from: label) { return text }
    }
    return TextDecoding.utf8(of: bytes)
  }
}
