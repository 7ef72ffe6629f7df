import Glibc
import Markup
import Records

/// The links and images of a body that its page will leave out, since what they name is not published; and what else does
/// not come out there as it may have been meant: marks of emphasis, numbers of lists, elements of HTML.
struct DroppedLinks {
  /// One of them.
  struct Link {
    /// In the file that the body stands in.
    let line: Int
    /// A Chinese sentence for a person.
    let message: String
  }

  let links: [Link]
  /// The first of each other kind, and how many there are.
  let others: [(warning: MarkupWarning, line: Int?, count: Int)]

  private static let most = 50

  /// Looks through a body. Most bodies hold no link at all, and those are not turned into HTML.
  init(
    in bytes: [UInt8], from offset: Int, _ format: Record.BodyFormat, of record: Record,
    isKnown: @escaping @Sendable (RecordID) -> Bool
  ) {
    guard format != .text, DroppedLinks.mayHold(bytes, from: offset) else {
      links = []
      others = []
      return
    }
    let body = Array(bytes[min(offset, bytes.count)...])
    let paths = record.attachments + [record.text(.portrait)].compactMap(\.self)
    let options = MarkupOptions(headingIDs: false) { address in
      let link = BodyLink(address)
      return link.attachment(among: paths) != nil || isKnown(link.record) ? "a" : nil
    }
    let made = format == .html ? try? HTMLSanitizer.html(body, options) : try? Markdown.html(body, options)
    let warnings = made?.warnings ?? []
    let before = bytes.prefix(offset).count { $0 == 0x0A }
    links = warnings.filter { $0.code == "markup.link" }.prefix(DroppedLinks.most).map { warning in
      let line = warning.line ?? DroppedLinks.line(of: warning.message, in: body)
      return Link(line: before + line, message: warning.message)
    }
    let rest = warnings.filter { !["markup.link", "markup.lost"].contains($0.code) }
    others = Dictionary(grouping: rest, by: \.code).sorted { $0.key < $1.key }.compactMap { _, alike in
      alike.first.map { ($0, $0.line.map { before + $0 }, alike.count) }
    }
  }

  /// Whether there is anything that begins a link, `](` or `]:`, a mark of emphasis, an element, or a numbered list.
  private static func mayHold(_ bytes: [UInt8], from offset: Int) -> Bool {
    bytes.withUnsafeBytes { all in
      let body = UnsafeRawBufferPointer(rebasing: all[min(offset, all.count)...])
      guard let base = body.baseAddress else { return false }
      return "<*~".utf8.contains { memchr(base, Int32($0), body.count) != nil }
        || holds(body, UInt8(ascii: "]")) { $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: ":") }
        || holds(body, 0x0A) { $0 == 0x20 || $0 &- 0x30 < 10 } || body.first.map { $0 &- 0x30 < 10 } == true
    }
  }

  private static func holds(
    _ bytes: UnsafeRawBufferPointer, _ first: UInt8, before isNext: (UInt8) -> Bool
  ) -> Bool {
    guard let base = bytes.baseAddress else { return false }
    var at = 0
    while at < bytes.count, let found = memchr(base + at, Int32(first), bytes.count - at) {
      at = base.distance(to: UnsafeRawPointer(found)) + 1
      if at < bytes.count, isNext(bytes[at]) { return true }
    }
    return false
  }

  /// The line of a body that holds HTML: where the address that the sentence names stands first.
  private static func line(of message: String, in body: [UInt8]) -> Int {
    guard let open = message.firstIndex(of: "“"), let close = message[open...].firstIndex(of: "”") else { return 1 }
    let address = Array(message[message.index(after: open)..<close].utf8)
    guard let first = address.first, body.count >= address.count else { return 1 }
    let start = body.indices.dropLast(address.count - 1).first {
      body[$0] == first && body[$0...].starts(with: address)
    }
    return 1 + body.prefix(start ?? 0).count { $0 == 0x0A }
  }
}

extension LedgerState {
  /// Whether a record is on the site, or may yet be by what was put forward.
  public func mayShow(_ id: RecordID) -> Bool {
    guard let history = records[id] else { return false }
    if history.live != nil, history.withdrawal == nil { return true }
    let coming = history.latest.flatMap { history.versions[$0] }
    return coming.map { $0.approval.map { $0.disclosure == .proactive } ?? true } ?? false
  }
}
