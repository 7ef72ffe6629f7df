import CLibXML2

/// A well-formed XML document.
///
/// Parsing touches neither files nor the network, expands no entity and refuses a DOCTYPE unless told.
///
/// ```swift
/// let document = try XMLDocument(parsing: bytes)
/// let title = document.root.first("title")?.text
/// ```
public struct XMLDocument: Sendable {
  let handle: DocumentHandle

  /// Parses bytes in UTF-8, or in the encoding that the XML declaration names.
  ///
  /// - Throws: every fault found, in order; a document is returned only if there is none.
  public init(
    parsing bytes: [UInt8], limits: XMLLimits = XMLLimits(), doctype: XMLDoctypeRule = .refuse
  ) throws(XMLFaults) {
    LibXML.boot
    try LibXML.check(size: bytes.count, limits)
    let state = ParseState(limits: limits, doctype: doctype)
    guard let context = xmlNewParserCtxt(), let sax = context.pointee.sax else {
      throw XMLFaults("xml.malformed", "内存不足，无法解析。")
    }
    defer { xmlFreeParserCtxt(context) }
    ParseGuards.install(on: sax)
    XMLDocument.guardTree(sax)
    let tree = state.attached(to: context) {
      bytes.withUnsafeBytes { raw in
        xmlCtxtReadMemory(
          context, raw.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(raw.count), nil, nil,
          LibXML.treeOptions)
      }
    }
    // xmlStopParser leaves wellFormed at 1 and a document behind, so all three are asked.
    guard let tree, context.pointee.wellFormed == 1, context.pointee.errNo == 0, state.faults.isEmpty else {
      if let tree { xmlFreeDoc(tree) }
      throw state.faults.isEmpty ? XMLFaults("xml.malformed", "文件不是合格的 XML。") : XMLFaults(state.faults)
    }
    handle = DocumentHandle(owning: tree, hasSchemaHints: state.hasSchemaHints)
  }

  /// The root element as a value with everything in it.
  public var root: XMLElement { handle.root }

  /// Adds the limits and exact positions to the callbacks that build a tree.
  private static func guardTree(_ sax: UnsafeMutablePointer<xmlSAXHandler>) {
    sax.pointee.startElementNs = { data, name, prefix, uri, nsCount, ns, count, defaulted, attributes in
      guard let context = parserContext(data), ParseGuards.admit(context, attributes: count, attributes)
      else {
        return
      }
      xmlSAX2StartElementNs(data, name, prefix, uri, nsCount, ns, count, defaulted, attributes)
      if let node = context.pointee.node { TreeReader.mark(node, context.startTagPosition) }
    }
    sax.pointee.endElementNs = { data, name, prefix, uri in
      guard let context = parserContext(data), let state = context.state, state.depth > 0 else { return }
      state.depth -= 1
      xmlSAX2EndElementNs(data, name, prefix, uri)
    }
    sax.pointee.comment = { data, text in
      guard let context = parserContext(data), context.state?.count(1, in: context) == true else { return }
      xmlSAX2Comment(data, text)
    }
    sax.pointee.processingInstruction = { data, target, text in
      guard let context = parserContext(data), context.state?.count(1, in: context) == true else { return }
      xmlSAX2ProcessingInstruction(data, target, text)
    }
  }
}
