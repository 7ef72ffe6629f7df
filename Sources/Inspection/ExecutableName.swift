/// Names of files that a web server, or the computer of who downloads them, would run.
package enum ExecutableName {
  /// Programs and scripts, and files that make a computer start one.
  private static let programs: Set<String> = [
    "exe", "dll", "com", "bat", "cmd", "msi", "msix", "msp", "mst", "appx", "scr", "pif", "ps1", "psm1", "ps1xml", "vb",
    "vbs", "vbe", "vbscript", "js", "mjs", "jse", "ws", "wsc", "wsf", "wsh", "sct", "hta", "htc", "jar", "war", "apk",
    "swf", "sh", "bash", "py", "rb", "lnk", "url", "scf", "settingcontent-ms", "appref-ms", "application", "gadget",
    "desktop", "chm", "xbap", "iso", "vhd", "vhdx", "msc", "inf", "reg", "cpl", "so", "class", "inc",
  ]
  /// What a web server runs, wherever it stands in a name: `表.php.jpg` too, as some are set up.
  private static let served: Set<String> = [
    "php", "php3", "php4", "php5", "php7", "php8", "phps", "phpt", "pht", "phtml", "phar", "pgif", "jsp", "jspx",
    "jspf", "jsw", "jsv", "asp", "aspx", "asa", "asax", "ascx", "ashx", "asmx", "cshtml", "vbhtml", "shtml", "shtm",
    "stm", "cgi", "fcgi", "pl", "pm", "cfm", "htaccess", "config",
  ]

  /// The ending that makes a file one to be run on a computer or by a server; nil for all others.
  package static func ending(of path: String) -> String? {
    if let program = program(path) { return program }
    let endings = endings(of: path)
    // The settings of PHP for a folder.
    if endings == ["user", "ini"] { return "ini" }
    return endings.first(where: served.contains)
  }

  /// The ending that makes a file one to be run on a computer; nil for all others.
  static func program(_ path: String) -> String? {
    endings(of: path).last.flatMap { programs.contains($0) ? $0 : nil }
  }

  /// What follows the first part of a name; that may be empty: `.htaccess`.
  private static func endings(of path: String) -> [String] {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    // Some servers read a name only up to its semicolon.
    return name.split(omittingEmptySubsequences: false) { $0 == "." || $0 == ";" }.dropFirst()
      .map { $0.filter { !$0.isWhitespace }.lowercased() }.filter { !$0.isEmpty }
  }
}
