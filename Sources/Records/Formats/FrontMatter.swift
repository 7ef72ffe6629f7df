/// Splits a Markdown file into its YAML front matter and its body.
struct FrontMatter: Sendable {
  /// The YAML, without the lines of `---`.
  let yaml: Range<Int>
  /// The offset of the first byte after the closing line.
  let body: Int

  /// Finds the front matter: the first line is `---`, and so is the line that closes it.
  init(in source: SourceText) throws(TextFault) {
    let bytes = source.bytes
    let first = Self.lineEnd(from: source.start, in: bytes)
    guard Self.isFence(bytes[source.start..<first.end]) else {
      throw TextFault(
        position: .start, message: "没有 front matter：第一行应为「---」",
        remedy: "在文件开头写两行「---」，中间写字段，例如「标题: …」")
    }
    var at = first.next
    while at < bytes.count {
      let line = Self.lineEnd(from: at, in: bytes)
      if Self.isFence(bytes[at..<line.end]) {
        yaml = first.next..<at
        body = line.next
        return
      }
      at = line.next
    }
    throw TextFault(
      position: .start, message: "front matter 没有结束：找不到第二行「---」", remedy: "在字段之后另起一行写「---」")
  }

  private static func lineEnd(from start: Int, in bytes: [UInt8]) -> (end: Int, next: Int) {
    var at = start
    while at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
    guard at < bytes.count else { return (at, at) }
    let isPair = bytes[at] == 0x0D && at + 1 < bytes.count && bytes[at + 1] == 0x0A
    return (at, at + (isPair ? 2 : 1))
  }

  private static func isFence(_ line: ArraySlice<UInt8>) -> Bool {
    line.count >= 3 && line.prefix(3).allSatisfy { $0 == UInt8(ascii: "-") }
      && line.dropFirst(3).allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }
}
