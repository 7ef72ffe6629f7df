/// The elements that mean something to a document's layout; all others pass their content through.
enum FragmentTag: UInt8 {
  case p, h1, h2, h3, h4, h5, h6, ul, ol, li, table, rowGroup, tr, cell, caption, bold, italic, strike, underline
  case sub, sup, code, pre, a, blockquote, hr, br, img, block, raw, other

  /// The element of a name in ASCII letters of either case.
  init(_ name: UnsafeBufferPointer<UInt8>) {
    // Up to eight letters fit a word, which is compared at once.
    guard name.count <= 8 else {
      self = name.count == 10 ? FragmentTag.long(name) : .other
      return
    }
    var word: UInt64 = 0
    for byte in name { word = word << 8 | UInt64(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte) }
    self = FragmentTag.words[word] ?? .other
  }

  private static func long(_ name: UnsafeBufferPointer<UInt8>) -> FragmentTag {
    if name.elementsEqual("blockquote".utf8, by: { $0 | 0x20 == $1 }) { return .blockquote }
    return name.elementsEqual("figcaption".utf8, by: { $0 | 0x20 == $1 }) ? .caption : .other
  }

  private static let words: [UInt64: FragmentTag] = {
    let names: [(String, FragmentTag)] = [
      ("p", .p), ("h1", .h1), ("h2", .h2), ("h3", .h3), ("h4", .h4), ("h5", .h5), ("h6", .h6), ("ul", .ul),
      ("ol", .ol), ("li", .li), ("table", .table), ("thead", .rowGroup), ("tbody", .rowGroup), ("tfoot", .rowGroup),
      ("tr", .tr), ("td", .cell), ("th", .cell), ("caption", .caption), ("strong", .bold), ("b", .bold),
      ("em", .italic), ("i", .italic), ("del", .strike), ("s", .strike), ("ins", .underline), ("u", .underline),
      ("sub", .sub), ("sup", .sup), ("code", .code), ("pre", .pre), ("a", .a), ("hr", .hr), ("br", .br),
      ("img", .img), ("div", .block), ("dl", .block), ("dt", .block), ("dd", .block), ("figure", .block),
      ("section", .block), ("article", .block), ("script", .raw), ("style", .raw), ("template", .raw), ("title", .raw),
    ]
    return [UInt64: FragmentTag](
      uniqueKeysWithValues: names.map { ($0.utf8.reduce(0) { $0 << 8 | UInt64($1) }, $1) })
  }()
}
