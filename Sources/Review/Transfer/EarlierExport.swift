import Files
import Values

/// An export that is to be replaced: only by one that begins with all of its events, and takes over kept files that the
/// ledger has no more, so that nothing which it alone holds is lost.
struct EarlierExport {
  private let file: FileParts
  private let size: Int
  private var at = 0
  /// Its events are over, and all of them were those of the newer one.
  private var isOver = false
  /// Where its lines of kept files lie, once somebody asked.
  private var files: [Digest: Range<Int>]?

  /// Opens it; nil where nothing is to be replaced.
  init?(_ path: String) throws(FileFault) {
    guard try OutputFiles.kind(of: path) == .file else { return nil }
    file = try FileParts(path)
    size = file.identity.map { Int($0.size) } ?? 0
    isOver = size == 0
  }

  private static let fileHead = Array("{\"file\":\"".utf8)

  /// Holds the next line of the newer one against it.
  ///
  /// - Throws: `LedgerFault` if it goes on otherwise.
  mutating func pass(_ line: [UInt8]) throws {
    guard !isOver else { return }
    let own = try file.read(at..<min(at + line.count, size))
    if own == line {
      at += line.count
      return
    }
    // A file that was cut off in the middle of an event holds nothing more.
    guard line.starts(with: own) || (at > 0 && own.starts(with: EarlierExport.fileHead)) else {
      throw LedgerFault("原有的文件不是这份台账从前的导出，或已有现在的台账没有的事件")
    }
    isOver = true
  }

  /// Makes sure that nothing of it is left once all events of the newer one were held against it.
  func end() throws {
    guard !isOver, at < size else { return }
    let own = try file.read(at..<min(at + EarlierExport.fileHead.count, size))
    guard own == EarlierExport.fileHead else { throw LedgerFault("原有的文件记载的事件比现在的台账多") }
  }

  /// What it keeps under a digest, once all events were held against it; nil if nothing.
  ///
  /// - Throws: `LedgerFault` if the line is damaged, which may be the only trace.
  mutating func bytes(_ digest: Digest) throws -> [UInt8]? {
    let lines = try files ?? fileLines()
    files = lines
    guard let place = lines[digest] else { return nil }
    guard case .file(digest, let bytes) = LedgerLines.line(try file.read(place)[...]) else {
      throw LedgerFault("台账里快照 \(digest.short) 残缺，原有的文件里它的那一行也已损坏")
    }
    return bytes
  }

  private func fileLines() throws(FileFault) -> [Digest: Range<Int>] {
    var found: [Digest: Range<Int>] = [:]
    var start = at
    func take(_ line: Range<Int>) throws(FileFault) {
      let head = try file.read(line.prefix(EarlierExport.fileHead.count + 64))
      guard head.starts(with: EarlierExport.fileHead), let digest = Digest(hex: head.suffix(64)) else { return }
      found[digest] = line
    }
    for piece in stride(from: at, to: size, by: 1 << 20) {
      let bytes = try file.read(piece..<min(piece + 1 << 20, size))
      var rest = bytes[...]
      while let end = rest.firstIndex(of: 0x0A) {
        try take(start..<piece + end)
        start = piece + end + 1
        rest = rest[(end + 1)...]
      }
    }
    // One that was cut off is no line; it is a trace all the same.
    if start < size { try take(start..<size) }
    return found
  }
}
