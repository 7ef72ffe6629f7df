/// How the bytes of an entry stand in an archive.
public enum ZipCompression: Sendable, Hashable {
  /// As they are.
  case stored
  /// Deflated (RFC 1951) at a level from 1, fast, to 9, small; other levels are taken as the nearest of these.
  case deflated(level: Int)
}
