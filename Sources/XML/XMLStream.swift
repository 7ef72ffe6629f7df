import CLibXML2

/// Reads a document event by event, without building its tree, under the same rules as `XMLDocument`.
///
/// It runs on libxml2's push parser rather than on `xmlTextReader`, whose own parser context cannot be reached
/// to refuse a DOCTYPE before it is read. May be dropped at any point. Not `Sendable`: one reader, one thread.
///
/// ```swift
/// let stream = try XMLStream(bytes)
/// while let event = try stream.next() { … }
/// ```
public final class XMLStream {
  /// Bytes fed at a time: some events' worth, little memory.
  private static let chunk = 16 << 10

  private let bytes: [UInt8]
  private let state: StreamState
  private let context: xmlParserCtxtPtr
  private var offset = 0
  private var isDone = false
  /// Waits until the events before it have been read.
  private var failure: XMLFaults?

  /// Opens a stream over bytes.
  ///
  /// - Throws: `xml.too-large` or, for no bytes at all, `xml.malformed`.
  public init(
    _ bytes: [UInt8], limits: XMLLimits = XMLLimits(), doctype: XMLDoctypeRule = .refuse
  ) throws(XMLFaults) {
    LibXML.boot
    try LibXML.check(size: bytes.count, limits)
    guard let context = xmlCreatePushParserCtxt(nil, nil, nil, 0, nil), let sax = context.pointee.sax else {
      throw XMLFaults("xml.malformed", "内存不足，无法解析。")
    }
    xmlCtxtUseOptions(context, LibXML.options)
    StreamState.install(on: sax)
    self.bytes = bytes
    self.context = context
    state = StreamState(limits: limits, doctype: doctype)
  }

  deinit {
    if let tree = context.pointee.myDoc { xmlFreeDoc(tree) }
    xmlFreeParserCtxt(context)
  }

  /// The next event, or nil at the end of a well-formed document.
  ///
  /// - Throws: the faults, once the events before them have been read. After that it returns nil.
  public func next() throws(XMLFaults) -> XMLEvent? {
    while true {
      if let event = state.take() { return event }
      if let failure {
        self.failure = nil
        throw failure
      }
      if isDone { return nil }
      feed()
      let isBroken = !state.faults.isEmpty || context.pointee.wellFormed != 1 || context.pointee.errNo != 0
      if isBroken {
        isDone = true
        failure =
          state.faults.isEmpty ? XMLFaults("xml.malformed", "文件不是合格的 XML。") : XMLFaults(state.faults)
      }
    }
  }

  private func feed() {
    let count = min(XMLStream.chunk, bytes.count - offset)
    isDone = offset + count == bytes.count
    state.attached(to: context) {
      bytes.withUnsafeBytes { raw in
        _ = xmlParseChunk(
          context, raw.baseAddress?.assumingMemoryBound(to: CChar.self).advanced(by: offset), Int32(count), 0)
        if isDone { _ = xmlParseChunk(context, nil, 0, 1) }
      }
    }
    offset += count
  }
}
