import Inspection
import Synchronization

/// Bodies that were written in an office program: Word files (.docx, ECMA-376) and fixed layouts (.ofd, GB/T 33190-2016).
///
/// Only what a reader of the file sees becomes part of the page: no header and footer, comment, property, hidden or deleted
/// text. What can't be carried over, such as a picture, is a fault and never left out in silence. The same bytes give the
/// same page on any machine.
///
/// ```swift
/// let body = try OfficeBody.convert(bytes, .word)
/// let page = try HTMLSanitizer.html(body.html)
/// ```
public enum OfficeBody {
  /// What kind of file a body is; the raw value is the extension.
  public enum Kind: String, Sendable, Hashable {
    case word = "docx"
    case ofd
  }

  /// Most bytes of HTML, as for bodies that are written in it.
  static let maxHTML = 16 << 20

  static let tooLong = ConversionFault(
    "正文太长，转成网页后超过 \(maxHTML >> 20) MB", remedy: "把正文分成几条，或把长表作为附件")

  /// Makes a page's body of a file.
  ///
  /// - Parameter limits: what the work may cost.
  /// - Throws: `ConversionFault` if the file is not what its name says, can't be read to its end, or holds what can't be
  ///   carried over.
  public static func convert(
    _ bytes: [UInt8], _ kind: Kind, limits: InspectionLimits = InspectionLimits()
  ) throws(ConversionFault) -> ConvertedBody {
    // One file is asked for several times in a row: by the rules for drafts, the gate, the screening.
    let key = Key(bytes: bytes, kind: kind, limits: limits)
    if let known = shelf.withLock({ $0.first { $0.key == key } }) { return try known.made.get() }
    let made: Result<ConvertedBody, ConversionFault>
    do throws(ConversionFault) { made = .success(try fresh(bytes, kind, limits)) } catch { made = .failure(error) }
    if bytes.count <= largestKept {
      shelf.withLock { shelf in
        var left = largestKept - bytes.count
        let others = shelf.prefix(mostKept - 1).prefix { known in
          left -= known.key.bytes.count
          return left >= 0
        }
        shelf = [(key, made)] + others
      }
    }
    return try made.get()
  }

  private static func fresh(
    _ bytes: [UInt8], _ kind: Kind, _ limits: InspectionLimits
  ) throws(ConversionFault) -> ConvertedBody {
    let file = try OfficeFile(bytes, kind, limits: limits)
    let body: ConvertedBody
    switch kind {
    case .word: body = try WordDocumentReader(file).body()
    case .ofd: body = try OFDReader(file).body()
    }
    try file.check()
    guard body.html.count <= maxHTML else { throw tooLong }
    try LostLetters.check(body.text)
    return body
  }

  // MARK: - What was made last

  private struct Key: Equatable {
    let bytes: [UInt8]
    let kind: Kind
    let limits: InspectionLimits
  }

  private static let shelf = Mutex<[(key: Key, made: Result<ConvertedBody, ConversionFault>)]>([])
  private static let mostKept = 4
  /// Bytes of files that are kept together.
  private static let largestKept = 32 << 20
}
