import Values

/// One file, or piece of a file, that a record is made of.
public struct RecordPart: Sendable, Hashable {
  /// What a part is to its record.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A Markdown file with front matter.
    case record
    /// The header line and one row of a CSV file.
    case row
    /// A document's XML file.
    case document
    /// The body file that a document names.
    case body
    /// A file that the record names under 附件 or 照片.
    case attachment
  }

  public let kind: Kind
  /// Path below the site folder; a row's also has `#` and its 标识.
  public let path: String
  public let bytes: [UInt8]
  public let digest: Digest

  /// Makes a part and hashes its bytes.
  public init(kind: Kind, path: String, bytes: [UInt8]) {
    self.kind = kind
    self.path = path
    self.bytes = bytes
    digest = Digest(of: bytes)
  }
}

/// What a digest keeps of a part: everything but its bytes.
public struct PartReference: Sendable, Hashable {
  public let kind: RecordPart.Kind
  public let path: String
  public let size: Int
  public let digest: Digest

  /// Makes a reference.
  public init(kind: RecordPart.Kind, path: String, size: Int, digest: Digest) {
    self.kind = kind
    self.path = path
    self.size = size
    self.digest = digest
  }
}

extension RecordPart {
  /// The part without its bytes.
  public var reference: PartReference {
    PartReference(kind: kind, path: path, size: bytes.count, digest: digest)
  }
}

/// The digest of a record's bytes (DESIGN §5): the thing that people approve.
public enum RecordDigest {
  /// The lines that are hashed.
  ///
  /// `gongkai-record-v1`, then id and column, then a line a part in byte order; each text is preceded by its
  /// length in bytes, so that no two different records give the same lines.
  public static func lines(id: RecordID, columnCode: String, parts: [PartReference]) -> String {
    func counted(_ text: String) -> String { "\(text.utf8.count) \(text)" }
    let rows = parts.map { part in
      "part \(part.kind.rawValue) \(counted(part.path)) \(part.size) \(part.digest.hex)\n"
    }
    let sorted = rows.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return "gongkai-record-v1\nid \(counted(id.rawValue))\ncolumn \(counted(columnCode))\n" + sorted.joined()
  }

  /// The digest of a record.
  public static func digest(id: RecordID, columnCode: String, parts: [PartReference]) -> Digest {
    Digest(of: lines(id: id, columnCode: columnCode, parts: parts))
  }
}

/// A record of the site folder with the bytes it is made of.
public struct WorkingRecord: Sendable {
  public let record: Record
  public let parts: [RecordPart]
  public let digest: Digest
  /// File and line where the record begins, as people know it.
  public let file: String
  public let line: Int

  /// The file of a part as people know it.
  public func file(of part: RecordPart) -> String {
    guard let main = parts.first?.path, file.hasSuffix(main) else { return part.path }
    return file.dropLast(main.count) + part.path
  }

  /// Puts a record and its parts together and computes the digest.
  public init(record: Record, parts: [RecordPart], file: String, line: Int) {
    self.record = record
    self.parts = parts
    self.file = file
    self.line = line
    digest = RecordDigest.digest(
      id: record.id, columnCode: "\(record.column)", parts: parts.map(\.reference))
  }
}
