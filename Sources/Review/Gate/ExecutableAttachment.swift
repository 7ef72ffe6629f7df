import Diagnostics
import Inspection
import Records

/// Attachments that a web server, or the computer of who downloads them, would run: they go out under their own names.
enum ExecutableAttachment {
  /// A hold for each.
  static func holds(_ record: Record) -> [Diagnostic] {
    (record.attachments + [record.text(.portrait)].compactMap(\.self)).compactMap { path in
      ExecutableName.ending(of: path).map { ending in
        Diagnostic(
          "attachment.executable", "附件「\(path)」是程序或脚本(.\(ending))，放到网站上可能被服务器或下载的人的电脑执行",
          remedy: "去掉这个附件；要公开其内容的，另存为 PDF、OFD 或文本", source: "国办发〔2017〕47号")
      }
    }
  }
}
