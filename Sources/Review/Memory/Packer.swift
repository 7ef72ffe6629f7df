import Catalogue
import Values

/// Writes values one after another so that nothing can be taken for anything else: numbers as variable-length bytes, texts
/// after their length, texts that come again and again once for a whole chunk.
struct Packer {
  private(set) var bytes: [UInt8] = []
  private var shared: [String: Int] = [:]
  private var texts: [String] = []

  /// The shared texts, and then what was written.
  var chunk: [UInt8] {
    var head = Packer()
    head.count(texts.count)
    for text in texts { head.text(text) }
    return head.bytes + bytes
  }

  mutating func raw(_ more: [UInt8]) { bytes += more }

  mutating func number(_ value: Int64) {
    var rest = UInt64(bitPattern: value << 1 ^ value >> 63)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func count(_ value: Int) { number(Int64(value)) }

  mutating func flag(_ value: Bool) { bytes.append(value ? 1 : 0) }

  mutating func text(_ value: String) {
    count(value.utf8.count)
    bytes.append(contentsOf: value.utf8)
  }

  /// A text that many others are equal to.
  mutating func sharedText(_ value: String) {
    if let known = shared[value] { return count(known) }
    shared[value] = texts.count
    count(texts.count)
    texts.append(value)
  }

  mutating func digest(_ value: Digest) { value.appendRaw(to: &bytes) }

  mutating func moment(_ value: Moment) { number(value.seconds) }

  mutating func day(_ value: Day) { number(Int64(value.ordinal)) }

  mutating func optional<Value>(_ value: Value?, _ write: (inout Packer, Value) -> Void) {
    flag(value != nil)
    if let value { write(&self, value) }
  }

  mutating func list<Values: Collection>(_ values: Values, _ write: (inout Packer, Values.Element) -> Void) {
    count(values.count)
    for value in values { write(&self, value) }
  }
}

/// Reads what a `Packer` wrote. Whatever does not fit breaks it, and everything read after that is empty.
struct Unpacker {
  private let bytes: UnsafeRawBufferPointer
  private var at = 0
  private var texts: [String] = []
  private var lastColumn: (text: String, code: ColumnCode?)?
  private var lastTexts: (text: String, texts: Set<String>)?
  private(set) var isBroken = false

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// Begins with a chunk's shared texts.
  init(chunk: UnsafeRawBufferPointer) {
    bytes = chunk
    let known = count()
    texts.reserveCapacity(known)
    for _ in 0..<known where !isBroken { texts.append(text()) }
  }

  var isAtEnd: Bool { at == bytes.count }

  /// For a value that means nothing.
  mutating func breakOff() {
    isBroken = true
    at = bytes.count
  }

  @inline(__always)
  mutating func number() -> Int64 {
    guard at < bytes.count, bytes[at] < 0x80 else { return longNumber() }
    let value = UInt64(bytes[at])
    at += 1
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  private mutating func longNumber() -> Int64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while at < bytes.count, shift < 70 {
      let byte = bytes[at]
      at += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1) }
      shift += 7
    }
    breakOff()
    return 0
  }

  /// How many things follow, each of one byte at least; or a number that is not negative.
  mutating func count() -> Int {
    let value = number()
    guard value >= 0 else {
      breakOff()
      return 0
    }
    return Int(value)
  }

  mutating func flag() -> Bool {
    guard at < bytes.count else {
      breakOff()
      return false
    }
    defer { at += 1 }
    return bytes[at] == 1
  }

  private mutating func take(_ count: Int) -> UnsafeRawBufferPointer? {
    guard count >= 0, count <= bytes.count - at else {
      breakOff()
      return nil
    }
    defer { at += count }
    return UnsafeRawBufferPointer(rebasing: bytes[at..<at + count])
  }

  /// The next bytes, as many as are said before them.
  mutating func part() -> UnsafeRawBufferPointer { take(count()) ?? UnsafeRawBufferPointer(start: nil, count: 0) }

  mutating func text() -> String { String(decoding: part(), as: UTF8.self) }

  mutating func sharedText() -> String {
    let place = count()
    guard place < texts.count else {
      breakOff()
      return ""
    }
    return texts[place]
  }

  /// Texts of no order; most records have the one that many have.
  mutating func sharedTexts() -> Set<String> {
    let start = at
    guard count() == 1 else {
      at = start
      return Set(list { $0.sharedText() })
    }
    let text = sharedText()
    if let last = lastTexts, last.text == text { return last.texts }
    let texts: Set = [text]
    lastTexts = (text, texts)
    return texts
  }

  /// A column's code; records that lie together mostly lie in one.
  mutating func column() -> ColumnCode? {
    let text = sharedText()
    if let last = lastColumn, last.text == text { return last.code }
    let code = ColumnCode(text)
    lastColumn = (text, code)
    return code
  }

  mutating func digest() -> Digest {
    guard let raw = take(32), let digest = Digest(raw: raw) else {
      breakOff()
      return Digest(of: "")
    }
    return digest
  }

  mutating func moment() -> Moment { Moment(seconds: number()) }

  mutating func day() -> Day { Day(ordinal: Int32(clamping: number())) }

  /// A value that a word stands for.
  mutating func word<Value: RawRepresentable>(_ otherwise: Value) -> Value where Value.RawValue == String {
    guard let value = Value(rawValue: sharedText()) else {
      breakOff()
      return otherwise
    }
    return value
  }

  mutating func optional<Value>(_ read: (inout Unpacker) -> Value) -> Value? { flag() ? read(&self) : nil }

  mutating func list<Value>(_ read: (inout Unpacker) -> Value) -> [Value] {
    let count = count()
    guard count <= bytes.count - at else {
      breakOff()
      return []
    }
    var values: [Value] = []
    values.reserveCapacity(count)
    for _ in 0..<count where !isBroken { values.append(read(&self)) }
    return values
  }
}
