import CCmarkGFM
import FoundationEssentials
import Glibc
import Markup

/// A fixture beside the tests, as text.
func fixture(_ name: String, from file: String = #filePath) throws -> Data {
  try Data(contentsOf: URL(filePath: file).deletingLastPathComponent().appending(path: "Fixtures/\(name)"))
}

/// The HTML of a Markdown text.
func html(_ text: String, _ options: MarkupOptions = MarkupOptions(headingIDs: false)) throws -> String {
  String(decoding: try Markdown.html(Array(text.utf8), options).html, as: UTF8.self)
}

/// The HTML of an HTML text.
func sanitized(_ text: String, _ options: MarkupOptions = MarkupOptions(headingIDs: false)) throws -> String {
  String(decoding: try HTMLSanitizer.html(Array(text.utf8), options).html, as: UTF8.self)
}

/// What cmark-gfm itself makes of a text with the extensions that the room uses, but for strikethrough: attaching it
/// outside the room's turns would disturb other tests (see CommonMark.fixSpecialCharacters), and the spec has none.
func plainCmark(_ text: String) -> String {
  // The room registers the extensions, once.
  _ = try? Markdown.html(Array("甲".utf8))
  let options = CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE
  guard let parser = cmark_parser_new(options) else { return "" }
  defer { cmark_parser_free(parser) }
  for name in ["table", "autolink"] {
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name))
  }
  cmark_parser_feed(parser, text, text.utf8.count)
  let root = cmark_parser_finish(parser)
  defer { cmark_node_free(root) }
  guard let output = cmark_render_html(root, options, cmark_parser_get_syntax_extensions(parser)) else {
    return ""
  }
  defer { free(output) }
  return String(cString: output)
}
