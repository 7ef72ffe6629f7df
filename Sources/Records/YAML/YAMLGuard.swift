/// What is refused before Yams sees a text.
enum YAMLGuard {
  /// Bytes beyond which a front matter or settings file is refused.
  static let sizeLimit = 1 << 20

  /// The fault of a text that must not be parsed at all; nil for all others.
  ///
  /// Yams hashes every key, so aliases that stand for aliases make a small text take years: those are
  /// stopped here. A few are let through, to be refused with their exact place.
  static func fault(in text: String) -> YAMLFault? {
    if text.utf8.count > sizeLimit {
      return YAMLFault(
        position: .start, message: "YAML 部分有 \(text.utf8.count) 字节，超过上限 \(sizeLimit) 字节",
        remedy: "长内容写进正文")
    }
    if let place = forbidden(in: text) {
      return YAMLFault(
        position: place.position, message: "含有 YAML 不允许的控制字符 \(Wording.name(of: place.scalar))",
        remedy: "删去这个字符")
    }
    guard text.utf8.contains(UInt8(ascii: "&")) else { return nil }
    let anchors = names(after: UInt8(ascii: "&"), in: text)
    let known = Set(anchors.map(\.name))
    guard let first = anchors.first,
      names(after: UInt8(ascii: "*"), in: text).lazy.filter({ known.contains($0.name) }).prefix(17).count > 16
    else { return nil }
    return refusal(at: Position(of: first.offset, in: Array(text.utf8), from: 0))
  }

  /// The refusal of an anchor or alias.
  static func refusal(at position: Position) -> YAMLFault {
    YAMLFault(
      position: position, message: "不能使用 YAML 锚点（&…）和别名（*…）",
      remedy: "直接写出值；值以「&」或「*」开头时加引号")
  }

  /// Words that could be an anchor's or alias's name, by the part of it that is ASCII.
  private static func names(after sign: UInt8, in text: String) -> [(name: String, offset: Int)] {
    let bytes = Array(text.utf8)
    var found: [(name: String, offset: Int)] = []
    for (offset, byte) in bytes.enumerated() where byte == sign {
      let before = offset == 0 ? 0x0A : bytes[offset - 1]
      guard before <= 0x20 || "[{,:".utf8.contains(before) else { continue }
      let name = bytes[(offset + 1)...].prefix { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == 0x5F || byte == 0x2D
      }
      found.append((String(decoding: name, as: UTF8.self), offset))
    }
    return found
  }

  /// The first character that libyaml's reader refuses; it gives no position for it.
  private static func forbidden(in text: String) -> (scalar: Unicode.Scalar, position: Position)? {
    let suspicious = text.utf8.contains { byte in
      (byte < 0x20 && byte != 0x0A && byte != 0x09 && byte != 0x0D) || byte == 0x7F || byte == 0xC2
        || byte == 0xEF
    }
    guard suspicious else { return nil }
    var offset = 0
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...:
        offset += UTF8.width(scalar)
      default: return (scalar, Position(of: offset, in: Array(text.utf8), from: 0))
      }
    }
    return nil
  }
}
