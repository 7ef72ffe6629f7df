import CLibXML2

/// An HTML page or fragment, read as forgivingly as browsers read it.
///
/// The bytes are UTF-8 whatever a `<meta charset>` says. Nothing is fetched, nothing is printed.
public struct HTMLDocument: Sendable {
  /// The `html` element; the parser supplies `html` and `body` if they are missing. Nil for an empty input.
  public let root: XMLElement?
  /// What was not proper HTML, as far as the parser tells; elements it does not know are not told.
  public let faults: [XMLFault]

  /// Reads bytes in UTF-8.
  ///
  /// - Throws: `xml.too-large`, `xml.encoding` with line and column, `xml.too-deep`, `xml.too-many`: inputs
  ///   that cannot be read whole.
  public init(parsing bytes: [UInt8], limits: XMLLimits = XMLLimits()) throws(XMLFaults) {
    LibXML.boot
    guard !bytes.isEmpty else {
      root = nil
      faults = []
      return
    }
    try LibXML.check(size: bytes.count, limits)
    if let fault = HTMLDocument.invalid(bytes) { throw XMLFaults([fault]) }
    let state = ParseState(limits: limits, doctype: .ignore)
    guard let context = htmlNewParserCtxt(), let sax = context.pointee.sax else {
      throw XMLFaults("xml.malformed", "内存不足，无法解析。")
    }
    defer { htmlFreeParserCtxt(context) }
    HTMLDocument.install(on: sax)
    let tree = state.attached(to: context) {
      HTMLDocument.clean(bytes).withUnsafeBytes { raw in
        htmlCtxtReadMemory(
          context, raw.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(raw.count), nil, "UTF-8",
          HTMLDocument.options)
      }
    }
    defer { if let tree { xmlFreeDoc(tree) } }
    if let fatal = state.faults.first(where: { $0.code != "html.syntax" }) { throw XMLFaults([fatal]) }
    guard let tree else { throw XMLFaults("xml.malformed", "HTML 无法读取。") }
    var reader = TreeReader()
    root = xmlDocGetRootElement(tree).map { reader.element($0) }
    faults = state.faults
  }

  private static let options = Int32(
    bitPattern: HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NONET.rawValue | HTML_PARSE_NODEFDTD.rawValue
      | HTML_PARSE_COMPACT.rawValue)

  private static func install(on sax: UnsafeMutablePointer<xmlSAXHandler>) {
    // libxml2 heeds serror only behind this number; without it errors go to stderr.
    sax.pointee.initialized = UInt32(XML_SAX2_MAGIC)
    sax.pointee.serror = { data, error in
      guard let context = parserContext(data), let error else { return }
      HTMLDocument.collect(error.pointee, context.state)
    }
    sax.pointee.startElement = { data, name, attributes in
      guard let context = parserContext(data), let state = context.state else { return }
      var count = 1
      while let attributes, attributes[(count - 1) * 2] != nil { count += 1 }
      guard state.count(count, in: context) else { return }
      // The open elements, which the parser itself would allow to 256 and then drop the rest of the page.
      guard Int(context.pointee.nodeNr) < state.limits.maxDepth else {
        state.stop(context, "xml.too-deep", "元素嵌套超过 \(state.limits.maxDepth) 层。")
        return
      }
      xmlSAX2StartElement(data, name, attributes)
    }
  }

  private static func collect(_ error: xmlError, _ state: ParseState?) {
    guard let state, let fault = ParserFaults.translate(error, limits: state.limits),
      error.code != Int32(bitPattern: XML_HTML_UNKNOWN_TAG.rawValue)
    else { return }
    let isFatal = fault.code == "xml.too-deep" || fault.code == "xml.encoding"
    state.note(
      XMLFault(
        isFatal ? fault.code : "html.syntax", line: fault.line, column: fault.column,
        isFatal ? fault.message : "HTML 写得不规范。", detail: fault.detail))
  }

  private static func invalid(_ bytes: [UInt8]) -> XMLFault? {
    bytes.withUnsafeBytes { raw in
      guard let offset = UTF8Text.firstInvalidOffset(in: raw) else { return nil }
      let (line, column) = UTF8Text.position(of: offset, in: raw)
      return XMLFault("xml.encoding", line: line, column: column, "第 \(offset + 1) 字节起不是 UTF-8。")
    }
  }

  /// Replaces NUL, at which libxml2 would end the page, by U+FFFD as HTML does.
  private static func clean(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(0) else { return bytes }
    return bytes.flatMap { $0 == 0 ? [0xEF, 0xBF, 0xBD] : [$0] }
  }
}
