/// Writes what Markdown and HTML bodies have in common: headings, links, images and tables of a page of ours.
struct BodyWriter {
  var output: HTMLOutput
  var outline = Outline()
  private(set) var warnings: [MarkupWarning] = []
  let options: MarkupOptions
  /// Most warnings kept; one mistake repeated need not be told a thousand times.
  private static let maxWarnings = 200

  init(_ options: MarkupOptions, capacity: Int) {
    self.options = options
    output = HTMLOutput(capacity: capacity)
  }

  var result: MarkupResult {
    MarkupResult(html: output.bytes, headings: outline.headings, warnings: warnings)
  }

  /// Notes a warning.
  mutating func warn(_ code: String, _ place: (line: Int?, column: Int?), _ message: String) {
    guard warnings.count < BodyWriter.maxWarnings else { return }
    warnings.append(MarkupWarning(code, line: place.line, column: place.column, message))
  }

  // MARK: - Headings

  /// The level that a heading has in the page.
  func level(_ level: Int) -> Int { min(6, max(1, level + options.headingShift)) }

  /// Opens a heading; `level` is the level in the page.
  mutating func startHeading(level: Int, text: @autoclosure () -> String) {
    output.raw("<h")
    output.digit(level)
    if options.headingIDs {
      output.raw(" id=\"")
      output.raw(outline.add(level: level, text: text()).utf8)
      output.raw("\"")
    }
    output.raw(">")
  }

  /// Closes a heading.
  mutating func endHeading(level: Int) {
    output.raw("</h")
    output.digit(level)
    output.raw(">")
  }

  // MARK: - Links and images

  /// The address to write, or nil if it is dropped, which is noted.
  mutating func resolve(_ raw: String, isImage: Bool, place: () -> (line: Int?, column: Int?)) -> Address? {
    var address = Address(raw)
    if address.text.isEmpty {
      warn("markup.link", place(), "\(isImage ? "图片" : "链接")没有写地址，已略去。")
      return nil
    }
    if address.kind == .relative, let rewrite = options.rewrite {
      guard let new = rewrite(address.text) else {
        warn("markup.link", place(), "没有找到“\(address.text)”，已略去这个\(isImage ? "图片" : "链接")。")
        return nil
      }
      address = Address(new)
    }
    guard address.kind != .refused, !(isImage && address.kind == .contact) else {
      warn("markup.link", place(), "不接受地址“\(address.text.prefix(80))”，已略去。")
      return nil
    }
    if !isImage, address.isInternal {
      warn("markup.address", place(), "链接“\(address.text.prefix(80))”指向本机或内部网络，公众打不开。")
    }
    // A page asks no other site for anything: that would tell it who reads, and change unapproved.
    if isImage, case .web = address.kind {
      warn("markup.link", place(), "不从其他网站取图片“\(address.text.prefix(80))”，已略去；请把图片作为附件。")
      return nil
    }
    return address
  }

  /// Opens a link. Links that leave government sites are marked and tell the other site nothing.
  mutating func startLink(_ address: Address, title: String?) {
    output.raw("<a href=\"")
    output.address(address.written)
    output.raw("\"")
    attribute(" title=\"", title)
    if address.kind == .web(isOutside: true) { output.raw(" class=\"ext\" rel=\"noopener noreferrer\"") }
  }

  /// Opens an image as far as its address.
  mutating func startImage(_ address: Address) {
    output.raw("<img src=\"")
    output.address(address.written)
    output.raw("\"")
  }

  /// Writes an attribute if it has a value; `name` comes with its quote.
  mutating func attribute(_ name: StaticString, _ value: String?) {
    guard let value, !value.isEmpty else { return }
    output.raw(name)
    output.text(value)
    output.raw("\"")
  }

  // MARK: - Tables

  /// Opens a table in a frame that scrolls on phones and can be reached by keyboard.
  mutating func startTable() {
    output.raw("<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"表格\"><table>")
  }

  /// Closes a table and its frame.
  mutating func endTable() { output.raw("</table></div>") }
}
