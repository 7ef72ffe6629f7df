import CLibXML2

/// What one parse has seen so far; libxml2 carries it in `ctxt._private`.
class ParseState {
  let limits: XMLLimits
  let doctype: XMLDoctypeRule
  private(set) var faults: [XMLFault] = []
  /// Elements open just now.
  var depth = 0
  var nodes = 0
  /// The document names schemas for itself (`xsi:schemaLocation`).
  var hasSchemaHints = false
  /// A DOCTYPE was seen and the parse ends at the first element, once its declarations are known.
  var isRefusedAtRoot = false

  init(limits: XMLLimits, doctype: XMLDoctypeRule) {
    self.limits = limits
    self.doctype = doctype
  }

  /// We have ended the parse; what libxml2 says about the loose ends does not matter.
  private(set) var isStopped = false

  /// Notes a fault, up to the limit.
  func note(_ fault: XMLFault) {
    if !isStopped, faults.count < limits.maxFaults { faults.append(fault) }
  }

  /// Notes our own fault at the parser's position and ends the parse.
  func stop(_ context: xmlParserCtxtPtr, _ code: String, _ message: String) {
    note(XMLFault(code, line: context.line, message))
    end(context)
  }

  /// Ends the parse.
  func end(_ context: xmlParserCtxtPtr) {
    isStopped = true
    xmlStopParser(context)
  }

  /// Counts nodes; false when there are too many and the parse has been stopped.
  func count(_ more: Int, in context: xmlParserCtxtPtr) -> Bool {
    nodes += more
    guard nodes > limits.maxNodes else { return true }
    stop(context, "xml.too-many", "元素和属性超过 \(limits.maxNodes) 个。")
    return false
  }

  /// Enters an element; false when it lies too deep and the parse has been stopped.
  func enter(_ context: xmlParserCtxtPtr) -> Bool {
    depth += 1
    guard depth > limits.maxDepth else { return true }
    stop(context, "xml.too-deep", "元素嵌套超过 \(limits.maxDepth) 层。")
    return false
  }

  /// Runs a body while `context` points to this state.
  func attached<R>(to context: xmlParserCtxtPtr, _ body: () -> R) -> R {
    context.pointee._private = Unmanaged.passUnretained(self).toOpaque()
    defer { context.pointee._private = nil }
    return withExtendedLifetime(self, body)
  }
}

extension UnsafeMutablePointer where Pointee == xmlParserCtxt {
  /// The state attached to a context.
  var state: ParseState? {
    pointee._private.map { Unmanaged<ParseState>.fromOpaque($0).takeUnretainedValue() }
  }

  /// The line that the parser has reached.
  var line: Int? { pointee.input.map { Int($0.pointee.line) } }

  /// The line on which the start tag just read begins.
  var startTagLine: Int { startTag.line }

  /// Where the start tag just read begins: its `<`, found by looking back, because libxml2 only tells where
  /// the tag ends. The column is nil on very long lines.
  var startTagPosition: (line: Int, column: Int?) {
    guard let input = pointee.input, let base = input.pointee.base else { return (0, nil) }
    let (line, tag) = startTag
    guard var at = tag else { return (line, nil) }
    var column = 1
    for _ in 0..<1000 {
      guard at > base else { return (line, line == 1 ? column : nil) }
      at -= 1
      if at.pointee == UInt8(ascii: "\n") { return (line, column) }
      if at.pointee & 0xC0 != 0x80 { column += 1 }
    }
    return (line, nil)
  }

  /// The line and the address of the `<` that opens the start tag just read.
  private var startTag: (line: Int, at: UnsafePointer<xmlChar>?) {
    guard let input = pointee.input, let base = input.pointee.base, let cur = input.pointee.cur else {
      return (0, nil)
    }
    var at = cur
    var line = Int(input.pointee.line)
    // No raw "<" can stand inside a start tag, so the nearest one opens it.
    while at > base {
      at -= 1
      if at.pointee == UInt8(ascii: "<") { break }
      if at.pointee == UInt8(ascii: "\n") { line -= 1 }
    }
    return at.pointee == UInt8(ascii: "<") ? (line, at) : (Int(input.pointee.line), nil)
  }
}

/// Turns the context that libxml2 hands to a SAX callback into its type.
func parserContext(_ data: UnsafeMutableRawPointer?) -> xmlParserCtxtPtr? {
  data?.assumingMemoryBound(to: xmlParserCtxt.self)
}
