/// What looking into one file, with all that it contains, may cost. Beyond it the file gets a blocking `tooLarge`.
public struct InspectionLimits: Sendable, Hashable {
  /// Largest file, in bytes.
  public var maxFileBytes: Int
  /// Most bytes unpacked in all, nested archives included.
  public var maxUnpackedBytes: Int
  /// Most bytes unpacked from one entry or stream.
  public var maxEntryBytes: Int
  /// Most entries of one archive.
  public var maxEntries: Int
  /// How deep files may lie within files; the file itself is at 0.
  public var maxDepth: Int
  /// Most unpacked bytes for a packed one, asked of entries that unpack to more than 4 MiB. Text packs about 20:1,
  /// empty tables 100:1, deflate ends at 1032:1.
  public var maxRatio: Int
  /// Most parts of text.
  public var maxParts: Int
  /// Most bytes of text in all.
  public var maxTextBytes: Int
  /// Most findings; the rest are left out, and that is told.
  public var maxFindings: Int

  /// Makes limits; the defaults keep the work of one file within about 256 MB of memory.
  public init(
    maxFileBytes: Int = 100 << 20, maxUnpackedBytes: Int = 192 << 20, maxEntryBytes: Int = 48 << 20,
    maxEntries: Int = 10_000, maxDepth: Int = 4, maxRatio: Int = 250, maxParts: Int = 400_000,
    maxTextBytes: Int = 48 << 20, maxFindings: Int = 500
  ) {
    self.maxFileBytes = maxFileBytes
    self.maxUnpackedBytes = maxUnpackedBytes
    self.maxEntryBytes = maxEntryBytes
    self.maxEntries = maxEntries
    self.maxDepth = maxDepth
    self.maxRatio = maxRatio
    self.maxParts = maxParts
    self.maxTextBytes = maxTextBytes
    self.maxFindings = maxFindings
  }
}
