import Records
import Values

/// JSON in the making, written as bytes in a fixed order.
struct JSONBytes {
  private(set) var bytes: [UInt8] = []

  /// Makes room.
  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  /// Appends text as it is.
  mutating func raw(_ text: String) { bytes += text.utf8 }

  /// Members of an object; absent and empty ones are left out.
  mutating func members(_ members: [(name: String, value: String?)]) {
    var isFirst = bytes.last == UInt8(ascii: "{")
    for (name, value) in members {
      guard let value, !value.isEmpty else { continue }
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      JSON.quote(name, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      JSON.quote(value, to: &bytes)
    }
  }

  /// A list of texts.
  mutating func list(_ items: [String]) {
    for (index, item) in items.enumerated() {
      bytes.append(UInt8(ascii: index == 0 ? "[" : ","))
      JSON.quote(item, to: &bytes)
    }
    raw(items.isEmpty ? "[]" : "]")
  }

  /// `,"attachments":[…]`, if the item has any.
  mutating func attachments(of item: SiteModel.Item, _ model: SiteModel) {
    let attachments = item.page.version.parts.filter { $0.kind == .attachment }
    guard !attachments.isEmpty else { return }
    raw(",\"attachments\":[")
    for (index, part) in attachments.enumerated() {
      raw(index == 0 ? "{" : ",{")
      members([
        ("name", part.path.split(separator: "/").last.map(String.init)),
        ("url", model.addresses.absolute(RecordPage.attachmentPath(part, of: item.page))),
        ("sha256", part.digest.hex),
      ])
      raw(",\"size\":\(part.size)}")
    }
    raw("]")
  }
}
