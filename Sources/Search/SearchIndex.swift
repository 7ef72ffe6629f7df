import Synchronization

/// The full-text index of a site: files that a browser reads a few of for each query.
///
/// It finds every text of two characters and more, exactly: pairs of neighbouring characters with their positions, so
/// that a phrase is found by pairs that stand side by side. See `Search.md` for the files.
public struct SearchIndex: ~Copyable {
  private let columns: [SearchColumn]
  private let plan: SegmentPlan
  private let emit: Emit
  private let start: Start
  private var segment: SearchSegment
  private var number = 0
  private var current = 0
  /// Segments that are done or being written: each gives what the index's own file says of it.
  private var segments: [() throws -> Int] = []
  /// What the index's own file says of each segment, once it is finished.
  public private(set) var bits: [Int] = []

  /// Takes a file by its path below the index's folder. May be called from several threads.
  public typealias Emit = @Sendable (_ path: String, _ bytes: [UInt8]) throws -> Void
  /// Starts work, and gives a function that waits for it.
  public typealias Start = (_ work: @escaping @Sendable () -> Result<Int, any Error>) -> () -> Result<Int, any Error>

  /// Begins an index.
  ///
  /// - Parameters:
  ///   - count: how many documents will come, those that left included.
  ///   - start: how a segment that has all its documents is written: beside those that come after it, or at once.
  public init(
    count: Int, columns: [SearchColumn],
    start: @escaping Start = { work in
      let result = work()
      return { result }
    }, emit: @escaping Emit
  ) {
    self.columns = columns
    self.emit = emit
    self.start = start
    plan = SegmentPlan(count: count)
    segment = SearchSegment(folder: "s0/", emit: emit)
  }

  /// Adds the next document, in the order of first publication; nil for one that left.
  ///
  /// - Throws: what `emit` throws.
  public mutating func add(_ document: SearchDocument?) throws {
    try segment.add(document)
    number += 1
    guard current < plan.ranges.count, number == plan.ranges[current].upperBound else { return }
    current += 1
    // One at a time: each has its lists in memory.
    if let last = segments.last { _ = try last() }
    var next = SearchSegment(folder: "s\(number)/", emit: emit)
    swap(&segment, &next)
    let full = FullSegment(next)
    let result = start { full.write() }
    segments.append { try result().get() }
  }

  /// Goes past the next segment, whose files are there already.
  ///
  /// - Parameter bits: what `bits` held for it when it was made.
  public mutating func skipSegment(bits: Int) {
    guard current < plan.ranges.count, number == plan.ranges[current].lowerBound else { return }
    number = plan.ranges[current].upperBound
    current += 1
    segments.append { bits }
    segment = SearchSegment(folder: "s\(number)/", emit: emit)
  }

  /// Waits until nothing is written any more.
  public func settle() {
    for segment in segments { _ = try? segment() }
  }

  /// Writes the index's own file once all documents are in.
  ///
  /// - Throws: what `emit` throws.
  public mutating func finish() throws {
    bits = try segments.map { try $0() }
    var out: [UInt8] = Array("{\"format\":\"gongkai-search-v2\",\"block\":\(SearchSegment.blockSize)".utf8)
    out += ",\"shard\":\(SearchSegment.shardSize),\n\"segments\":[".utf8
    for (index, range) in plan.ranges.prefix(bits.count).enumerated() {
      out += "\(index == 0 ? "" : ",")[\(range.lowerBound),\(range.count),\(bits[index])]".utf8
    }
    out += "],\n\"columns\":[".utf8
    for (index, column) in columns.enumerated() {
      out += (index == 0 ? "[" : ",\n[").utf8
      SearchJSON.quote(column.code, to: &out)
      out.append(UInt8(ascii: ","))
      SearchJSON.quote(column.name, to: &out)
      out.append(UInt8(ascii: "]"))
    }
    out += "]}\n".utf8
    try emit("index.json", out)
  }
}

/// A segment that has all its documents, until it is written.
private final class FullSegment: Sendable {
  private let segment: Mutex<SearchSegment?>

  init(_ segment: consuming SearchSegment) { self.segment = Mutex(segment) }

  func write() -> Result<Int, any Error> {
    segment.withLock { held in
      guard var segment = held.take() else { return .success(0) }
      return Result { try segment.finish() }
    }
  }
}
