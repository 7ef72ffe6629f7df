#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Anchors of the articles (条) of a law or regulation: a paragraph that begins with 第十二条 can be linked to as
/// `#tiao-12`, and lines that are nothing but 第一章 总则 become headings where the text has none.
public enum ArticleAnchors {
  /// What was found in a body.
  public struct Result: Sendable, Hashable {
    public let html: [UInt8]
    /// Headings with those that were made of chapter lines, in document order.
    public let headings: [MarkupHeading]
    /// Articles in document order: `第十二条` and its identifier; level 0.
    public let articles: [MarkupHeading]
  }

  /// Longest line that is still taken for the name of a chapter, in bytes of UTF-8.
  private static let longestName = 120
  private static let opening = Array("<p>".utf8)
  private static let strong = Array("<strong>".utf8)
  private static let closing = Array("</p>".utf8)

  /// Adds the anchors to a body.
  public static func add(to body: MarkupResult) -> Result {
    let html = body.html
    var out: [UInt8] = []
    var copied = 0
    var headings = body.headings
    var articles: [MarkupHeading] = []
    var taken = Set(headings.map(\.id))
    // A heading may itself be an article: 第十二条 alone on a line.
    articles += headings.filter { $0.id.hasPrefix("tiao-") }.map { MarkupHeading(level: 0, text: $0.text, id: $0.id) }
    let makesHeadings = headings.isEmpty
    var at = 0
    while let start = find(opening, in: html, from: at) {
      at = start + opening.count
      let isStrong = html[at...].starts(with: strong)
      guard let mark = Mark(html, from: isStrong ? at + strong.count : at) else { continue }
      let id = mark.id
      guard !taken.contains(id) else { continue }
      if mark.isArticle {
        taken.insert(id)
        out += html[copied..<start]
        out += "<p id=\"\(id)\">".utf8
        copied = start + 3
        articles.append(MarkupHeading(level: 0, text: mark.text, id: id))
      } else if makesHeadings, let end = find(closing, in: html, from: at), end - start < longestName,
        !html[start..<end].contains(UInt8(ascii: "\n"))
      {
        let name = html[(start + 3)..<end]
        guard !name.contains(UInt8(ascii: "<")), !endsLikeSentence(name) else { continue }
        taken.insert(id)
        out += html[copied..<start]
        out += "<h\(mark.level) id=\"\(id)\">".utf8
        out += name
        out += "</h\(mark.level)>".utf8
        copied = end + closing.count
        at = copied
        headings.append(
          MarkupHeading(level: mark.level, text: plain(name), id: id))
      }
    }
    guard copied > 0 else { return Result(html: html, headings: headings, articles: articles) }
    out += html[copied...]
    return Result(html: out, headings: headings, articles: articles)
  }

  private static func endsLikeSentence(_ name: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: name.suffix(3), as: UTF8.self)
    return ["。", "；", "：", "，"].contains(text)
  }

  /// The text of a line without elements.
  private static func plain(_ line: ArraySlice<UInt8>) -> String {
    var text = String(decoding: line, as: UTF8.self)
    for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
      text = text.split(separator: entity, omittingEmptySubsequences: false).joined(separator: character)
    }
    return text.split { $0.isWhitespace }.joined(separator: " ")
  }

  private static func find(_ needle: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    bytes.withUnsafeBytes { all -> Int? in
      needle.withUnsafeBytes { needle -> Int? in
        guard let base = all.baseAddress, let sought = needle.baseAddress else { return nil }
        var at = start
        while at + needle.count <= all.count,
          let found = memchr(base + at, Int32(needle[0]), all.count - needle.count - at + 1)
        {
          if memcmp(found, sought, needle.count) == 0 { return UnsafeRawPointer(found) - base }
          at = UnsafeRawPointer(found) - base + 1
        }
        return nil
      }
    }
  }

  /// `第十二条`, `第三章` … at the beginning of a paragraph.
  private struct Mark {
    let id: String
    let text: String
    let isArticle: Bool
    let level: Int

    /// - Parameter start: where `第` stands.
    init?(_ bytes: [UInt8], from start: Int) {
      guard bytes[start...].starts(with: "第".utf8) else { return nil }
      // 第 + at most eight figures + a unit, each three bytes or one.
      let head = String(decoding: bytes[start..<min(start + 33, bytes.count)], as: UTF8.self)
      guard let end = head.firstIndex(where: { "条章节编".contains($0) }) else { return nil }
      let next = head.index(after: end)
      let text = String(head[..<next])
      guard let id = Outline.legalID(text) else { return nil }
      // 第十二条 begins an article where a blank follows; 第三条规定的 is running text. 第十二条之一 is an article too.
      let follower = next < head.endIndex ? head[next] : " "
      guard follower.isWhitespace || follower == "<" || follower == "　" else { return nil }
      self.id = id
      self.text = text
      isArticle = head[end] == "条"
      level = head[end] == "节" ? 3 : 2
    }
  }
}
