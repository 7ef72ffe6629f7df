/// How documents are cut into segments, each an index of its own.
///
/// Documents are numbered in the order of their first publication and keep their numbers, so that a new one changes the
/// last segments only. The cut is a function of the count alone: whole segments of the largest size, then smaller ones
/// by powers of two, then a remainder: 10,000 documents are 8192 + 1024 + 512 + 256 + 16. Few segments make few requests,
/// and a small remainder makes a new document cheap: all of the remainder is indexed again with it, which was a sixth of a
/// publication of one new record while remainders had up to a thousand.
public struct SegmentPlan: Sendable, Hashable {
  /// Documents in the largest segment: what is in memory at a time while an index is made.
  public static let largest = 16_384
  /// Documents below which a remainder is not cut further.
  public static let smallest = 256

  /// Ranges of document numbers, in order.
  public let ranges: [Range<Int>]

  /// Cuts a number of documents.
  public init(count: Int) {
    var ranges: [Range<Int>] = []
    var start = 0
    var size = SegmentPlan.largest
    while start < count {
      while size > SegmentPlan.smallest, start + size > count { size /= 2 }
      let end = start + size > count ? count : start + size
      ranges.append(start..<end)
      start = end
    }
    self.ranges = ranges
  }
}
