import Files
import Records
import Review
import Values

/// What the last publication into a folder made each part of the site from, kept beside the folder, so that the next one
/// renders only what changed (DESIGN §8).
///
/// It can be thrown away at any time. It is believed only if it carries the seal of the ledger's own secret, speaks of
/// the very manifest that lies in the folder, and was written by the same program; and of each file it vouches for, only
/// while the file system says that nobody wrote to it since.
struct RenderMemory: Sendable {
  /// The files of the site that it speaks of.
  var content: Digest
  /// Keys of records, in any order.
  var records: [Record] = []
  /// Keys of the search index's segments, by their first document.
  var segments: [Int: Segment] = [:]
  /// Keys of pages that list items, by path.
  var pages: [String: Digest] = [:]
  /// Where items stand in the catalogue's machine forms.
  var catalogue: CatalogueMemory?
  /// The manifest's own file, once it lay where readers see it.
  var manifest: FileIdentity?
  /// One for each file of the manifest, in its order.
  var identities: [FileIdentity] = []
  /// The folders of the site itself, and of its spare; none where there is no spare.
  var folders: [Folders.Entry] = []
  var spareFolders: [Folders.Entry] = []

  /// A record, and what its files were made from.
  typealias Record = (id: RecordID, unit: Unit)

  /// What a record's files were made from.
  struct Unit: Sendable, Hashable {
    /// Digest of everything but the links in its body.
    let key: Digest
    /// What links in its body were taken for: a record's id, and its address, or nil where it was not on the site.
    let links: [String: String?]
    /// How many files it has.
    let files: Int
  }

  /// What a segment of the search index was made from.
  struct Segment: Sendable, Hashable {
    let key: Digest
    /// As the index's own file lists it.
    let bits: Int
  }

  init(content: Digest) { self.content = content }

  /// Where the memory of an output lies.
  static func path(beside output: String) -> String { OutputFiles.beside(output, "memory") }

  // MARK: - Its file

  private static let form: [UInt8] = Array("gongkai-render-memory-v6\n".utf8)

  /// The file's bytes, sealed.
  func bytes(secret: Digest) -> [UInt8] { Array(pieces(after: beginning, secret: secret).joined()) }

  /// What stands in the file before what the file system tells.
  var beginning: [UInt8] {
    var out = MemoryBytes(RenderMemory.form)
    out.add(content)
    out.add(records.count)
    for (id, unit) in records {
      out.add(id.rawValue)
      out.add(unit.key)
      out.add(unit.files)
      out.add(unit.links.count)
      for (name, address) in unit.links {
        out.add(name)
        out.add(address == nil ? 0 : 1)
        if let address { out.add(address) }
      }
    }
    out.add(segments.count)
    for (first, segment) in segments {
      out.add(first)
      out.add(segment.key)
      out.add(segment.bits)
    }
    out.add(pages.count)
    for (path, key) in pages {
      out.add(path)
      out.add(key)
    }
    out.add(catalogue == nil ? 0 : 1)
    if let catalogue { out.add(catalogue) }
    return out.bytes
  }

  /// The file's bytes, sealed, in pieces.
  ///
  /// - Parameter beginning: what stands before what the file system tells; made beside it.
  func pieces(after beginning: [UInt8], secret: Digest) -> [[UInt8]] {
    var out = MemoryBytes(capacity: (identities.count + folders.count + spareFolders.count) * 64 + 64)
    out.add(manifest == nil ? 0 : 1)
    if let manifest { out.add(manifest) }
    out.add(identities.count)
    for identity in identities { out.add(identity) }
    for list in [folders, spareFolders] {
      out.add(list.count)
      for folder in list {
        out.add(folder.path)
        out.add(folder.identity)
      }
    }
    return [beginning, out.bytes, RenderMemory.seal(Digest(ofPieces: [beginning, out.bytes]), secret).raw]
  }

  /// Reads the file's bytes; nil unless they are sealed with the secret.
  init?(bytes: [UInt8], secret: Digest) {
    guard bytes.count > 32, bytes.starts(with: RenderMemory.form) else { return nil }
    let payload = Array(bytes.dropLast(32))
    guard RenderMemory.seal(Digest(of: payload), secret).raw == Array(bytes.suffix(32)) else { return nil }
    var reader = MemoryReader(payload, from: RenderMemory.form.count)
    guard let content = reader.digest(), let count = reader.count() else { return nil }
    self.content = content
    records.reserveCapacity(count)
    for _ in 0..<count {
      guard let id = reader.text(), let key = reader.digest(), let files = reader.number(), let links = reader.links()
      else { return nil }
      records.append((RecordID(rawValue: id), Unit(key: key, links: links, files: Int(truncatingIfNeeded: files))))
    }
    guard let parts = reader.count() else { return nil }
    for _ in 0..<parts {
      guard let first = reader.number(), let key = reader.digest(), let bits = reader.number() else { return nil }
      segments[Int(truncatingIfNeeded: first)] = Segment(key: key, bits: Int(truncatingIfNeeded: bits))
    }
    guard let lists = reader.count() else { return nil }
    pages.reserveCapacity(lists)
    for _ in 0..<lists {
      guard let path = reader.text(), let key = reader.digest() else { return nil }
      pages[path] = key
    }
    guard let isKept = reader.number() else { return nil }
    if isKept == 1 {
      guard let kept = reader.catalogue() else { return nil }
      catalogue = kept
    }
    guard let isSeen = reader.number() else { return nil }
    if isSeen == 1 {
      guard let seen = reader.identity() else { return nil }
      manifest = seen
    }
    guard let files = reader.count() else { return nil }
    identities.reserveCapacity(files)
    for _ in 0..<files {
      guard let identity = reader.identity() else { return nil }
      identities.append(identity)
    }
    guard let own = reader.folders(), let spare = reader.folders() else { return nil }
    folders = own
    spareFolders = spare
    guard reader.isAtEnd else { return nil }
  }

  private static func seal(_ payload: Digest, _ secret: Digest) -> Digest { Digest(of: secret.raw + payload.raw) }
}
