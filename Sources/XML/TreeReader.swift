import CLibXML2

/// Copies libxml2's tree into values.
struct TreeReader {
  /// Names repeat; libxml2 interns them, so their address is their identity within one document.
  private var names: [UnsafePointer<xmlChar>: String] = [:]
  /// Elements copied so far.
  private(set) var copied = 0

  /// The value of an element and all below it.
  mutating func element(_ node: xmlNodePtr) -> XMLElement {
    copied += 1
    let (line, column) = TreeReader.position(node)
    return XMLElement(
      node.pointee.name.map { name($0) } ?? "", namespace: namespace(node.pointee.ns),
      attributes: attributes(node), children: children(node), line: line, column: column)
  }

  /// The content of a node.
  mutating func children(_ node: xmlNodePtr) -> [XMLNode] {
    var result: [XMLNode] = []
    var next = node.pointee.children
    while let child = next {
      next = child.pointee.next
      switch child.pointee.type {
      case XML_ELEMENT_NODE: result.append(.element(element(child)))
      case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
        if let text = LibXML.string(child.pointee.content) { result.append(.text(text)) }
      case XML_COMMENT_NODE: result.append(.comment(LibXML.string(child.pointee.content) ?? ""))
      case XML_PI_NODE:
        result.append(
          .instruction(
            target: LibXML.string(child.pointee.name) ?? "", data: LibXML.string(child.pointee.content) ?? "")
        )
      default: break  // Entity references: nothing is behind them.
      }
    }
    return result
  }

  private mutating func attributes(_ node: xmlNodePtr) -> [XMLAttribute] {
    var result: [XMLAttribute] = []
    var next = node.pointee.properties
    while let item = next {
      next = item.pointee.next
      result.append(attribute(item))
    }
    return result
  }

  /// The value of an attribute.
  mutating func attribute(_ item: xmlAttrPtr) -> XMLAttribute {
    var value = ""
    var next = item.pointee.children
    while let piece = next {
      next = piece.pointee.next
      if piece.pointee.type == XML_TEXT_NODE { value += LibXML.string(piece.pointee.content) ?? "" }
    }
    return XMLAttribute(
      item.pointee.name.map { name($0) } ?? "", namespace: namespace(item.pointee.ns), value)
  }

  private mutating func namespace(_ ns: xmlNsPtr?) -> String? {
    guard let href = ns?.pointee.href, href.pointee != 0 else { return nil }
    return name(href)
  }

  private mutating func name(_ pointer: UnsafePointer<xmlChar>) -> String {
    if let known = names[pointer] { return known }
    let text = String(cString: pointer)
    names[pointer] = text
    return text
  }

  // MARK: - Positions

  /// Keeps a start tag's place in the node's `psvi`, which libxml2 leaves to others: its own line field has
  /// 16 bits and holds the place where the tag ends.
  static func mark(_ node: xmlNodePtr, _ position: (line: Int, column: Int?)) {
    let packed = UInt(truncatingIfNeeded: position.line) << 16 | UInt(min(position.column ?? 0, 0xFFFF))
    node.pointee.psvi = UnsafeMutableRawPointer(bitPattern: packed)
  }

  /// The place of an element, or libxml2's own line for nodes without a mark.
  static func position(_ node: xmlNodePtr) -> (line: Int, column: Int?) {
    if node.pointee.type == XML_ELEMENT_NODE, let mark = node.pointee.psvi {
      let packed = UInt(bitPattern: mark)
      let column = Int(packed & 0xFFFF)
      return (Int(packed >> 16), column == 0 ? nil : column)
    }
    return (max(0, xmlGetLineNo(node)), nil)
  }
}
