/// The full-text index of a site: files that a browser reads a few of for each query.
///
/// It finds every text of two characters and more, exactly: pairs of neighbouring characters with their positions, so
/// that a phrase is found by pairs that stand side by side. See `Search.md` for the files.
public struct SearchIndex: ~Copyable {
  private let columns: [SearchColumn]
  private let plan: SegmentPlan
  private let emit: (_ path: String, _ bytes: [UInt8]) throws -> Void
  private var segment: SearchSegment
  private var number = 0
  private var current = 0
  /// What the index's own file says of each segment that is done.
  public private(set) var bits: [Int] = []

  /// Begins an index.
  ///
  /// - Parameters:
  ///   - count: how many documents will come, those that left included.
  ///   - emit: takes each file by its path below the index's folder.
  public init(
    count: Int, columns: [SearchColumn], emit: @escaping (_ path: String, _ bytes: [UInt8]) throws -> Void
  ) {
    self.columns = columns
    self.emit = emit
    plan = SegmentPlan(count: count)
    segment = SearchSegment(folder: "s0/", emit: emit)
  }

  /// Adds the next document, in the order of first publication; nil for one that left.
  public mutating func add(_ document: SearchDocument?) throws {
    try segment.add(document)
    number += 1
    guard current < plan.ranges.count, number == plan.ranges[current].upperBound else { return }
    current += 1
    bits.append(try segment.finish())
    segment = SearchSegment(folder: "s\(number)/", emit: emit)
  }

  /// Goes past the next segment, whose files are there already.
  ///
  /// - Parameter bits: what `bits` held for it when it was made.
  public mutating func skipSegment(bits: Int) {
    guard current < plan.ranges.count, number == plan.ranges[current].lowerBound else { return }
    number = plan.ranges[current].upperBound
    current += 1
    self.bits.append(bits)
    segment = SearchSegment(folder: "s\(number)/", emit: emit)
  }

  /// Writes the index's own file once all documents are in.
  public mutating func finish() throws {
    var out: [UInt8] = Array("{\"format\":\"gongkai-search-v1\",\"block\":\(SearchSegment.blockSize)".utf8)
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
