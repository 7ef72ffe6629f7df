import CCmarkGFM

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A node of cmark's tree, lent for as long as the tree lives; so are the buffers that it gives.
struct MarkdownNode {
  let pointer: OpaquePointer

  var type: cmark_node_type { cmark_node_get_type(pointer) }

  var literal: UnsafeBufferPointer<UInt8> { MarkdownNode.bytes(cmark_node_get_literal(pointer)) }

  var url: UnsafeBufferPointer<UInt8> { MarkdownNode.bytes(cmark_node_get_url(pointer)) }

  /// A link's or an image's title, without our marks.
  var title: String? {
    let bytes = MarkdownNode.bytes(cmark_node_get_title(pointer))
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self).withoutMarks
  }

  var fenceInfo: UnsafeBufferPointer<UInt8> { MarkdownNode.bytes(cmark_node_get_fence_info(pointer)) }

  var parent: MarkdownNode? { cmark_node_parent(pointer).map(MarkdownNode.init) }

  /// Whether a row of a table is its header.
  var isHeader: Bool { cmark_gfm_extensions_get_table_row_is_header(pointer) != 0 }

  /// Line from 1, or nil.
  var line: Int? {
    let line = Int(cmark_node_get_start_line(pointer))
    return line > 0 ? line : nil
  }

  /// In a list without blank lines paragraphs have no tags.
  var isTightParagraph: Bool {
    guard let list = parent?.parent, list.type == CMARK_NODE_LIST else { return false }
    return cmark_node_get_list_tight(list.pointer) != 0
  }

  /// The text below a node without markup and without our marks.
  var plainText: String {
    var bytes: [UInt8] = []
    guard let iterator = cmark_iter_new(pointer) else { return "" }
    defer { cmark_iter_free(iterator) }
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { break }
      guard event == CMARK_EVENT_ENTER, let found = cmark_iter_get_node(iterator) else { continue }
      let node = MarkdownNode(pointer: found)
      switch node.type {
      case CMARK_NODE_TEXT, CMARK_NODE_CODE: bytes.append(contentsOf: node.literal)
      case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: bytes.append(UInt8(ascii: " "))
      default: break
      }
    }
    return String(decoding: bytes, as: UTF8.self).withoutMarks
  }

  private static func bytes(_ pointer: UnsafePointer<CChar>?) -> UnsafeBufferPointer<UInt8> {
    guard let pointer else { return UnsafeBufferPointer(start: nil, count: 0) }
    let length = strlen(pointer)
    return UnsafeBufferPointer(
      start: UnsafeRawPointer(pointer).assumingMemoryBound(to: UInt8.self), count: length)
  }
}
