import CArena
import CCmarkGFM
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What holds for every use of cmark-gfm in the process.
struct CommonMark {
  /// Node types that extensions number at registration.
  let table: cmark_node_type
  let row: cmark_node_type
  let cell: cmark_node_type
  let strikethrough: cmark_node_type

  /// Touch before any call: registration is not thread-safe.
  static let shared: CommonMark = {
    cmark_gfm_core_extensions_ensure_registered()
    fixSpecialCharacters()
    return CommonMark()
  }()

  /// Makes parsing thread-safe, as far as `withTree` does not.
  ///
  /// cmark-gfm 0.29.0.gfm.6 keeps the characters that start an inline in global tables: each parse adds those of its
  /// extensions and takes them out at its end, under the feet of other threads, whose bare addresses and `~~` then
  /// stay text (<https://github.com/github/cmark-gfm/pull/176>). Those of bare addresses are added once for good, and
  /// the extension is left with none to take out. The `~` cannot be treated so, because the extension is found by it.
  private static func fixSpecialCharacters() {
    guard let parser = cmark_parser_new(options), let autolink = cmark_find_syntax_extension("autolink")
    else {
      return
    }
    defer { cmark_parser_free(parser) }
    cmark_parser_attach_syntax_extension(parser, autolink)
    cmark_manage_extensions_special_characters(parser, 1)
    cmark_syntax_extension_set_special_inline_chars(autolink, nil)
  }

  /// Texts that hold `~` take turns; the others do not mind what the tables say about it.
  private static let turns = Mutex<Void>(())

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

  /// An arena's: a body takes some two hundred pieces, and is done with all of them together.
  nonisolated(unsafe) static let memory: UnsafeMutablePointer<cmark_mem> = {
    let memory = UnsafeMutablePointer<cmark_mem>.allocate(capacity: 1)
    memory.initialize(to: cmark_mem(calloc: gk_arena_calloc, realloc: gk_arena_realloc, free: gk_arena_free))
    return memory
  }()
  /// Parses a text and lends its tree; nil only if there is no memory.
  static func withTree<R>(
    _ source: UnsafeRawBufferPointer, _ body: (OpaquePointer?) throws -> R
  ) rethrows -> R {
    gk_arena_begin()
    defer { gk_arena_end() }
    return try body(cmark_parser_new_with_mem(options, memory).flatMap { tree(of: source, by: $0) })
  }

  private static func tree(of source: UnsafeRawBufferPointer, by parser: OpaquePointer) -> OpaquePointer? {
    let hasTilde =
      source.baseAddress.map { memchr($0, Int32(UInt8(ascii: "~")), source.count) != nil } ?? false
    for name in hasTilde ? ["table", "autolink", "strikethrough"] : ["table", "autolink"] {
      if let found = cmark_find_syntax_extension(name) {
        cmark_parser_attach_syntax_extension(parser, found)
      }
    }
    if let base = source.baseAddress {
      cmark_parser_feed(parser, base.assumingMemoryBound(to: CChar.self), source.count)
    }
    // The tables are used only here, where inlines are parsed.
    return hasTilde ? finishInTurn(parser) : cmark_parser_finish(parser)
  }

  private static func finishInTurn(_ parser: OpaquePointer) -> OpaquePointer? {
    nonisolated(unsafe) let parser = parser
    nonisolated(unsafe) var root: OpaquePointer?
    turns.withLock { _ in root = cmark_parser_finish(parser) }
    return root
  }
}
