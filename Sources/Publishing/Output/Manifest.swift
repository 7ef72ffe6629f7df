import Files
import Review
import Records
import Values

/// manifest.json: every published file with its SHA-256, and the ledger's head that the last publication with a
/// change was made from (DESIGN §6).
public struct Manifest: Sendable, Hashable {
  /// Name of the file in the output folder.
  public static let fileName = "manifest.json"
  private static let form = "gongkai-manifest-v1"

  /// The head that outsiders can keep.
  public let head: LedgerHead
  /// Files in byte order of their paths; the manifest itself is not among them.
  public let files: [Entry]
  /// The list of files as it is written.
  private let list: [UInt8]

  /// One published file.
  public struct Entry: Sendable, Hashable {
    /// Path below the output folder.
    public let path: String
    public let size: Int
    public let digest: Digest
    /// Where the file shows a record: which version, and the hash of the event that approved it.
    public let source: Source?

    /// Makes an entry.
    public init(path: String, size: Int, digest: Digest, source: Source?) {
      self.path = path
      self.size = size
      self.digest = digest
      self.source = source
    }
  }

  /// The approved version behind a file.
  public struct Source: Sendable, Hashable {
    public let record: RecordID
    public let version: Digest
    public let approval: Digest

    /// Makes a source.
    public init(record: RecordID, version: Digest, approval: Digest) {
      self.record = record
      self.version = version
      self.approval = approval
    }
  }

  /// Makes a manifest; files may come in any order.
  public init(head: LedgerHead, files: [Entry]) {
    self.head = head
    self.files = files.sorted { $0.path.precedesInBytes($1.path) }
    list = Manifest.list(self.files)
  }

  /// The same files under another head.
  public func with(head: LedgerHead) -> Manifest { Manifest(head: head, sorted: files, list: list) }

  private init(head: LedgerHead, sorted files: [Entry], list: [UInt8]) {
    self.head = head
    self.files = files
    self.list = list
  }

  /// Digest of the list of files alone: the same for two sites whose every file is the same.
  public var content: Digest { Digest(of: list) }

  /// The file's bytes: one line a file.
  public var bytes: [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(list.count + 256)
    out +=
      "{\"format\":\"\(Manifest.form)\",\n\"head\":{\"events\":\(head.count),\"hash\":\"\(head.hash.hex)\"},\n".utf8
    out += list
    out += "}\n".utf8
    return out
  }

  private static func list(_ files: [Entry]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(files.count * 384)
    out += "\"files\":[".utf8
    for (index, file) in files.enumerated() {
      out += (index == 0 ? "\n{\"path\":" : ",\n{\"path\":").utf8
      JSON.quote(file.path, to: &out)
      out += ",\"size\":\(file.size),\"sha256\":\"".utf8
      file.digest.appendHex(to: &out)
      out.append(UInt8(ascii: "\""))
      if let source = file.source {
        out += ",\"record\":".utf8
        JSON.quote(source.record.rawValue, to: &out)
        out += ",\"version\":\"".utf8
        source.version.appendHex(to: &out)
        out += "\",\"approval\":\"".utf8
        source.approval.appendHex(to: &out)
        out.append(UInt8(ascii: "\""))
      }
      out.append(UInt8(ascii: "}"))
    }
    out += "\n]".utf8
    return out
  }

  /// Reads a manifest; nil if the bytes are not one.
  public init?(bytes: [UInt8]) {
    if let plain = ManifestScanner.read(bytes) {
      self.init(head: plain.head, files: plain.files)
      return
    }
    guard let json = try? JSON(reading: bytes), json["format"]?.text == Manifest.form,
      let count = json["head"]?["events"]?.integer, let hash = json["head"]?["hash"]?.text.flatMap({ Digest(hex: $0) }),
      let listed = json["files"]?.elements
    else { return nil }
    var files: [Entry] = []
    files.reserveCapacity(listed.count)
    for item in listed {
      guard let entry = Entry(json: item) else { return nil }
      files.append(entry)
    }
    self.init(head: LedgerHead(count: Int(count), hash: hash), files: files)
  }

  /// The manifest of a published folder; nil if there is none, or it can't be read.
  public static func read(in folder: String) -> Manifest? {
    guard let folder = try? Folder(folder), let bytes = try? folder.read(fileName) else { return nil }
    return Manifest(bytes: bytes)
  }
}

extension Manifest.Entry {
  fileprivate init?(json: JSON) {
    guard let path = json["path"]?.text, let size = json["size"]?.integer,
      let digest = json["sha256"]?.text.flatMap({ Digest(hex: $0) })
    else { return nil }
    var source: Manifest.Source?
    if let record = json["record"]?.text {
      guard let version = json["version"]?.text.flatMap({ Digest(hex: $0) }),
        let approval = json["approval"]?.text.flatMap({ Digest(hex: $0) })
      else { return nil }
      source = Manifest.Source(record: RecordID(rawValue: record), version: version, approval: approval)
    }
    self.init(path: path, size: Int(size), digest: digest, source: source)
  }
}
