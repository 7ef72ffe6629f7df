/// White space that stands between two stretches of text.
enum PendingSpace {
  case none
  case space
  /// With a line end in it, which between two Chinese characters is no space.
  case lineEnd
}

extension FragmentWalk {
  private var bytes: UnsafeBufferPointer<UInt8> { scanner.bytes }

  /// Tells text, white space collapsed as browsers do. Indents made of wide spaces go too: the layout has its own.
  mutating func text(_ range: Range<Int>) {
    var at = range.lowerBound
    while at < range.upperBound {
      let byte = bytes[at]
      if FragmentWalk.isSpace(byte) {
        if byte == 0x20 { if pendingSpace == .none { pendingSpace = .space } } else { pendingSpace = .lineEnd }
        at += 1
      } else if byte == UInt8(ascii: "&"),
        let (scalar, next) = CharacterReference.read(bytes, at: at, to: range.upperBound)
      {
        if isOpen || scalar != "\u{A0}" { self.scalar(scalar) }
        at = next
      } else if !isOpen, let length = wideSpace(at, range.upperBound) {
        at += length
      } else {
        let end = stretch(from: at, to: range.upperBound)
        prepare(isWide: FragmentWalk.isWide(lead: byte))
        output.text(UnsafeBufferPointer(rebasing: bytes[at..<end]), style)
        isAfterWide = end - at >= 3 && bytes[end - 1] & 0xC0 == 0x80 && FragmentWalk.isWide(lead: bytes[end - 3])
        at = end
      }
    }
  }

  /// Tells preformatted text, white space and line ends as they are.
  mutating func preformatted(_ range: Range<Int>) {
    var at = range.lowerBound
    while at < range.upperBound {
      switch bytes[at] {
      case 0x0A:
        // The line end after the start tag does not count.
        if isOpen { pendingBreaks += 1 }
        at += 1
      case 0x0D: at += 1
      case UInt8(ascii: "&"):
        guard let (scalar, next) = CharacterReference.read(bytes, at: at, to: range.upperBound) else { fallthrough }
        self.scalar(scalar)
        at = next
      default:
        let start = at
        at += 1
        while at < range.upperBound, bytes[at] != 0x0A, bytes[at] != 0x0D, bytes[at] != UInt8(ascii: "&") { at += 1 }
        prepare(isWide: false)
        output.text(UnsafeBufferPointer(rebasing: bytes[start..<at]), style)
      }
    }
  }

  /// Tells words of ours.
  mutating func literal(_ text: String) {
    var text = text
    prepare(isWide: true)
    text.withUTF8 { output.text($0, style) }
    isAfterWide = true
  }

  private mutating func scalar(_ scalar: Unicode.Scalar) {
    prepare(isWide: false)
    var character = String(Character(scalar))
    character.withUTF8 { output.text($0, style) }
    isAfterWide = false
  }

  /// Opens the paragraph or tells what white space stands before the text that comes now.
  private mutating func prepare(isWide: Bool) {
    if !isOpen {
      open()
    } else if pendingBreaks > 0 {
      for _ in 0..<pendingBreaks { output.lineBreak() }
    } else if pendingSpace == .space || (pendingSpace == .lineEnd && !(isAfterWide && isWide)) {
      withUnsafeBytes(of: UInt8(0x20)) { output.text($0.bindMemory(to: UInt8.self), style) }
    }
    pendingSpace = .none
    pendingBreaks = 0
  }

  /// The end of a stretch that can be told as it stands: single spaces inside it are no matter.
  private func stretch(from start: Int, to end: Int) -> Int {
    var at = start + 1
    while at < end {
      let byte = bytes[at]
      if byte <= 0x26 {
        if byte == UInt8(ascii: "&") { return at }
        if FragmentWalk.isSpace(byte), byte != 0x20 || at + 1 == end || FragmentWalk.isSpace(bytes[at + 1]) {
          return at
        }
      }
      at += 1
    }
    return end
  }

  /// The length of a full-width or no-break space at an offset, or nil.
  private func wideSpace(_ at: Int, _ end: Int) -> Int? {
    if at + 2 < end, bytes[at] == 0xE3, bytes[at + 1] == 0x80, bytes[at + 2] == 0x80 { return 3 }
    return at + 1 < end && bytes[at] == 0xC2 && bytes[at + 1] == 0xA0 ? 2 : nil
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 || byte == 0x0C
  }

  /// Whether a lead byte begins a Chinese character or a full-width mark.
  private static func isWide(lead: UInt8) -> Bool { (lead >= 0xE3 && lead <= 0xE9) || lead == 0xEF }

  /// An attribute's value with its references resolved.
  func resolved(_ range: Range<Int>) -> [UInt8] {
    guard bytes[range].contains(UInt8(ascii: "&")) else { return Array(bytes[range]) }
    var result: [UInt8] = []
    var at = range.lowerBound
    while at < range.upperBound {
      if bytes[at] == UInt8(ascii: "&"),
        let (scalar, next) = CharacterReference.read(bytes, at: at, to: range.upperBound)
      {
        result.append(contentsOf: String(Character(scalar)).utf8)
        at = next
      } else {
        result.append(bytes[at])
        at += 1
      }
    }
    return result
  }
}
