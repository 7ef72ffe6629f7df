import Catalogue
import Diagnostics
import Files
import Values

/// Makes the file of a new record, with the fields that its column asks for.
public enum RecordScaffold {
  /// Writes the file.
  ///
  /// - Parameters:
  ///   - site: path of the site folder.
  ///   - name: file name without extension; nil takes the title.
  ///   - today: stands under 生成日期 until it is changed.
  /// - Returns: the path written.
  /// - Throws: `SiteRefusal` if the column takes no records, or the file is there already.
  public static func write(
    site: String, catalogue: Catalogue, column text: String, title: String, unit: String, name: String?, today: Day
  ) throws -> String {
    guard let column = catalogue.find(text) else {
      throw SiteRefusal([catalogue.unknown(text)])
    }
    guard column.isLeaf else {
      let leaves = catalogue.leaves.filter { $0.code.parts.starts(with: column.code.parts) }
      let listed = leaves.map { "\($0.code) \($0.name)" }.joined(separator: "、")
      throw SiteRefusal([
        Diagnostic("column.not-leaf", "「\(column.name)」不能直接放信息", remedy: "可选:\(listed)")
      ])
    }
    let folder = "\(site)/records/\(column.code)"
    let path = "\(folder)/\(fileName(name ?? title)).md"
    try OutputFiles.makeFolder(folder)
    do throws(FileFault) {
      try OutputFiles.write(Array(content(column, title: title, unit: unit, today: today).utf8), to: path)
    } catch {
      throw SiteRefusal([Diagnostic("file", error.message, remedy: "换一个文件名(--name)")])
    }
    return path
  }

  private static func fileName(_ text: String) -> String {
    let kept = text.unicodeScalars.map { scalar in
      scalar.value < 0x20 || "/\\:*?\"<>|.".unicodeScalars.contains(scalar) ? "-" : String(scalar)
    }
    let name = kept.joined().split(whereSeparator: \.isWhitespace).joined(separator: "-")
    // A name has at most 255 bytes on Linux; a Chinese character takes three.
    return name.isEmpty ? "新记录" : String(name.prefix(60))
  }

  private static func content(_ column: Column, title: String, unit: String, today: Day) -> String {
    let asked = fields(of: column.rule).map { "\($0.0): \($0.1)" }
    return """
      ---
      标题: \(PlainYAML.quoted(title))
      栏目: "\(column.code)"    # \(column.name)
      可否公开: 主动公开        # 主动公开、依申请公开、不予公开
      # 不公开理由: N5          # 依申请公开或不予公开时必填
      公开载体: [政府网站]
      承办科室: \(PlainYAML.written(unit))
      生成日期: \(today)
      内容概述:
      关键词: []
      主题分类:
      \(asked.isEmpty ? "# 本栏目没有另外的必填项" : asked.joined(separator: "\n"))
      # 附件: [2026/文件名.docx]
      ---
      正文(Markdown)。

      """
  }

  private static func fields(of rule: AdmissionRule) -> [(String, String)] {
    switch rule {
    case .none: []
    case .fields(let names): names.map { ($0, "") }
    case .legalRank(let ranks): [("效力位阶", ranks.first ?? ""), ("相关性", ""), ("发文机关", ""), ("发文字号", "")]
    case .related: [("关联", "[]    # 所解读文件的标识")]
    case .leaderSpeech: [("讲话人", ""), ("相关性", "")]
    case .link: [("网址", ""), ("链接分组", AdmissionRule.linkGroups.map(\.name).first ?? "")]
    case .download: [("附件", "[]")]
    }
  }
}
