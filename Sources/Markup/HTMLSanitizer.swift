import XML

/// HTML bodies: keeps an allow-list of elements, attributes and addresses, and writes the rest anew.
///
/// The input is parsed into a tree and the output written from the tree by our own writer, so nothing of the input's
/// markup survives as it stood.
public enum HTMLSanitizer {
  /// Turns a page or a fragment into safe HTML.
  ///
  /// - Throws: `markup.too-large`; `markup.encoding` with line and column; `markup.too-deep`.
  public static func html(
    _ bytes: [UInt8], _ options: MarkupOptions = MarkupOptions()
  ) throws(MarkupFault) -> MarkupResult {
    try bytes.withUnsafeBufferPointer { (buffer) throws(MarkupFault) in
      try InputCheck.check(UnsafeRawBufferPointer(buffer), options)
    }
    return try sanitize(bytes, options)
  }

  /// The same for HTML that is known to be UTF-8 and may have grown past the input's limit.
  static func sanitize(_ bytes: [UInt8], _ options: MarkupOptions) throws(MarkupFault) -> MarkupResult {
    let document: HTMLDocument
    do {
      document = try HTMLDocument(parsing: bytes, limits: XMLLimits(maxBytes: Int(Int32.max)))
    } catch {
      let fault = error.all.first
      let code = fault?.code == "xml.too-deep" ? "markup.too-deep" : "markup.unreadable"
      throw MarkupFault(code, line: fault?.line, "HTML 无法读取：\(fault?.message ?? "原因不明。")")
    }
    let levels = ["h1", "h2", "h3", "h4", "h5", "h6"]
    let highest = levels.firstIndex { document.root?.descendants($0).isEmpty == false }
    var walk = SanitizerWalk(options.fitted(toHighest: highest.map { $0 + 1 }), capacity: bytes.count)
    if let root = document.root { walk.content(root.children, in: .flow) }
    return walk.writer.result
  }
}
