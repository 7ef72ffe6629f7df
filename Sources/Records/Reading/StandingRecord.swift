import Files
import Values

/// A version that the ledger keeps and that is made of one file.
public struct KnownVersion: Sendable, Hashable {
  public let id: RecordID
  /// The version's digest.
  public let digest: Digest
  /// The file's.
  public let part: Digest

  /// Names a version.
  public init(id: RecordID, digest: Digest, part: Digest) {
    self.id = id
    self.digest = digest
    self.part = part
  }
}

/// The versions of the ledger that are made of one file each.
public struct KnownVersions: Sendable {
  /// A version and the path of its file.
  public typealias Placed = (path: String, version: KnownVersion)

  private let of: @Sendable (RecordID) -> Placed?
  private let all: @Sendable () -> [String: KnownVersion]
  private let isAsRemembered: @Sendable (RecordID) -> Bool

  /// Takes the ways to ask for them.
  ///
  /// - Parameters:
  ///   - of: the version of a record.
  ///   - all: all versions by path.
  ///   - isAsRemembered: whether what was remembered of a record's file is true still.
  public init(
    of: @escaping @Sendable (RecordID) -> Placed?, all: @escaping @Sendable () -> [String: KnownVersion],
    isAsRemembered: @escaping @Sendable (RecordID) -> Bool = { _ in false }
  ) {
    self.of = of
    self.all = all
    self.isAsRemembered = isAsRemembered
  }

  /// No version.
  public static let none = KnownVersions(of: { _ in nil }, all: { [:] })

  /// The same, where what was remembered of some records is true still.
  public func remembering(_ isAsRemembered: @escaping @Sendable (RecordID) -> Bool) -> KnownVersions {
    KnownVersions(of: of, all: all, isAsRemembered: isAsRemembered)
  }

  /// Whether one is the version of a path.
  public func isOne(_ version: KnownVersion, at path: String) -> Bool {
    of(version.id).map { $0 == (path, version) } ?? false
  }

  /// Looks versions up for the files of one reading.
  struct Lookup {
    private let known: KnownVersions
    private var all: [String: KnownVersion]?

    init(_ known: KnownVersions) { self.known = known }

    /// Whether a file that nobody touched holds still what it was remembered for.
    func stands(_ remembered: KnownVersion, at path: String) -> Bool {
      known.isAsRemembered(remembered.id) || known.isOne(remembered, at: path)
    }

    /// The version that a path's file is to hold. Most files are called as their record: only where one is not, all
    /// versions are looked through.
    mutating func version(at path: String) -> KnownVersion? {
      let usual = RecordID(rawValue: RecordPath.defaultID(path))
      if all == nil, let placed = known.of(usual), placed.path == path { return placed.version }
      let versions = all ?? known.all()
      all = versions
      return versions[path]
    }
  }
}

/// A working file that holds a version of the ledger, as the file system told of it.
public struct RememberedFile: Sendable, Hashable {
  public let identity: FileIdentity
  public let version: KnownVersion

  /// Notes a file.
  public init(identity: FileIdentity, version: KnownVersion) {
    self.identity = identity
    self.version = version
  }
}

/// A record whose working file holds, byte for byte, a version that the ledger keeps.
public final class StandingRecord: Sendable {
  public let version: KnownVersion
  /// What paths of the site begin with, as people know it.
  private let prefix: String
  let source: SiteWalk.Source
  /// The file as people know it.
  public var file: String { prefix + source.path }
  /// The file below the site's folder.
  public var path: String { source.path }
  /// Whether that was known without reading the file.
  public var wasRemembered: Bool { source.remembered != nil }

  init(version: KnownVersion, prefix: String, source: SiteWalk.Source) {
    self.version = version
    self.prefix = prefix
    self.source = source
  }

  /// Path below the site, and what the next run may know the file by.
  public var remembered: (path: String, file: RememberedFile)? {
    source.identity.map { (source.path, RememberedFile(identity: $0, version: version)) }
  }
}
