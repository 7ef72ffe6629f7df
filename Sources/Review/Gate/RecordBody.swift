import Diagnostics
import Markup
import Records

/// Finds a record's body among its parts.
public enum RecordBody {
  /// The body's bytes; empty for a record without one, nil if the part is not there.
  public static func bytes(of record: Record, in parts: [RecordPart]) -> [UInt8]? {
    switch record.body {
    case .none: []
    case .inline(let text): Array(text.utf8)
    case .part(let path, let offset, _):
      parts.first { $0.path == path && $0.kind != .attachment }.map { Array($0.bytes.dropFirst(offset)) }
    }
  }

  /// The part of a version that holds the body; nil if none does.
  static func reference(of record: Record, version: Version) -> PartReference? {
    guard case .part(let path, _, _) = record.body else { return nil }
    return version.parts.first { $0.path == path && $0.kind != .attachment }
  }

  /// The same from a version's snapshot.
  static func bytes(of record: Record, version: Version, snapshots: SnapshotReader) throws -> [UInt8]? {
    guard case .part(_, let offset, _) = record.body else { return bytes(of: record, in: []) }
    guard let part = reference(of: record, version: version) else { return nil }
    return try snapshots.bytes(part).map { Array($0.dropFirst(offset)) }
  }

  /// What does not come out on the page as its writer may have meant: notes of other dialects, and links that lead nowhere.
  ///
  /// - Parameter isKnown: whether the site or the ledger has a record.
  static func advice(on working: WorkingRecord, isKnown: @escaping @Sendable (RecordID) -> Bool) -> [Diagnostic] {
    guard let (bytes, offset, format) = text(of: working) else { return [] }
    let part = part(of: working)
    func place(_ line: Int) -> Place {
      guard let part else { return Place(working.file, line: working.line) }
      return Place(working.file(of: part), line: line)
    }
    var told: [Diagnostic] = []
    if part != nil, format == .markdown, let note = Markdown.firstNote(in: bytes, from: offset) {
      let line = 1 + bytes.prefix(note).count { $0 == 0x0A }
      let isFootnote = note + 1 < bytes.count && bytes[note + 1] == UInt8(ascii: "^")
      told.append(
        isFootnote
          ? Diagnostic(
            "markup.footnote", .warning, at: place(line), "「[^…]:」不会成为脚注，网页上照原样显示",
            remedy: "把说明写进正文，或用括号写在原处", source: "CommonMark 没有脚注")
          : Diagnostic(
            "markup.reference", .warning, at: place(line), "「[…]:」开头的这一行没有链接用到，或写的不是地址，网页上照原样显示",
            remedy: "是说明的，不必改；是链接地址的，核对方括号里的名称"))
    }
    if format.isOffice {
      guard let made = try? converted(bytes, format), let part else { return [] }
      let place = Place(working.file(of: part))
      let body = DroppedLinks(in: made.html, from: 0, .html, of: working.record, isKnown: isKnown)
      return officeAdvice(made, of: part.path, at: place) + body.links.map { droppedLink($0.message, at: place) }
    }
    let body = DroppedLinks(in: bytes, from: offset, format, of: working.record, isKnown: isKnown)
    return told
      + body.links.map { droppedLink($0.message, at: place($0.line)) }
      + body.others.map { warning, line, count in
        Diagnostic(
          warning.code, .warning, at: place(line ?? 1),
          "正文在网页上与写的不同：\(warning.message)\(count > 1 ? "同样的共 \(count) 处。" : "")", remedy: "核对预览；不是这个意思的，改正文")
      }
  }

  private static func droppedLink(_ message: String, at place: Place) -> Diagnostic {
    Diagnostic(
      "markup.link", .warning, at: place, "正文里有链接或图片不会出现在网页上：\(message)",
      remedy: "文件列入「附件」，链接写它在 attachments/ 之下的路径；其他信息写它的标识；不再需要的，删去链接", source: "国办发〔2017〕47号")
  }

  /// A line of the body as its file counts it; where the record begins for a body in a cell, and for no line.
  private static func place(of line: Int?, in working: WorkingRecord) -> Place {
    guard let line, let part = part(of: working), case .part(_, let offset, _) = working.record.body else {
      return Place(working.file, line: working.line)
    }
    return Place(working.file(of: part), line: line + part.bytes.prefix(offset).count { $0 == 0x0A })
  }

  static func part(of working: WorkingRecord) -> RecordPart? {
    guard case .part(let path, _, _) = working.record.body else { return nil }
    return working.parts.first { $0.path == path && $0.kind != .attachment }
  }

  /// The bytes that a body stands in, and where it begins.
  private static func text(of working: WorkingRecord) -> (bytes: [UInt8], offset: Int, format: Record.BodyFormat)? {
    switch working.record.body {
    case .none: nil
    case .inline(let text): (Array(text.utf8), 0, .markdown)
    case .part(_, let offset, let format): part(of: working).map { ($0.bytes, offset, format) }
    }
  }

  /// Why a body can't be turned into a page; better known now than when it is to be published.
  static func fault(of working: WorkingRecord) -> Diagnostic? {
    guard case .part(_, _, let format) = working.record.body, let body = bytes(of: working.record, in: working.parts)
    else { return nil }
    do throws(MarkupFault) {
      var made: MarkupResult?
      switch format {
      case .markdown:
        try Markdown.check(body)
        if body.contains(where: { $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: "<") }) {
          made = try Markdown.html(body)
        }
      case .html: made = try HTMLSanitizer.html(body)
      case .text: _ = try PlainText.html(body)
      case .word, .ofd:
        if let fault = working.officeBodyFault { return fault }
        _ = try html(body, format, MarkupOptions())
      }
      return made?.warnings.first { $0.code == "markup.lost" }.map { lost in
        Diagnostic(
          "record.invalid", at: place(of: lost.line, in: working), "正文有内容不会出现在网页上：\(lost.message)",
          remedy: "表格补齐表头；公式、图形做成图片列入附件，或改写成文字，然后重新提交")
      }
    } catch {
      return Diagnostic(
        "record.invalid", at: place(of: error.line, in: working), "正文不能转成网页:\(error.message)",
        remedy: "改正正文后重新提交")
    }
  }
}
