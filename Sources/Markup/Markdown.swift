import CCmarkGFM

/// Markdown bodies: CommonMark with tables, strikethrough and bare addresses as links, and with emphasis beside
/// Chinese punctuation as a Chinese writer means it.
///
/// ```swift
/// let body = try Markdown.html(bytes, MarkupOptions(rewrite: { attachments[$0] }))
/// page.append(contentsOf: body.html)
/// ```
public enum Markdown {
  /// Turns a body into safe HTML. HTML inside the Markdown passes the sanitizer.
  ///
  /// - Throws: `markup.too-large`; `markup.encoding` with line and column; `markup.too-deep` if the body holds HTML,
  ///   quotations or lists nested too deep; `markup.too-costly` if it repeats marks so often that it would take minutes.
  public static func html(
    _ bytes: [UInt8], _ options: MarkupOptions = MarkupOptions()
  ) throws(MarkupFault) -> MarkupResult {
    try bytes.withUnsafeBufferPointer { (buffer) throws(MarkupFault) in
      try html(UnsafeRawBufferPointer(buffer), options)
    }
  }

  /// The same over bytes that the caller owns.
  ///
  /// - Throws: `MarkupFault`, as the other does.
  public static func html(
    _ bytes: UnsafeRawBufferPointer, _ options: MarkupOptions = MarkupOptions()
  ) throws(MarkupFault) -> MarkupResult {
    try InputCheck.check(bytes, options)
    try MarkdownBounds.check(bytes)
    if let plain = FootnoteMarks.plain(bytes) {
      return try plain.withUnsafeBufferPointer { (plain) throws(MarkupFault) in
        try checked(UnsafeRawBufferPointer(plain), options)
      }
    }
    return try checked(bytes, options)
  }

  /// The offset of the first note in the way of other dialects (`[^1]: 说明`), which stands on the page as it is written;
  /// nil if there is none.
  ///
  /// - Parameter start: where the body begins.
  public static func firstNote(in bytes: [UInt8], from start: Int = 0) -> Int? {
    bytes.withUnsafeBytes { bytes in
      let body = UnsafeRawBufferPointer(rebasing: bytes[min(start, bytes.count)...])
      // The text that is rendered has a backslash there.
      return FootnoteMarks.plain(body).flatMap { plain in
        zip(plain, body).enumerated().first { $1.0 != $1.1 }.map { start + $0.offset }
      }
    }
  }

  private static func checked(
    _ bytes: UnsafeRawBufferPointer, _ options: MarkupOptions
  ) throws(MarkupFault) -> MarkupResult {
    var draft: (result: MarkupResult, hasHTML: Bool)
    if let marked = EmphasisMarks.marked(bytes) {
      draft = marked.text.withUnsafeBytes { render($0, options, hasStars: marked.hasStars) }
      if marked.hasStars {
        draft.result = MarkupResult(
          html: StarMarks.restored(draft.result.html), headings: draft.result.headings, warnings: draft.result.warnings)
      }
    } else {
      draft = render(bytes, options, hasStars: false)
    }
    guard draft.hasHTML else { return draft.result }
    // Only the bodies that hold HTML pay for a second parse.
    let clean = try HTMLSanitizer.sanitize(draft.result.html, options)
    return MarkupResult(
      html: clean.html, headings: clean.headings, warnings: draft.result.warnings + clean.warnings)
  }

  /// Whether a body can be turned into HTML.
  ///
  /// What stands in the way of one that holds no HTML is told without turning it into HTML.
  /// - Throws: as `html`.
  public static func check(_ bytes: [UInt8], _ options: MarkupOptions = MarkupOptions()) throws(MarkupFault) {
    guard !bytes.contains(UInt8(ascii: "<")) else {
      _ = try html(bytes, options)
      return
    }
    try bytes.withUnsafeBufferPointer { (buffer) throws(MarkupFault) in
      try InputCheck.check(UnsafeRawBufferPointer(buffer), options)
      try MarkdownBounds.check(UnsafeRawBufferPointer(buffer))
    }
  }

  private static func render(
    _ source: UnsafeRawBufferPointer, _ options: MarkupOptions, hasStars: Bool
  ) -> (result: MarkupResult, hasHTML: Bool) {
    let kinds = CommonMark.shared
    return CommonMark.withTree(source) { root in
      guard let root else { return (BodyWriter(options, capacity: 0).result, false) }
      let options = options.fitted(toHighest: highestHeading(root))
      var renderer = MarkdownRenderer(source, kinds, options, isDraft: false, hasStars: hasStars)
      if renderer.render(root) { return (renderer.writer.result, false) }
      var draft = MarkdownRenderer(source, kinds, options, isDraft: true, hasStars: hasStars)
      _ = draft.render(root)
      return (draft.writer.result, true)
    }
  }

  /// Level of the highest heading that stands by itself, not in a list or a quotation.
  private static func highestHeading(_ root: OpaquePointer) -> Int? {
    var highest: Int?
    var next = cmark_node_first_child(root)
    while let node = next {
      if cmark_node_get_type(node) == CMARK_NODE_HEADING {
        let level = Int(cmark_node_get_heading_level(node))
        highest = min(highest ?? level, level)
      }
      next = cmark_node_next(node)
    }
    return highest
  }
}
