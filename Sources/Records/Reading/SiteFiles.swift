import Diagnostics
import Files
import Glibc

/// The files of a site folder that records name, read once each.
struct SiteFiles: RecordFiles {
  /// Bytes beyond which an attachment is refused.
  static let attachmentLimit = 256 << 20
  /// Bytes beyond which a record, CSV file, document or body is refused.
  static let textLimit = 64 << 20

  private let folder: Folder
  private let entries: [FileEntry]
  private let links: Set<String>
  /// By kind and bytes of the path: names that look the same may be those of two files (é written in two ways).
  private var read: [[UInt8]: Result<RecordPart, RecordFileFault>] = [:]
  /// Looking for a near name costs more than reading a file; a run that misses hundreds needs no more hints.
  private var hintsLeft = 100

  /// Takes the folder and what a walk found in attachments/ and documents/.
  init(_ folder: Folder, entries: [FileEntry]) {
    self.folder = folder
    self.entries = entries.filter { $0.kind == .file }
    links = Set(entries.filter { $0.kind == .link }.map(\.path))
  }

  mutating func part(_ path: String, kind: RecordPart.Kind) -> Result<RecordPart, RecordFileFault> {
    let key = Array("\(kind.rawValue) \(path)".utf8)
    if let known = read[key] { return known }
    let result = load(path, kind)
    read[key] = result
    return result
  }

  private mutating func load(_ path: String, _ kind: RecordPart.Kind) -> Result<RecordPart, RecordFileFault> {
    if let link = linkOnTheWay(to: path) { return .failure(Self.refusal(ofLink: link)) }
    do throws(FileFault) {
      let limit = kind == .attachment ? Self.attachmentLimit : Self.textLimit
      let bytes = try folder.read(path, limit: limit, refusingHardLinks: true)
      return .success(RecordPart(kind: kind, path: path, bytes: bytes))
    } catch {
      switch error.number {
      case ENOENT, ENOTDIR, ENAMETOOLONG: return .failure(.missing(path, nearest: nearest(path, kind)))
      case ELOOP: return .failure(Self.refusal(ofLink: path))
      default: return .failure(.refused(error.message, "换成站点之内的普通文件，并检查权限和大小"))
      }
    }
  }

  private static func refusal(ofLink path: String) -> RecordFileFault {
    .refused("\(Wording.quoted(path))是符号链接，不跟随", "把文件本身复制进来")
  }

  private func linkOnTheWay(to path: String) -> String? {
    guard !links.isEmpty else { return nil }
    var end = path.startIndex
    while let slash = path[end...].firstIndex(of: "/") {
      if links.contains(String(path[..<slash])) { return String(path[..<slash]) }
      end = path.index(after: slash)
    }
    return links.contains(path) ? path : nil
  }

  /// The file most likely meant: of the same name elsewhere, or of a near name in the same folder.
  private mutating func nearest(_ path: String, _ kind: RecordPart.Kind) -> String? {
    guard hintsLeft > 0 else { return nil }
    hintsLeft -= 1
    let root = kind == .attachment ? "attachments/" : "documents/"
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let known = entries.lazy.map(\.path).filter { $0.hasPrefix(root) }
    if let moved = known.first(where: { $0.hasSuffix("/\(name)") }) { return moved }
    let parent = String(path.dropLast(name.utf8.count == path.utf8.count ? 0 : name.count))
    let names = known.filter { $0.hasPrefix(parent) }.prefix(2000).map { String($0.dropFirst(parent.count)) }
    return Suggestion.nearest(to: name, among: names).map { parent + $0 }
  }
}
