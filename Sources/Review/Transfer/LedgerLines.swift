import Foundation
import Records
import Values

/// The exported form of a ledger (ledger.jsonl): one line an event, then one a kept file.
///
/// `{"event":<the exact bytes that were hashed>,"hash":"…"}` and
/// `{"file":"<SHA-256>","base64":"…"}`. Any other spelling is a fault, so that no byte can change unseen.
enum LedgerLines {
  /// One line read.
  enum Line {
    case event(bytes: [UInt8], hash: Digest)
    case file(digest: Digest, bytes: [UInt8])
  }

  private static let eventHead = Array("{\"event\":".utf8)
  private static let eventTail = Array(",\"hash\":\"".utf8)
  private static let fileHead = Array("{\"file\":\"".utf8)
  private static let fileTail = Array("\",\"base64\":\"".utf8)
  private static let end = Array("\"}".utf8)

  static func event(_ bytes: [UInt8], hash: Digest, to out: inout [UInt8]) {
    out += eventHead + bytes + eventTail + Array(hash.hex.utf8) + end
    out.append(0x0A)
  }

  static func file(_ bytes: [UInt8], digest: Digest, to out: inout [UInt8]) {
    out += fileHead + Array(digest.hex.utf8) + fileTail + Array(Data(bytes).base64EncodedString().utf8) + end
    out.append(0x0A)
  }

  /// Reads all lines; the last must end like the others.
  ///
  /// - Throws: `LedgerFault` naming the line.
  static func read(_ bytes: [UInt8], _ body: (Int, Line) throws -> Void) throws {
    guard bytes.isEmpty || bytes.last == 0x0A else { throw LedgerFault("最后一行不完整") }
    var number = 0
    for slice in bytes.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      guard let line = line(slice) else { throw LedgerFault("第 \(number) 行不是规定的写法，或内容与哈希不符") }
      try body(number, line)
    }
  }

  /// Reads one line, without its end; nil if it is spelled otherwise, or its content is not what its digest says.
  static func line(_ slice: ArraySlice<UInt8>) -> Line? {
    guard slice.suffix(end.count).elementsEqual(end) else { return nil }
    let inner = slice.dropLast(end.count)
    if inner.starts(with: eventHead) {
      guard let hash = Digest(hex: inner.suffix(64)) else { return nil }
      let rest = inner.dropLast(64)
      guard rest.suffix(eventTail.count).elementsEqual(eventTail) else { return nil }
      let event = Array(rest.dropFirst(eventHead.count).dropLast(eventTail.count))
      return EventHash.of(event) == hash ? .event(bytes: event, hash: hash) : nil
    }
    guard inner.starts(with: fileHead) else { return nil }
    let rest = inner.dropFirst(fileHead.count)
    guard let digest = Digest(hex: rest.prefix(64)), rest.dropFirst(64).starts(with: fileTail) else { return nil }
    let encoded = String(decoding: rest.dropFirst(64 + fileTail.count), as: UTF8.self)
    guard let data = Data(base64Encoded: encoded), data.base64EncodedString() == encoded else { return nil }
    let bytes = [UInt8](data)
    return Digest(of: bytes) == digest ? .file(digest: digest, bytes: bytes) : nil
  }
}
