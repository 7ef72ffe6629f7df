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

  /// What does not come out on the page as its writer may have meant: notes of other dialects.
  static func advice(on working: WorkingRecord) -> Diagnostic? {
    guard case .part(let path, let offset, .markdown) = working.record.body,
      let part = working.parts.first(where: { $0.path == path }),
      let note = Markdown.firstNote(in: part.bytes, from: offset)
    else { return nil }
    let line = 1 + part.bytes.prefix(note).count { $0 == 0x0A }
    return Diagnostic(
      "markup.footnote", .warning, at: Place(working.file(of: part), line: line), "「[^…]:」不会成为脚注，网页上照原样显示",
      remedy: "把说明写进正文，或用括号写在原处", source: "CommonMark 没有脚注")
  }

  /// Why a body can't be turned into a page; better known now than when it is to be published.
  static func fault(of working: WorkingRecord) -> Diagnostic? {
    guard case .part(_, _, let format) = working.record.body, let body = bytes(of: working.record, in: working.parts)
    else { return nil }
    do throws(MarkupFault) {
      switch format {
      case .markdown: try Markdown.check(body)
      case .html: _ = try HTMLSanitizer.html(body)
      case .text: _ = try PlainText.html(body)
      }
      return nil
    } catch {
      return Diagnostic(
        "record.invalid", at: Place(working.file, line: working.line), "正文不能转成网页:\(error.message)",
        remedy: "改正正文后重新提交")
    }
  }
}
