import Values

/// JSON in the making, written as bytes in a fixed order.
struct JSONBytes {
  private(set) var bytes: [UInt8] = []

  /// Makes room.
  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  /// Appends text as it is.
  mutating func raw(_ text: String) {
    var text = text
    text.withUTF8 { bytes.append(contentsOf: $0) }
  }

  /// A member of the object that was begun; an absent or empty one is left out. The name is a word of the program's
  /// own, which needs no escaping.
  mutating func member(_ name: String, _ value: String?) {
    guard let value, !value.isEmpty else { return }
    begin(name)
    JSON.quote(value, to: &bytes)
  }

  /// A member that is a number.
  mutating func member(_ name: String, _ value: Int) {
    begin(name)
    raw(String(value))
  }

  /// A member that is a list of texts; an empty one is left out.
  mutating func member(_ name: String, _ items: [String]) {
    guard !items.isEmpty else { return }
    begin(name)
    for (index, item) in items.enumerated() {
      bytes.append(UInt8(ascii: index == 0 ? "[" : ","))
      JSON.quote(item, to: &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  /// The member `attachments`; left out without any.
  mutating func attachments(_ files: [ExportedFile]) {
    guard !files.isEmpty else { return }
    begin("attachments")
    for (index, file) in files.enumerated() {
      raw(index == 0 ? "[{" : ",{")
      member("name", file.name)
      member("url", file.url)
      member("size", file.size)
      member("sha256", file.digest)
      raw("}")
    }
    raw("]")
  }

  private mutating func begin(_ name: String) {
    if bytes.last != UInt8(ascii: "{") { bytes.append(UInt8(ascii: ",")) }
    bytes.append(UInt8(ascii: "\""))
    raw(name)
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
  }
}
