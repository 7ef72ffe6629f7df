import Testing

@testable import Preview

@Suite("What the preview puts into a page")
struct PageInsertionTests {
  private let insertion = PageInsertion(head: "[H]", bodyStart: "[S]", bodyEnd: "[E]")

  private func applied(_ page: String) -> String {
    String(decoding: insertion.applied(to: Array(page.utf8)), as: UTF8.self)
  }

  @Test("Each part goes to its place and nothing else changes")
  func places() {
    #expect(
      applied("<html><head><title>公开</title></head>\n<body class=\"a>b\">正文</body></html>")
        == "<html><head><title>公开</title>[H]</head>\n<body class=\"a>b\">[S]正文[E]</body></html>")
    #expect(applied("<HEAD></HEAD><BODY>x</BODY >") == "<HEAD>[H]</HEAD><BODY>[S]x[E]</BODY >")
  }

  @Test("Tags spoken of in comments, scripts and titles are not taken for the page's own")
  func spokenOf() {
    #expect(
      applied("<!-- <body> --><title><body></title><script>'</head><body>'</script></head><body>x</body>")
        == "<!-- <body> --><title><body></title><script>'</head><body>'</script>[H]</head><body>[S]x[E]</body>")
    #expect(applied("<bodyguard></head><body>x") == "<bodyguard>[H]</head><body>[S]x[E]")
  }

  @Test("A page without a body gets everything at its end", arguments: ["", "文", "<", "<!--", "<body", "<script>"])
  func fragments(page: String) {
    #expect(applied(page) == page + "[H][S][E]")
  }

  @Test("The last </body> is the page's own")
  func lastBody() {
    #expect(applied("<body>a</body>b</body>c").hasSuffix("b[E]</body>c"))
  }
}

@Suite("Pages the preview writes")
struct PreviewPagesTests {
  private let pages = PreviewPages(addresses: PageAddresses(basePath: "/gk/"))
  private let problem = Problem(
    severity: .error, place: "templates/<b>.mustache:3:5", message: "标签 {{#a}} 没有结束", remedy: "补上 {{/a}}",
    code: "template.unclosed")

  private func shown(_ page: String, _ problems: [Problem]) -> String {
    let edition = DraftDesk.Edition(draft: Draft(pages: [:], problems: problems), mark: "m-1")
    let bytes = Array(page.utf8)
    return String(decoding: pages.insertion(into: bytes, of: edition).applied(to: bytes), as: UTF8.self)
  }

  @Test("A marked page without problems gets the reload script and no more")
  func script() {
    #expect(
      shown("<body><p class=\"draft\">草稿</p></body>", [])
        == "<body><p class=\"draft\">草稿</p><script src=\"/gk/-/reload.js\" defer data-draft=\"m-1\"></script>\n</body>")
  }

  @Test("Problems show as a bar that leads to their list")
  func bar() {
    let bar = "<body><p class=\"draft-problems\"><a href=\"/gk/-/problems\">有 2 处问题</a></p><p class=\"draft\">"
    let page = shown("<head></head><body><p class=\"draft\">x</body>", [problem, problem])
    #expect(page.contains("preview.css\">\n</head>" + bar))
  }

  @Test("A page whose template lost the mark is marked by the preview")
  func mark() {
    #expect(shown("<head></head><body>x</body>", []).contains("<body><p class=\"draft-mark\"><strong>草稿预览</strong>"))
  }

  @Test("The error page tells place, message, code and remedy, escaped")
  func failure() {
    let edition = DraftDesk.Edition(draft: Draft(pages: [:], problems: [problem]), mark: "m-1")
    let page = String(decoding: pages.failure(edition), as: UTF8.self)
    #expect(page.contains("<code>templates/&lt;b&gt;.mustache:3:5</code>"))
    #expect(page.contains("标签 {{#a}} 没有结束 <small>template.unclosed</small>"))
    #expect(page.contains("怎么改：补上 {{/a}}"))
    #expect(page.contains("草稿预览") && page.contains("/gk/-/reload.js"))
  }

  @Test("The line for the terminal counts pages and problems")
  func line() {
    let pages = ["index.html": [UInt8](), "a/index.html": [], "assets/style.css": []]
    let took = Duration.milliseconds(340)
    #expect(
      DraftLoop.line(Draft(pages: pages, problems: [problem, problem]), took: took, again: true)
        == "已重新生成 2 页，2 个错误(0.3 秒)")
    #expect(DraftLoop.line(Draft(pages: pages, problems: []), took: .zero, again: false) == "已生成 2 页(0.0 秒)")
    #expect(DraftLoop.line(Draft(pages: [:], problems: [problem]), took: took, again: true) == "没有生成，1 个错误(0.3 秒)")
  }
}
