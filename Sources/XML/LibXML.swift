import CLibXML2

/// What holds for every use of libxml2 in the process.
enum LibXML {
  /// Touch before any call: starts libxml2 once, shuts its way to files and the network, and silences it.
  static let boot: Void = {
    xmlInitParser()
    gk_silence()
    // NONET alone leaves file:// open. The only outside text ever given is an allow-listed schema in memory.
    xmlSetExternalEntityLoader { url, _, context in SchemaSources.open(url, context) }
  }()

  /// Options of every parse. NOENT, DTDLOAD, DTDATTR, DTDVALID, XINCLUDE and HUGE must stay out.
  static let options = Int32(
    bitPattern: XML_PARSE_NONET.rawValue | XML_PARSE_BIG_LINES.rawValue | XML_PARSE_COMPACT.rawValue)

  /// The same for trees, where CDATA is text.
  static let treeOptions = options | Int32(bitPattern: XML_PARSE_NOCDATA.rawValue)

  /// Reads a C string of libxml2; ill-formed UTF-8 is repaired.
  static func string(_ pointer: UnsafePointer<xmlChar>?) -> String? {
    pointer.map { String(cString: $0) }
  }

  /// The fault of an input above the limit, or of an empty one.
  static func check(size: Int, _ limits: XMLLimits) throws(XMLFaults) {
    if size > limits.maxBytes || size > Int(Int32.max) {
      throw XMLFaults("xml.too-large", "文件有 \(size) 字节，超过上限 \(limits.maxBytes) 字节。")
    }
    if size == 0 { throw XMLFaults("xml.malformed", line: 1, "文件是空的。") }
  }
}
