import Diagnostics
import Records

/// Attachments that a web server, or the computer of who downloads them, would run: they go out under their own names.
enum ExecutableAttachment {
  /// Programs and scripts.
  private static let programs: Set<String> = [
    "exe", "dll", "com", "bat", "cmd", "msi", "scr", "pif", "ps1", "vbs", "vbe", "js", "mjs", "jse", "wsf", "hta",
    "jar", "war", "apk", "swf", "sh", "bash", "py", "rb", "lnk", "reg", "cpl", "so", "class",
  ]
  /// What a web server runs, wherever it stands in a name: `表.php.jpg` too, as some are set up.
  private static let served: Set<String> = [
    "php", "php3", "php4", "php5", "php7", "php8", "phps", "phtml", "phar", "jsp", "jspx", "jspf", "jsw", "jsv", "asp",
    "aspx", "asa", "asax", "ascx", "ashx", "asmx", "cshtml", "vbhtml", "shtml", "shtm", "stm", "cgi", "fcgi", "pl",
    "pm", "cfm", "htaccess", "config",
  ]

  /// The ending that makes a file one to be run; nil for all others.
  static func ending(of path: String) -> String? {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    // Some servers read a name only up to its semicolon.
    let endings = name.split { $0 == "." || $0 == ";" }.dropFirst().map {
      $0.filter { !$0.isWhitespace }.lowercased()
    }
    if let last = endings.last, programs.contains(last) { return last }
    return endings.first(where: served.contains)
  }

  /// A hold for each.
  static func holds(_ record: Record) -> [Diagnostic] {
    (record.attachments + [record.text(.portrait)].compactMap(\.self)).compactMap { path in
      ending(of: path).map { ending in
        Diagnostic(
          "attachment.executable", "附件「\(path)」是程序或脚本(.\(ending))，放到网站上可能被服务器或下载的人的电脑执行",
          remedy: "去掉这个附件；要公开其内容的，另存为 PDF、OFD 或文本", source: "国办发〔2017〕47号")
      }
    }
  }
}
