import CCmarkGFM

/// What holds for every use of cmark-gfm in the process.
struct CommonMark {
  /// Node types that extensions number at registration.
  let table: cmark_node_type
  let row: cmark_node_type
  let cell: cmark_node_type
  let strikethrough: cmark_node_type

  /// Touch before any call: registration is not thread-safe, all after it is.
  static let shared: CommonMark = {
    cmark_gfm_core_extensions_ensure_registered()
    return CommonMark()
  }()

  /// A lone "~" is a range of numbers in Chinese text, so only "~~" strikes through.
  static let options = CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE

  /// The types are told only by name, so a small document is asked once.
  private init() {
    var types: [String: cmark_node_type] = [:]
    Array("|~~a~~|\n|-|\n".utf8).withUnsafeBytes { raw in
      CommonMark.withTree(raw) { root in
        guard let root, let iterator = cmark_iter_new(root) else { return }
        defer { cmark_iter_free(iterator) }
        while cmark_iter_next(iterator) != CMARK_EVENT_DONE {
          guard let node = cmark_iter_get_node(iterator), let name = cmark_node_get_type_string(node) else {
            continue
          }
          types[String(cString: name)] = cmark_node_get_type(node)
        }
      }
    }
    table = types["table"] ?? CMARK_NODE_NONE
    // The header row has a name of its own and the type of all rows.
    row = types["table_row"] ?? types["table_header"] ?? CMARK_NODE_NONE
    cell = types["table_cell"] ?? CMARK_NODE_NONE
    strikethrough = types["strikethrough"] ?? CMARK_NODE_NONE
  }

  /// Parses a text and lends its tree; nil only if there is no memory.
  static func withTree<R>(
    _ source: UnsafeRawBufferPointer, _ body: (OpaquePointer?) throws -> R
  ) rethrows -> R {
    guard let parser = cmark_parser_new(options) else { return try body(nil) }
    defer { cmark_parser_free(parser) }
    for name in ["table", "strikethrough", "autolink"] {
      if let found = cmark_find_syntax_extension(name) {
        cmark_parser_attach_syntax_extension(parser, found)
      }
    }
    if let base = source.baseAddress {
      cmark_parser_feed(parser, base.assumingMemoryBound(to: CChar.self), source.count)
    }
    let root = cmark_parser_finish(parser)
    defer { if let root { cmark_node_free(root) } }
    return try body(root)
  }
}
