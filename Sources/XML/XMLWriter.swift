/// Builds XML text: escaped, properly nested, indented if wanted.
///
/// ```swift
/// var xml = XMLWriter(indent: 2)
/// xml.start("urlset", ["xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"])
/// xml.start("url")
/// xml.element("loc", text: "https://example.gov.cn/")
/// let bytes = xml.finish()
/// ```
///
/// Names are constants of the program; a byte that cannot stand in a name is written as `_`.
public struct XMLWriter: Sendable {
  private var bytes: [UInt8] = []
  private var open: [(name: String, hasElements: Bool, hasText: Bool)] = []
  private let indent: Int?

  /// Starts a document in UTF-8 with its XML declaration; `indent` counts spaces, nil writes one line.
  public init(indent: Int? = 2, declaration: Bool = true) {
    self.indent = indent
    if declaration { bytes.append(contentsOf: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8) }
  }

  /// Opens an element.
  public mutating func start(_ name: String, _ attributes: KeyValuePairs<String, String> = [:]) {
    let name = XMLWriter.safe(name)
    tag(name, attributes)
    bytes.append(UInt8(ascii: ">"))
    open.append((name, false, false))
  }

  /// Writes a whole element with text; with nil, an empty element.
  public mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String? = nil
  ) {
    let name = XMLWriter.safe(name)
    tag(name, attributes)
    guard let text else {
      bytes.append(contentsOf: "/>".utf8)
      return
    }
    bytes.append(UInt8(ascii: ">"))
    Escaping.appendXML(text, to: &bytes, quotes: false)
    bytes.append(contentsOf: "</\(name)>".utf8)
  }

  /// Writes text into the open element; outside any element it is dropped.
  public mutating func text(_ text: String) {
    guard !open.isEmpty else { return }
    open[open.count - 1].hasText = true
    Escaping.appendXML(text, to: &bytes, quotes: false)
  }

  /// Closes the element opened last; does nothing if none is open.
  public mutating func end() {
    guard let (name, hasElements, hasText) = open.popLast() else { return }
    if hasElements, !hasText { breakLine() }
    bytes.append(contentsOf: "</\(name)>".utf8)
  }

  /// Closes all open elements and returns the document.
  public mutating func finish() -> [UInt8] {
    while !open.isEmpty { end() }
    if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    return bytes
  }

  private mutating func tag(_ name: String, _ attributes: KeyValuePairs<String, String>) {
    if !open.isEmpty {
      // White space beside text would become part of it.
      if !open[open.count - 1].hasText { breakLine() }
      open[open.count - 1].hasElements = true
    } else if let last = bytes.last, last != UInt8(ascii: "\n") {
      breakLine()
    }
    bytes.append(contentsOf: "<\(name)".utf8)
    for (key, value) in attributes {
      bytes.append(contentsOf: " \(XMLWriter.safe(key))=\"".utf8)
      Escaping.appendXML(value, to: &bytes, quotes: true)
      bytes.append(UInt8(ascii: "\""))
    }
  }

  private mutating func breakLine() {
    guard let indent else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent * open.count))
  }

  private static func safe(_ name: String) -> String {
    var result = name.utf8.map { byte -> UInt8 in
      switch byte {
      case 0x2D, 0x2E, 0x30...0x3A, 0x41...0x5A, 0x5F, 0x61...0x7A, 0x80...: byte
      default: UInt8(ascii: "_")
      }
    }
    if result.first.map({ $0 < 0x41 }) ?? true { result.insert(UInt8(ascii: "_"), at: 0) }
    return String(decoding: result, as: UTF8.self)
  }
}
