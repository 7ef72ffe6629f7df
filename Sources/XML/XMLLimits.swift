/// What a parse may cost before it is refused.
public struct XMLLimits: Sendable, Hashable {
  /// Largest input, in bytes (64 MiB unless told).
  public var maxBytes: Int
  /// Deepest nesting of elements; the root is at depth 1. libxml2's own 256 stands behind it.
  public var maxDepth: Int
  /// Most elements, attributes, comments and processing instructions together.
  public var maxNodes: Int
  /// Most faults collected from one input; the rest are counted by nobody.
  public var maxFaults: Int

  /// Makes limits; the defaults suit documents that people submit.
  public init(
    maxBytes: Int = 64 << 20, maxDepth: Int = 200, maxNodes: Int = 2_000_000, maxFaults: Int = 200
  ) {
    self.maxBytes = maxBytes
    self.maxDepth = maxDepth
    self.maxNodes = maxNodes
    self.maxFaults = maxFaults
  }
}
