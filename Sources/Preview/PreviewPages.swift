import Values

/// The pages the preview writes itself. They hold no style and no script of their own: the policy forbids both.
struct PreviewPages: Sendable {
  let addresses: PageAddresses

  /// What every page of the draft gets: the reload script, the mark when the template shows none, the problems bar.
  func insertion(into page: [UInt8], of edition: DraftDesk.Edition) -> PageInsertion {
    var insertion = PageInsertion(bodyEnd: reloadTag(edition))
    if !PreviewPages.isMarked(page) { insertion.bodyStart = PreviewPages.mark }
    let count = edition.draft.problems.count
    if count > 0 {
      insertion.bodyStart +=
        "<p class=\"draft-problems\"><a href=\"\(escaped(addresses.own("problems")))\">有 \(count) 处问题</a></p>"
    }
    if !insertion.bodyStart.isEmpty { insertion.head = stylesheetTag }
    return insertion
  }

  /// The page shown at every address while the working files give no pages.
  func failure(_ edition: DraftDesk.Edition) -> [UInt8] {
    page("草稿没有生成", edition, "<p>改好下面的问题并保存，本页会自动更新。</p>" + list(edition.draft.problems))
  }

  /// The page of all problems.
  func problems(_ edition: DraftDesk.Edition) -> [UInt8] {
    let problems = edition.draft.problems
    let home = "<p><a href=\"\(escaped(addresses.basePath))\">返回首页</a></p>"
    if problems.isEmpty { return page("没有问题", edition, "<p>这一版草稿没有发现问题。</p>" + home) }
    return page("有 \(problems.count) 处问题", edition, list(problems) + home)
  }

  /// The page for an address the draft has nothing at, when the draft has no 404.html.
  func missing(_ edition: DraftDesk.Edition) -> [UInt8] {
    let home = "<p><a href=\"\(escaped(addresses.basePath))\">返回首页</a></p>"
    return page("没有这一页", edition, "<p>草稿里没有这个地址的页面。</p>" + home)
  }

  private static let mark = "<p class=\"draft-mark\"><strong>草稿预览</strong> 未经审查批准，不得外传。</p>"

  /// Whether the template shows the mark itself.
  private static func isMarked(_ page: [UInt8]) -> Bool {
    let sign = Array("class=\"draft\"".utf8)
    var at = 0
    while let quote = page[at...].firstIndex(of: UInt8(ascii: "\"")) {
      // `class=` stands before the first quotation mark of the sign.
      if quote >= 6, page[(quote - 6)...].starts(with: sign) { return true }
      at = quote + 1
    }
    return false
  }

  private func page(_ title: String, _ edition: DraftDesk.Edition, _ content: String) -> [UInt8] {
    Array(
      """
      <!DOCTYPE html>
      <html lang="zh-CN">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(escaped(title)) - 草稿预览</title>
      \(stylesheetTag)</head>
      <body class="draft-page">
      \(PreviewPages.mark)
      <main>
      <h1>\(escaped(title))</h1>
      \(content)
      </main>
      \(reloadTag(edition))</body>
      </html>

      """.utf8)
  }

  private func list(_ problems: [Problem]) -> String {
    "<ol class=\"draft-list\">\n" + problems.map(item).joined() + "</ol>\n"
  }

  private func item(_ problem: Problem) -> String {
    let isError = problem.severity == .error
    var out = "<li class=\"\(isError ? "draft-error" : "draft-warning")\"><p><strong>\(isError ? "错误" : "警告")</strong>"
    if !problem.place.isEmpty { out += " <code>\(escaped(problem.place))</code>" }
    out += "</p>\n<p>\(escaped(problem.message)) <small>\(escaped(problem.code))</small></p>\n"
    if let remedy = problem.remedy { out += "<p>怎么改：\(escaped(remedy))</p>\n" }
    return out + "</li>\n"
  }

  private var stylesheetTag: String {
    "<link rel=\"stylesheet\" href=\"\(escaped(addresses.own("preview.css")))\">\n"
  }

  private func reloadTag(_ edition: DraftDesk.Edition) -> String {
    "<script src=\"\(escaped(addresses.own("reload.js")))\" defer data-draft=\"\(edition.mark)\"></script>\n"
  }

  private func escaped(_ text: String) -> String { EscapedText.html(text) }
}
