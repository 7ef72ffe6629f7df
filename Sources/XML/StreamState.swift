import CLibXML2

/// A parse that turns callbacks into events.
final class StreamState: ParseState {
  private var events: [XMLEvent] = []
  private var read = 0
  private var pending: [UInt8] = []
  private var pendingIsCDATA = false
  private var pendingLine = 0
  private var names: [UnsafePointer<xmlChar>: String] = [:]

  /// The next finished event, or nil if the parser must be fed.
  func take() -> XMLEvent? {
    guard read < events.count else {
      events.removeAll(keepingCapacity: true)
      read = 0
      return nil
    }
    read += 1
    return events[read - 1]
  }

  fileprivate func put(_ kind: XMLEvent.Kind, depth: Int, line: Int) {
    flush(at: line)
    events.append(XMLEvent(kind: kind, depth: depth, line: line))
  }

  private func flush(at line: Int) {
    guard !pending.isEmpty else { return }
    let text = String(decoding: pending, as: UTF8.self)
    pending.removeAll(keepingCapacity: true)
    events.append(
      XMLEvent(kind: pendingIsCDATA ? .cdata(text) : .text(text), depth: depth, line: pendingLine))
  }

  /// Gathers text, which libxml2 tells in pieces.
  fileprivate func gather(_ text: UnsafePointer<xmlChar>?, _ count: Int32, cdata: Bool, line: Int) {
    guard depth > 0, let text, count > 0 else { return }
    if cdata != pendingIsCDATA { flush(at: line) }
    let piece = UnsafeBufferPointer(start: text, count: Int(count))
    if pending.isEmpty {
      pendingIsCDATA = cdata
      // The parser stands behind the piece.
      pendingLine = max(1, line - piece.count { $0 == UInt8(ascii: "\n") })
    }
    pending.append(contentsOf: piece)
  }

  fileprivate func name(_ pointer: UnsafePointer<xmlChar>?) -> String? {
    guard let pointer else { return nil }
    if let known = names[pointer] { return known }
    let text = String(cString: pointer)
    names[pointer] = text
    return text
  }

  /// Sets the callbacks that make events instead of a tree.
  static func install(on sax: UnsafeMutablePointer<xmlSAXHandler>) {
    ParseGuards.install(on: sax)
    sax.pointee.startElementNs = { data, name, _, uri, _, _, count, _, values in
      guard let context = parserContext(data), let state = context.state as? StreamState else { return }
      // Events tell lines only: to count columns costs a third of reading a sheet, which is all on one line.
      let line = context.startTagLine
      state.flush(at: line)
      guard ParseGuards.admit(context, attributes: count, values) else { return }
      state.put(
        .start(
          name: state.name(name) ?? "", namespace: state.name(uri),
          attributes: state.attributes(count, values)),
        depth: state.depth, line: line)
    }
    sax.pointee.endElementNs = { data, name, _, uri in
      guard let context = parserContext(data), let state = context.state as? StreamState else { return }
      state.put(
        .end(name: state.name(name) ?? "", namespace: state.name(uri)), depth: state.depth,
        line: context.line ?? 0)
      state.depth -= 1
    }
    sax.pointee.characters = { data, text, count in
      guard let context = parserContext(data), let state = context.state as? StreamState else { return }
      state.gather(text, count, cdata: false, line: context.line ?? 0)
    }
    sax.pointee.ignorableWhitespace = sax.pointee.characters
    sax.pointee.cdataBlock = { data, text, count in
      guard let context = parserContext(data), let state = context.state as? StreamState else { return }
      state.gather(text, count, cdata: true, line: context.line ?? 0)
    }
    sax.pointee.comment = { _, _ in }
    sax.pointee.processingInstruction = { _, _, _ in }
    sax.pointee.reference = { _, _ in }
  }

  private func attributes(
    _ count: Int32, _ values: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  ) -> [XMLAttribute] {
    guard count > 0, let values else { return [] }
    return (0..<Int(count)).map { index in
      let fields = values + index * 5
      var value = ""
      if let start = fields[3], let end = fields[4], end > start {
        value = String(decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self)
      }
      return XMLAttribute(name(fields[0]) ?? "", namespace: name(fields[2]), value)
    }
  }
}
