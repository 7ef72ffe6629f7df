import Files
import Values

/// An export that is to be replaced: only by one that begins with all of its events, so that nothing which it alone holds
/// is lost.
struct EarlierExport {
  private let file: FileParts
  private let size: Int
  private var at = 0
  /// Its events are over, and all of them were those of the newer one.
  private var isOver = false

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
}
