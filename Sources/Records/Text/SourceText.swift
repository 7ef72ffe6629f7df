import Glibc

/// Why bytes are no text that gongkai reads.
struct TextFault: Error, Hashable {
  let position: Position
  let message: String
  let remedy: String
}

/// A file's bytes, known to be UTF-8 without NUL, but for those that it is said to bear.
struct SourceText: Sendable {
  /// All bytes of the file, a byte order mark included.
  let bytes: [UInt8]
  /// The offset of the first byte after a byte order mark.
  let start: Int

  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Bytes that are no text where they stand, in order; empty unless the text bears them.
  let bad: [BadByte]

  /// A byte that is no text where it stands.
  struct BadByte: Sendable {
    let offset: Int
    let fault: TextFault
  }

  /// Checks bytes.
  ///
  /// - Throws: the position of the first byte that is not UTF-8, or of the first NUL.
  init(checking bytes: [UInt8]) throws(TextFault) {
    let start = bytes.starts(with: Self.mark) ? Self.mark.count : 0
    if let offset = Self.firstInvalid(in: bytes) ?? bytes.firstIndex(of: 0) {
      throw Self.fault(of: bytes[offset], at: Position(of: offset, in: bytes, from: start))
    }
    self.bytes = bytes
    self.start = start
    bad = []
  }

  /// Takes bytes of which some are no text, for a format that can leave out the rows that hold them.
  init(bearing bytes: [UInt8]) {
    let start = bytes.starts(with: Self.mark) ? Self.mark.count : 0
    var bad: [BadByte] = []
    var (at, line, column) = (start, 1, 1)
    while at < bytes.count {
      let byte = bytes[at]
      let length = Self.sequenceLength(at: at, in: bytes)
      if length == 0 || byte == 0 {
        bad.append(BadByte(offset: at, fault: Self.fault(of: byte, at: Position(line: line, column: column))))
      }
      if byte == 0x0A || byte == 0x0D && !(at + 1 < bytes.count && bytes[at + 1] == 0x0A) {
        (line, column) = (line + 1, 1)
      } else if byte & 0xC0 != 0x80, byte != 0x0D {
        column += 1
      }
      at += max(1, length)
    }
    self.bytes = bytes
    self.start = start
    self.bad = bad
  }

  private static func fault(of byte: UInt8, at position: Position) -> TextFault {
    guard byte != 0 else {
      return TextFault(position: position, message: "含有空字符（NUL）", remedy: "这多半不是文本文件，换成文本文件或删去空字符")
    }
    let hex = String(byte, radix: 16, uppercase: true)
    return TextFault(position: position, message: "字节 0x\(hex) 不是有效的 UTF-8", remedy: "用编辑器把文件另存为 UTF-8 编码")
  }

  /// Takes UTF-8 that this room made itself.
  init(known text: String) {
    bytes = Array(text.utf8)
    start = 0
    bad = []
  }

  /// The text of a range of bytes.
  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The position of a byte.
  func position(of offset: Int) -> Position { Position(of: offset, in: bytes, from: start) }

  /// The offset of the first byte that can't stand where it stands; nil if all is UTF-8.
  static func firstInvalid(in bytes: [UInt8]) -> Int? {
    if String(validating: bytes, as: UTF8.self) != nil { return nil }
    var at = 0
    while at < bytes.count {
      let length = sequenceLength(at: at, in: bytes)
      if length == 0 { return at }
      at += length
    }
    return nil
  }

  /// The length of the well-formed sequence at an offset (Unicode 15, table 3-7); 0 if there is none.
  private static func sequenceLength(at: Int, in bytes: [UInt8]) -> Int {
    let first = bytes[at]
    let second: ClosedRange<UInt8>
    let length: Int
    switch first {
    case 0...0x7F: return 1
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return 0
    }
    guard at + length <= bytes.count, second.contains(bytes[at + 1]),
      bytes[(at + 2)..<max(at + 2, at + length)].allSatisfy({ $0 & 0xC0 == 0x80 })
    else { return 0 }
    return length
  }
}
