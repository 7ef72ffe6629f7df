import CLibXML2

/// An XPath 1.0 expression with the namespaces that it uses.
///
/// ```swift
/// let path = XPath("//dc:title", namespaces: ["dc": "http://purl.org/dc/elements/1.1/"])
/// let titles = try document.evaluate(path).strings
/// ```
public struct XPath: Sendable, Hashable {
  /// Longest expression, in bytes of UTF-8.
  public static let maxLength = 4096
  /// Most steps of one evaluation; what passes it is refused, not waited for.
  static let maxSteps: UInt = 20_000_000
  /// Most nodes in a result.
  public static let maxNodes = 100_000
  /// Most elements copied into a result, counting an element once for each ancestor found with it.
  static let maxCopies = 1_000_000

  /// The expression.
  public let expression: String
  /// Prefix to namespace URI.
  public let namespaces: [String: String]

  /// Makes an expression; it is checked when it is evaluated.
  public init(_ expression: String, namespaces: [String: String] = [:]) {
    self.expression = expression
    self.namespaces = namespaces
  }
}

extension XMLDocument {
  /// Evaluates an expression with the document as context node.
  ///
  /// - Throws: `xml.xpath` for an expression that is too long, does not parse, uses an unknown prefix or
  ///   function, or costs too much.
  public func evaluate(_ path: XPath) throws(XMLFaults) -> XPathValue {
    guard path.expression.utf8.count <= XPath.maxLength, !path.expression.utf8.contains(0) else {
      throw XMLFaults("xml.xpath", "XPath 表达式超过 \(XPath.maxLength) 字节，或含有空字符。")
    }
    return try handle.withTree { (tree) throws(XMLFaults) in
      guard let context = xmlXPathNewContext(tree) else { throw XMLFaults("xml.xpath", "内存不足。") }
      defer { xmlXPathFreeContext(context) }
      context.pointee.opLimit = XPath.maxSteps
      for (prefix, uri) in path.namespaces { xmlXPathRegisterNs(context, prefix, uri) }
      let log = ErrorLog()
      context.pointee.userData = Unmanaged.passUnretained(log).toOpaque()
      context.pointee.error = { data, error in ErrorLog.collect(data, error?.pointee) }
      let object = withExtendedLifetime(log) { xmlXPathEvalExpression(path.expression, context) }
      defer { if let object { xmlXPathFreeObject(object) } }
      guard let object, log.errors.isEmpty else { throw XPath.fault(path, log) }
      return try XPath.value(object)
    }
  }
}

extension XPath {
  fileprivate static func fault(_ path: XPath, _ log: ErrorLog) -> XMLFaults {
    let detail = log.errors.first?.detail ?? ""
    let reason =
      if detail.contains("Undefined namespace prefix") {
        "用了没有声明的前缀"
      } else if detail.contains("Unregistered function") {
        "用了没有的函数"
      } else if detail.contains("limit exceeded") {
        "计算量太大"
      } else { "写得不对" }
    return XMLFaults("xml.xpath", "XPath 表达式“\(path.expression)”\(reason)。", detail: detail)
  }

  fileprivate static func value(_ object: xmlXPathObjectPtr) throws(XMLFaults) -> XPathValue {
    switch object.pointee.type {
    case XPATH_BOOLEAN: return .boolean(object.pointee.boolval != 0)
    case XPATH_NUMBER: return .number(object.pointee.floatval)
    case XPATH_STRING: return .string(LibXML.string(object.pointee.stringval) ?? "")
    case XPATH_NODESET: return .nodes(try nodes(object.pointee.nodesetval))
    default: throw XMLFaults("xml.xpath", "XPath 结果不是节点、数、字符串或真假。")
    }
  }

  private static func nodes(_ set: xmlNodeSetPtr?) throws(XMLFaults) -> [XPathNode] {
    guard let set, let table = set.pointee.nodeTab else { return [] }
    guard Int(set.pointee.nodeNr) <= maxNodes else {
      throw XMLFaults("xml.xpath", "XPath 结果有 \(set.pointee.nodeNr) 个节点，超过 \(maxNodes) 个。")
    }
    var reader = TreeReader()
    var result: [XPathNode] = []
    for index in 0..<Int(set.pointee.nodeNr) {
      guard let node = table[index] else { continue }
      switch node.pointee.type {
      case XML_ELEMENT_NODE:
        result.append(.element(reader.element(node)))
        guard reader.copied <= maxCopies else {
          throw XMLFaults("xml.xpath", "XPath 结果太大：嵌套的元素请分别取。")
        }
      case XML_ATTRIBUTE_NODE:
        let item = UnsafeMutableRawPointer(node).assumingMemoryBound(to: xmlAttr.self)
        let line = item.pointee.parent.map { TreeReader.position($0).line } ?? 0
        result.append(.attribute(reader.attribute(item), line: line))
      case XML_DOCUMENT_NODE:
        for case .element(let root) in reader.children(node) { result.append(.element(root)) }
      default:
        let text = xmlXPathCastNodeToString(node)
        defer { gk_xmlFree(text) }
        let line = node.pointee.type == XML_NAMESPACE_DECL ? 0 : TreeReader.position(node).line
        result.append(.text(LibXML.string(text) ?? "", line: line))
      }
    }
    return result
  }
}
