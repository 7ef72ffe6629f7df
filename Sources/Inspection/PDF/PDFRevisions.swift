/// The revisions of a PDF file: each change saved in place (ISO 32000-1, 7.5.6) leaves what was there before.
struct PDFRevisions {
  /// Where each revision ends, the last included.
  private(set) var ends: [Int] = []
  private let bytes: [UInt8]

  /// Finds the ends: `startxref`, an offset, `%%EOF`. The first of a linearised file names offset 0 and ends nothing;
  /// one without an object of its own changes nothing, as Word adds it to every file that it makes.
  init(_ file: PDFFile) {
    bytes = file.bytes
    var at = 0
    while let found = Bytes.find(Array("startxref".utf8), in: bytes, from: at), ends.count < 1000 {
      at = found + 9
      var lexer = PDFLexer(bytes, at: at, end: at + 40)
      guard let offset = lexer.value()?.integer, offset != 0,
        let end = Bytes.find(Array("%%EOF".utf8), in: bytes, from: lexer.at, to: lexer.at + 40)
      else { continue }
      at = end + 5
      if let last = ends.last, !file.hasObjects(from: last, to: end) { ends.removeLast() }
      ends.append(end + 5)
    }
  }

  /// Notes earlier revisions and bytes outside of the file proper.
  func report(repeated: Int, _ gathering: inout Gathering) {
    if ends.count > 1 {
      gathering.find(.earlierRevision, "", "文件里留有 \(ends.count - 1) 个旧版本")
    } else if repeated > 0 {
      gathering.find(.earlierRevision, "", "有 \(repeated) 个对象留有旧版本")
    }
    if let end = ends.last, bytes[end...].contains(where: { !PDFLexer.isSpace($0) }) {
      gathering.find(.embedded, "", "文件结尾之后还有 \(bytes.count - end) 字节")
      Remainder.inspect(bytes, from: end, &gathering)
    }
    if let start = Bytes.find(Array("%PDF-".utf8), in: bytes, from: 0), start > 8 {
      gathering.find(.embedded, "", "文件开头之前有 \(start) 字节")
      Remainder.inspect(Array(bytes[..<start]), from: 0, &gathering)
    }
  }

  /// The bytes of earlier revisions, the newest first, three at most.
  var earlier: [ArraySlice<UInt8>] { ends.dropLast().suffix(3).reversed().map { bytes[..<$0] } }
}
