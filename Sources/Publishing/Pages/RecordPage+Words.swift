import Records
import Review

/// What a page says besides its body, for the search and for files that are taken away.
extension RecordPage {
  /// The lines of what a page says of its record that the search finds, besides title, 发文字号 and body (条例 Art. 24).
  static func searchable(_ item: SiteModel.Item) -> [UInt8] {
    var lines: [UInt8] = []
    for fact in facts(item) where !unsearched.contains(fact.label) {
      lines.append(0x0A)
      lines += fact.value.utf8
    }
    for fact in personFacts(item) {
      lines.append(0x0A)
      lines += fact.value.utf8
    }
    // A form or a table is looked for by its own name.
    for part in item.attachments {
      lines.append(0x0A)
      lines += name(of: part).utf8
    }
    return lines
  }

  /// What a file that is taken away says before the body of a unit, a leader or a speech, as HTML.
  static func factsForDownload(_ item: SiteModel.Item) -> [UInt8] {
    let told = facts(item).lazy.filter { taken.contains($0.label) }.map { ($0.label, $0.value) } + personFacts(item)
    return told.flatMap { OfficialParts.paragraph("flush", "\($0.0)：\($0.1)") }
  }

  private static let taken: Set<String> = [
    "讲话人", "姓名", "职务", "分工", "负责人", "联系电话", "传真", "办公地址", "办公时间", "职责", "网址",
  ]

  /// Found elsewhere, or what every other record says too.
  private static let unsearched: Set<String> = [
    "标题", "发文字号", "成文日期", "发布日期", "原发布日期", "更新日期", "有效性", "效力位阶", "施行日期", "失效日期", "相关性", "网址", "公示截止",
  ]

  /// An attachment's name without its suffix.
  private static func name(of part: PartReference) -> Substring {
    let fileName = part.path.split(separator: "/").last ?? part.path[...]
    return fileName.lastIndex(of: ".").map { fileName[..<$0] } ?? fileName
  }
}
