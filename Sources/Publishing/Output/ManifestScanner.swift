import Glibc
import Records
import Review
import Values

/// Reads a manifest line by line, exactly as `Manifest` writes it: a site of 30,000 files has one of 10 MB.
struct ManifestScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var at = 0
  /// The record that was told of last, and where.
  private var last: (source: Manifest.Source, place: Range<Int>)?

  private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// What a manifest says, and where it says it.
  typealias Reading = (head: LedgerHead, files: [Manifest.Entry], list: Range<Int>, lines: [Range<Int>])

  /// The head and the files; nil for anything written otherwise, which a reader of JSON is asked about.
  static func read(_ bytes: [UInt8]) -> Reading? {
    bytes.withUnsafeBufferPointer { buffer in
      var scanner = ManifestScanner(bytes: buffer)
      return scanner.manifest()
    }
  }

  private mutating func manifest() -> Reading? {
    guard takes("{\"format\":\"gongkai-manifest-v1\",\n\"head\":{\"events\":"), let events = number(),
      takes(",\"hash\":\""), let hash = digest(), takes("\"},\n")
    else { return nil }
    let start = at
    guard takes("\"files\":[") else { return nil }
    var files: [Manifest.Entry] = []
    var lines: [Range<Int>] = []
    files.reserveCapacity(bytes.count / 256)
    lines.reserveCapacity(bytes.count / 256)
    while !takes("\n]}\n") {
      guard takes(files.isEmpty ? "\n" : ",\n") else { return nil }
      let first = at
      guard let entry = entry() else { return nil }
      files.append(entry)
      lines.append(first..<at)
    }
    guard at == bytes.count else { return nil }
    return (LedgerHead(count: events, hash: hash), files, start..<at - 2, lines)
  }

  private mutating func entry() -> Manifest.Entry? {
    guard takes("{\"path\":\""), let path = text(), takes(",\"size\":"), let size = number(), takes(",\"sha256\":\""),
      let sha256 = digest(), takes("\"")
    else { return nil }
    if takes("}") { return Manifest.Entry(path: path, size: size, digest: sha256, source: nil) }
    guard let source = source() else { return nil }
    return Manifest.Entry(path: path, size: size, digest: sha256, source: source)
  }

  /// What an entry says of its record. A record's files stand together, and say the same.
  private mutating func source() -> Manifest.Source? {
    let start = at
    if let last, start + last.place.count <= bytes.count,
      isSame(start, last.place.lowerBound, last.place.count)
    {
      at += last.place.count
      return last.source
    }
    guard takes(",\"record\":\""), let record = text(), takes(",\"version\":\""), let version = digest(),
      takes("\",\"approval\":\""), let approval = digest(), takes("\"}")
    else { return nil }
    let source = Manifest.Source(record: RecordID(rawValue: record), version: version, approval: approval)
    last = (source, start..<at)
    return source
  }

  /// Whether the same bytes lie at two places.
  private func isSame(_ one: Int, _ two: Int, _ count: Int) -> Bool {
    guard let base = bytes.baseAddress else { return count == 0 }
    return memcmp(base + one, base + two, count) == 0
  }

  /// Moves past a text if it comes next.
  private mutating func takes(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard at + count <= bytes.count else { return false }
    guard let base = bytes.baseAddress, memcmp(base + at, text.utf8Start, count) == 0 else { return false }
    at += count
    return true
  }

  /// A string without escapes, and its closing quote.
  private mutating func text() -> String? {
    let start = at
    while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
      guard bytes[at] >= 0x20, bytes[at] != UInt8(ascii: "\\") else { return nil }
      at += 1
    }
    guard at < bytes.count else { return nil }
    defer { at += 1 }
    return UnsafeBufferPointer(rebasing: bytes[start..<at]).text
  }

  /// A whole number of at most 18 digits, without leading zeros.
  private mutating func number() -> Int? {
    let start = at
    var value = 0
    while at < bytes.count, (0x30...0x39).contains(bytes[at]), at - start < 18 {
      value = value * 10 + Int(bytes[at] - 0x30)
      at += 1
    }
    return at > start && (bytes[start] != 0x30 || at == start + 1) ? value : nil
  }

  private mutating func digest() -> Digest? {
    guard at + 64 <= bytes.count else { return nil }
    defer { at += 64 }
    return Digest(hex: UnsafeBufferPointer(rebasing: bytes[at..<(at + 64)]))
  }
}
