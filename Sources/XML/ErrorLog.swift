import CLibXML2

/// Collects the structured errors of one use of XPath or XSD.
final class ErrorLog {
  /// An error as libxml2 told it.
  struct Entry {
    let code: Int32
    let line: Int?
    /// Local name of the element concerned.
    let element: String?
    let detail: String
  }

  private(set) var errors: [Entry] = []

  /// The body of a structured error callback whose user data is a log.
  static func collect(_ data: UnsafeMutableRawPointer?, _ error: xmlError?) {
    guard let data, let error, error.level == XML_ERR_ERROR || error.level == XML_ERR_FATAL else { return }
    let log = Unmanaged<ErrorLog>.fromOpaque(data).takeUnretainedValue()
    guard log.errors.count < 1000 else { return }
    var line = error.line > 0 ? Int(error.line) : nil
    var element: String?
    if var node = error.node?.assumingMemoryBound(to: xmlNode.self), error.domain == schemaDomain {
      if node.pointee.type == XML_ATTRIBUTE_NODE, let owner = node.pointee.parent { node = owner }
      if node.pointee.type == XML_ELEMENT_NODE {
        element = LibXML.string(node.pointee.name)
        let exact = TreeReader.position(node).line
        if exact > 0 { line = exact }
      }
    }
    log.errors.append(
      Entry(code: error.code, line: line, element: element, detail: ParserFaults.trimmed(error.message)))
  }

  /// Only a validated document's nodes carry our marks; a schema's own nodes do not.
  private static let schemaDomain = Int32(bitPattern: XML_FROM_SCHEMASV.rawValue)
}
