/// Where an address of a request leads: to one of the server's own addresses, or to a path in the draft.
enum PageAddress: Equatable {
  /// One of the server's own, below `-/`: its name, for example `reload.js`.
  case own(String)
  /// A path below the root of the site, for example `2.4/index.html`. It need not exist.
  case page(String)
  /// The address lies outside the base path, and nothing is there.
  case outside
  /// The bare root, or the base path without its slash: the site begins elsewhere.
  case root
}

/// Turns the target of a request into the path of a page. It knows nothing of disks: a path that climbs with `..`
/// is only a key no draft has.
struct PageAddresses: Sendable {
  /// The base path with a slash at both ends.
  let basePath: String

  init(basePath: String) {
    var path = basePath
    if !path.hasPrefix("/") { path = "/" + path }
    if !path.hasSuffix("/") { path += "/" }
    self.basePath = path
  }

  /// The address of one of the server's own resources.
  func own(_ name: String) -> String { basePath + "-/" + name }

  /// Reads a request target, `/path?query` as the client sent it.
  func read(_ target: String) -> PageAddress {
    guard let path = decoded(target.utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }) else {
      return .outside
    }
    guard path.utf8.starts(with: basePath.utf8) else {
      return path == "/" || path + "/" == basePath ? .root : .outside
    }
    let below = String(decoding: path.utf8.dropFirst(basePath.utf8.count), as: UTF8.self)
    if below.utf8.starts(with: "-/".utf8) { return .own(String(below.dropFirst(2))) }
    return .page(below.isEmpty || below.hasSuffix("/") ? below + "index.html" : below)
  }

  /// The address of a folder, percent-encoded, with its slash: safe in a Location header whatever the client sent.
  func folder(_ path: String) -> String {
    var out = [UInt8](basePath.utf8)
    for byte in path.utf8 {
      if isPlain(byte) {
        out.append(byte)
      } else {
        out.append(UInt8(ascii: "%"))
        out.append(hexDigit(byte >> 4))
        out.append(hexDigit(byte & 15))
      }
    }
    return String(decoding: out, as: UTF8.self) + "/"
  }

  /// Percent-decodes once; nil for a broken escape or bytes that are not UTF-8.
  private func decoded(_ bytes: some Sequence<UInt8>) -> String? {
    var out: [UInt8] = []
    var rest = bytes.makeIterator()
    while let byte = rest.next() {
      guard byte == UInt8(ascii: "%") else {
        out.append(byte)
        continue
      }
      guard let high = rest.next().flatMap(hexValue), let low = rest.next().flatMap(hexValue) else { return nil }
      out.append(high << 4 | low)
    }
    return String(validating: out, as: UTF8.self)
  }

  private func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"), UInt8(ascii: "/"):
      true
    default: false
    }
  }

  private func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }

  private func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
