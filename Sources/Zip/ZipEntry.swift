/// A file to be written into an archive.
public struct ZipEntry: Sendable, Hashable {
  /// Path inside the archive, with `/` between folders.
  public var name: String
  /// The file.
  public var content: [UInt8]
  /// How it is stored.
  public var compression: ZipCompression

  /// Makes an entry.
  public init(_ name: String, _ content: [UInt8], _ compression: ZipCompression = .deflated(level: 6)) {
    self.name = name
    self.content = content
    self.compression = compression
  }
}
