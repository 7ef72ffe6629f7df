import Markup
import Templates

/// The table of contents of a long text: its chapters, or its articles where it has no chapters.
struct RecordContents {
  let entries: [MarkupHeading]
  /// Articles stand in a row, chapters each on a line.
  let areArticles: Bool

  /// Bytes of HTML above which a text is long enough to want one.
  private static let longText = 5_000

  init(_ body: RenderedBody) {
    let chapters = body.headings.filter { $0.level <= 3 && !$0.id.hasPrefix("tiao-") && !$0.text.isEmpty }
    guard body.html.count >= RecordContents.longText else {
      (entries, areArticles) = ([], false)
      return
    }
    if chapters.count >= 3 {
      (entries, areArticles) = (chapters, false)
    } else if body.articles.count >= 8 {
      (entries, areArticles) = (body.articles, true)
    } else {
      (entries, areArticles) = ([], false)
    }
  }

  /// What the template is given.
  var scopes: [Scope] {
    let top = entries.map(\.level).min() ?? 0
    return entries.map {
      Scope(
        PageSchemas.content,
        ["text": .text($0.text), "url": .text("#\($0.id)"), "nested": .flag($0.level > top)])
    }
  }
}
