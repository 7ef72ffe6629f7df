/// Comments and processing instructions of XML, which a stream of events leaves out: they are found on the bytes.
enum XMLAsides {
  /// Takes them as hidden text.
  ///
  /// - Parameter place: words before each place.
  /// - Returns: how many comments there are that say something.
  @discardableResult
  static func take(_ bytes: [UInt8], _ place: String, _ gathering: inout Gathering) -> Int {
    var (at, comments) = (0, 0)
    while let start = Bytes.find([UInt8(ascii: "<")], in: bytes, from: at) {
      at = start + 1
      guard at < bytes.count, bytes[at] == UInt8(ascii: "!") || bytes[at] == UInt8(ascii: "?") else { continue }
      if let text = aside("<!--", "-->", in: bytes, from: start, &at) {
        comments += 1
        gathering.text("\(place)注释\(comments)", text, hidden: true)
      } else if let text = aside("<?", "?>", in: bytes, from: start, &at), !text.hasPrefix("xml ") {
        gathering.text("\(place)处理指令", text, hidden: true)
      }
    }
    return comments
  }

  /// What stands between two marks, unless it is blank; nil if the first mark is not here.
  private static func aside(
    _ open: String, _ close: String, in bytes: [UInt8], from start: Int, _ at: inout Int
  ) -> String? {
    guard Bytes.slice(bytes, start, open.utf8.count).elementsEqual(open.utf8) else { return nil }
    let first = start + open.utf8.count
    let end = Bytes.find(Array(close.utf8), in: bytes, from: first) ?? bytes.count
    at = min(bytes.count, end + close.utf8.count)
    let text = TextDecoding.string(Array(bytes[first..<end]))
    return Mask.isBlank(text) ? nil : text
  }
}
