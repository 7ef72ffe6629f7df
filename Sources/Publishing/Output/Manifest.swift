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
  /// Digest of the list of files alone: the same for two sites whose every file is the same. Of one that was read it is
  /// computed at each call: that of a large site takes milliseconds, and hardly anybody asks.
  public var content: Digest { known ?? Digest(of: list) }
  private let known: Digest?
  /// The list of files as it is written, where it was read: that of a large site is not copied.
  private let list: ArraySlice<UInt8>
  /// Where each file's own text lies, by the list's own indices.
  private let lines: [Range<Int>]

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

  /// The approved version behind a file; one reference, since most files of a site have one.
  public final class Source: Sendable, Hashable {
    public let record: RecordID
    public let version: Digest
    public let approval: Digest

    /// Makes a source.
    public init(record: RecordID, version: Digest, approval: Digest) {
      self.record = record
      self.version = version
      self.approval = approval
    }

    public static func == (left: Source, right: Source) -> Bool {
      left === right
        || (left.record == right.record && left.version == right.version && left.approval == right.approval)
    }

    public func hash(into hasher: inout Hasher) {
      hasher.combine(record)
      hasher.combine(version)
      hasher.combine(approval)
    }
  }

  public static func == (left: Manifest, right: Manifest) -> Bool {
    left.head == right.head && left.files == right.files
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(head)
    hasher.combine(files)
  }

  /// Makes a manifest; files may come in any order.
  public init(head: LedgerHead, files: [Entry]) {
    self.init(head: head, inOrder: ByteOrder.places(of: files.map(\.path)).map { files[$0] })
  }

  /// Makes a manifest of files in the byte order of their paths.
  init(head: LedgerHead, inOrder files: [Entry]) {
    self.head = head
    self.files = files
    (list, lines) = Manifest.list(files)
    known = Digest(of: list)
  }

  /// A manifest without a head: its files, and how they are written.
  struct Listing: Sendable {
    let files: [Entry]
    fileprivate let list: ArraySlice<UInt8>
    fileprivate let lines: [Range<Int>]

    /// Digest of the list of files alone.
    var content: Digest { Digest(of: list) }

    /// Digest of the file that they make under a head.
    func digest(under head: LedgerHead) -> Digest { Digest(ofPieces: Manifest.pieces(head, list)) }
  }

  /// Lists files that stay from another manifest and files that come in.
  ///
  /// - Parameters:
  ///   - stays: for each file of the other, whether it stays.
  ///   - fresh: in any order; none has the path of one that stays.
  static func listing(from other: Manifest, staying stays: [Bool], with fresh: [Entry]) -> Listing {
    let fresh = ByteOrder.places(of: fresh.map(\.path)).map { fresh[$0] }
    var files: [Entry] = []
    var lines: [Range<Int>] = []
    files.reserveCapacity(other.files.count + fresh.count)
    lines.reserveCapacity(other.files.count + fresh.count)
    var list = Manifest.beginning
    list.reserveCapacity(other.list.count + fresh.count * 384)
    var next = 0
    func addFresh(before path: String?) {
      while next < fresh.count, path.map({ fresh[next].path.precedesInBytes($0) }) ?? true {
        list += files.isEmpty ? "\n".utf8 : ",\n".utf8
        let start = list.count
        Manifest.write(fresh[next], to: &list)
        files.append(fresh[next])
        lines.append(start..<list.count)
        next += 1
      }
    }
    var at = 0
    while at < other.files.count {
      guard stays[at] else {
        at += 1
        continue
      }
      addFresh(before: other.files[at].path)
      // Files that stand together stay together: their texts are taken as they are, with what is between them.
      var end = at + 1
      while end < other.files.count, stays[end],
        next == fresh.count || other.files[end].path.precedesInBytes(fresh[next].path)
      {
        end += 1
      }
      list += files.isEmpty ? "\n".utf8 : ",\n".utf8
      let shift = list.count - other.lines[at].lowerBound
      list += other.list[other.lines[at].lowerBound..<other.lines[end - 1].upperBound]
      files += other.files[at..<end]
      lines += other.lines[at..<end].lazy.map { $0.lowerBound + shift..<$0.upperBound + shift }
      at = end
    }
    addFresh(before: nil)
    list += "\n]".utf8
    return Listing(files: files, list: list[...], lines: lines)
  }

  /// Makes a manifest of files that are listed already.
  init(head: LedgerHead, _ listing: Listing, content: Digest) {
    self.init(head: head, sorted: listing.files, list: listing.list, lines: listing.lines, content: content)
  }

  /// The first place whose path is not before this one.
  func place(notBefore path: String) -> Int {
    var low = 0
    var high = files.count
    while low < high {
      let middle = (low + high) / 2
      if files[middle].path.precedesInBytes(path) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The file of a path; nil if there is none.
  func file(at path: String) -> Entry? {
    let place = place(notBefore: path)
    return place < files.count && files[place].path == path ? files[place] : nil
  }

  /// The same files under another head.
  public func with(head: LedgerHead) -> Manifest {
    Manifest(head: head, sorted: files, list: list, lines: lines, content: known)
  }

  private init(
    head: LedgerHead, sorted files: [Entry], list: ArraySlice<UInt8>, lines: [Range<Int>], content: Digest? = nil
  ) {
    self.head = head
    self.files = files
    self.list = list
    self.lines = lines
    known = content
  }

  /// The file's bytes, one line a file, in pieces: the list of a large site is long enough not to be copied.
  var pieces: [ArraySlice<UInt8>] { Manifest.pieces(head, list) }

  private static func pieces(_ head: LedgerHead, _ list: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    let beginning =
      "{\"format\":\"\(Manifest.form)\",\n\"head\":{\"events\":\(head.count),\"hash\":\"\(head.hash.hex)\"},\n"
    return [Array(beginning.utf8)[...], list, Array("}\n".utf8)[...]]
  }

  /// The file's bytes.
  public var bytes: [UInt8] { Array(pieces.joined()) }

  private static let beginning = Array("\"files\":[".utf8)

  private static func list(_ files: [Entry]) -> (ArraySlice<UInt8>, [Range<Int>]) {
    var out = beginning
    out.reserveCapacity(files.reduce(16) { $0 + length(of: $1) })
    var lines: [Range<Int>] = []
    lines.reserveCapacity(files.count)
    for (index, file) in files.enumerated() {
      out += index == 0 ? "\n".utf8 : ",\n".utf8
      let start = out.count
      write(file, to: &out)
      lines.append(start..<out.count)
    }
    out += "\n]".utf8
    return (out[...], lines)
  }

  /// How long a file's line is, unless its path has to be escaped.
  private static func length(of file: Entry) -> Int {
    file.path.utf8.count + 112 + (file.source.map { $0.record.rawValue.utf8.count + 176 } ?? 0)
  }

  private static func write(_ file: Entry, to out: inout [UInt8]) {
    out += "{\"path\":".utf8
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

  /// Reads a manifest; nil if the bytes are not one.
  public init?(bytes: [UInt8]) {
    if let plain = ManifestScanner.read(bytes) {
      let isInOrder = zip(plain.files, plain.files.dropFirst()).allSatisfy { $0.path.precedesInBytes($1.path) }
      if isInOrder {
        self.init(head: plain.head, sorted: plain.files, list: bytes[plain.list], lines: plain.lines)
      } else {
        self.init(head: plain.head, files: plain.files)
      }
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
