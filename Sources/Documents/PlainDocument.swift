/// Documents as plain text: UTF-8 with a byte order mark and CRLF line ends, as Notepad on any Windows opens it.
public enum PlainDocument {
  /// Writes the text.
  public static func bytes(of document: DocumentText) -> [UInt8] {
    var head = PlainBody(capacity: document.body.count + 1024)
    if let status = document.status {
      head.line("【\(status)】")
      head.line("")
    }
    head.line(document.title)
    if let note = document.titleNote { head.line("（\(note.withoutBrackets)）") }
    if let origin = document.origin { head.line(origin) }
    head.line("")
    var body = BodyText.withValid(document.body) { bytes in
      var walk = FragmentWalk(bytes, to: head)
      walk.run()
      return walk.output
    }
    if !document.attachments.isEmpty { body.line("") }
    for (index, name) in document.attachments.enumerated() {
      let number = document.attachments.count > 1 ? "\(index + 1)." : ""
      body.line((index == 0 ? "　　附件：" : "　　　　　") + number + name)
    }
    if !document.source.isEmpty {
      body.line("")
      for line in document.source.split(separator: "\n", omittingEmptySubsequences: false) { body.line(String(line)) }
    }
    return body.out
  }
}
