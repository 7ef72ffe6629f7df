/// What a picture tells of itself in a form of its own: EXIF, XMP or IPTC.
enum PictureProfile {
  /// EXIF or XMP, as a JPEG file holds it.
  static func inspect(_ content: [UInt8], _ gathering: inout Gathering) {
    if content.starts(with: exif) {
      TIFFFile.read(Array(content.dropFirst(exif.count)), "图片信息", &gathering)
    } else if content.starts(with: Array("http://ns.adobe.com/".utf8)), let end = content.firstIndex(of: 0) {
      XMPPacket.inspect(Array(content[(end + 1)...]), &gathering)
    }
  }

  /// A profile that ImageMagick and others write into a PNG file as text: `Raw profile type exif`.
  ///
  /// - Parameters:
  ///   - keyword: of the text chunk.
  ///   - text: an empty line, the kind, the number of bytes, and the bytes in hexadecimal.
  static func inspectRaw(_ keyword: String, _ text: [UInt8], _ gathering: inout Gathering) {
    guard keyword.lowercased().hasPrefix("raw profile type ") else { return }
    let lines = text.split(separator: 0x0A).dropFirst(2).joined()
    guard let content = hexadecimal(lines) else {
      gathering.find(.unreadable, "图片信息", "图片信息无法读取")
      return
    }
    if content.starts(with: [0x49, 0x49]) || content.starts(with: [0x4D, 0x4D]) {
      TIFFFile.read(content, "图片信息", &gathering)
    } else if content.first == UInt8(ascii: "<") {
      XMPPacket.inspect(content, &gathering)
    } else {
      inspect(content, &gathering)
      IPTCBlock.inspect(content, &gathering)
    }
  }

  private static let exif = Array("Exif\0\0".utf8)

  private static func hexadecimal(_ text: some Sequence<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    var high: UInt8?
    for byte in text where byte > 0x20 {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue.map(UInt8.init) else { return nil }
      if let first = high {
        bytes.append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    return high == nil ? bytes : nil
  }
}
