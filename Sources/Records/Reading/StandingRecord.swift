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
  /// The file as people know it.
  public let file: String
  let source: SiteWalk.Source
  /// The file below the site's folder.
  public var path: String { source.path }
  /// Whether that was known without reading the file.
  public var wasRemembered: Bool { source.isRemembered }

  init(version: KnownVersion, file: String, source: SiteWalk.Source) {
    self.version = version
    self.file = file
    self.source = source
  }

  /// Path below the site, and what the next run may know the file by.
  ///
  /// - Parameter now: a file that was changed within the last two seconds is not remembered: it may be changed again
  ///   without its times telling.
  public func remembered(now: Moment) -> (path: String, file: RememberedFile)? {
    guard let identity = source.identity, identity.changed < (now.seconds - 2) * 1_000_000_000 else { return nil }
    return (source.path, RememberedFile(identity: identity, version: version))
  }
}
