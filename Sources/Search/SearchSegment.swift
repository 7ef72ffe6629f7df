/// One segment in the making: documents come in, files go out.
struct SearchSegment: ~Copyable, Sendable {
  /// Folder of the segment's files, with its slash.
  private let folder: String
  private let emit: SearchIndex.Emit
  private var postings = Postings()
  /// Counted characters so far.
  private var position = 0
  private var block = TextBlock(characters: SearchSegment.blockSize)
  private var blocks = 0
  /// Lengths of each document's head (title and number) and of all of it, in counted characters.
  private var lengths: [(head: Int, all: Int)] = []
  /// Column and year of each document.
  private var filters: [UInt8] = []
  private var shard: [UInt8] = []
  private var shardDocuments = 0
  private var shards = 0

  /// Counted characters in a block of text. Before each stands what is passed over.
  static let blockSize = 2_048
  /// Documents in a shard of what results show.
  static let shardSize = 64
  /// Bytes above which a list stands in a file of its own.
  private static let heavy = 8_192
  /// Bytes that a bucket is meant to hold.
  private static let bucketSize = 4_096

  init(folder: String, emit: @escaping SearchIndex.Emit) {
    self.folder = folder
    self.emit = emit
  }

  /// Adds a document; nil keeps a number for one that left.
  mutating func add(_ document: SearchDocument?) throws {
    let start = position
    if let document {
      try append(document.title)
      try append(document.number)
      let head = position - start
      try document.text.withUnsafeBufferPointer { try append($0) }
      lengths.append((head, position - start))
      Varint.append(document.column, to: &filters)
      Varint.append(Int(document.day.prefix(4)) ?? 0, to: &filters)
    } else {
      lengths.append((0, 0))
      filters += [0, 0]
    }
    try list(document, start: start)
  }

  private mutating func append(_ text: String) throws {
    var text = text
    try text.withUTF8 { try append($0) }
  }

  /// Adds a text and the line end that closes it.
  private mutating func append(_ text: UnsafeBufferPointer<UInt8>) throws {
    var before = Fold.lineFeed
    var index = position
    var flushed: [[UInt8]] = []
    withUnsafeTemporaryAllocation(of: Pair.self, capacity: SearchSegment.ahead) { pairs in
      var (noted, seen) = (0, 0)
      func note() {
        let pair = pairs[noted & (SearchSegment.ahead - 1)]
        postings.add(pair.first, pair.second, at: pair.position)
        noted &+= 1
      }
      NormalisedText.forEach(text) { scalar in
        let folded = Fold.folded(scalar)
        guard folded != Fold.none else { return block.append(scalar) }
        if folded > Fold.space, before > Fold.space {
          if seen &- noted == SearchSegment.ahead { note() }
          pairs[seen & (SearchSegment.ahead - 1)] = Pair(first: before, second: folded, position: index - 1)
          seen &+= 1
          postings.expect(before, folded)
        }
        before = folded
        index += 1
        count(scalar, &flushed)
      }
      while noted < seen { note() }
    }
    count(Fold.lineFeed, &flushed)
    position = index + 1
    for bytes in flushed {
      try emit("\(folder)t/\(blocks).txt", bytes)
      blocks += 1
    }
  }

  /// Two neighbouring characters, and where the first stands.
  private struct Pair {
    let first: UInt32
    let second: UInt32
    let position: Int
  }
  /// So many pairs, a power of two, are read before one is noted: meanwhile its list, which lies anywhere in some megabytes, is fetched.
  private static let ahead = 16

  @inline(__always)
  private mutating func count(_ scalar: UInt32, _ flushed: inout [[UInt8]]) {
    block.append(scalar)
    block.characters += 1
    guard block.characters == SearchSegment.blockSize else { return }
    flushed.append(block.bytes)
    block.removeAll()
  }

  /// What results show of a document: title, address, day, number, column, where it stands in the text, and how it is
  /// marked unless it is in force.
  private mutating func list(_ document: SearchDocument?, start: Int) throws {
    shard += shardDocuments == 0 ? "[".utf8 : ",\n".utf8
    if let document {
      shard.append(UInt8(ascii: "["))
      for text in [document.title, document.address, document.day, document.number] {
        SearchJSON.quote(text, to: &shard)
        shard.append(UInt8(ascii: ","))
      }
      shard += "\(document.column),\(start)".utf8
      if !document.mark.isEmpty {
        shard.append(UInt8(ascii: ","))
        SearchJSON.quote(document.mark, to: &shard)
      }
      shard.append(UInt8(ascii: "]"))
    } else {
      shard += "null".utf8
    }
    shardDocuments += 1
    if shardDocuments == SearchSegment.shardSize { try flushShard() }
  }

  private mutating func flushShard() throws {
    guard shardDocuments > 0 else { return }
    try emit("\(folder)d/\(shards).json", shard + "]".utf8)
    shards += 1
    shardDocuments = 0
    shard.removeAll(keepingCapacity: true)
  }

  /// Writes what is left, and the index itself.
  ///
  /// - Returns: how many bits of a pair's hash name its bucket.
  mutating func finish() throws -> Int {
    try flushShard()
    if !block.isEmpty { try emit("\(folder)t/\(blocks).txt", block.bytes) }
    var table: [UInt8] = []
    for length in lengths {
      Varint.append(length.head, to: &table)
      Varint.append(length.all, to: &table)
    }
    try emit("\(folder)documents.bin", table)
    try emit("\(folder)filters.bin", filters)
    var bits = 0
    while bits < 12, postings.size(below: SearchSegment.heavy) >> bits > SearchSegment.bucketSize { bits += 1 }
    var buckets = [[UInt8]](repeating: [], count: 1 << bits)
    var starts: [Int] = []
    starts.reserveCapacity(lengths.count)
    var at = 0
    for length in lengths {
      starts.append(at)
      at += length.all
    }
    var heavy: [UInt8] = []
    for (first, second, list) in postings.pairs() {
      let count = postings.count(of: list)
      guard count > SearchSegment.heavy else {
        let bucket = SearchSegment.bucket(first, second, bits: bits)
        SearchSegment.head(first, second, count, to: &buckets[bucket])
        postings.append(list, to: &buckets[bucket])
        continue
      }
      SearchSegment.head(first, second, count, to: &heavy)
      var bytes: [UInt8] = []
      bytes.reserveCapacity(count)
      postings.append(list, to: &bytes)
      let name = "\(String(first, radix: 16))-\(String(second, radix: 16))"
      try emit("\(folder)h/\(name).bin", bytes)
      try emit("\(folder)h/\(name)-documents.bin", SearchSegment.documents(bytes, starts, lengths))
    }
    try emit("\(folder)heavy.bin", heavy)
    for (number, bytes) in buckets.enumerated() where !bytes.isEmpty { try emit("\(folder)b/\(number).bin", bytes) }
    return bits
  }

  /// What stands before a list: its pair, and how many bytes it has.
  private static func head(_ first: UInt32, _ second: UInt32, _ count: Int, to out: inout [UInt8]) {
    Varint.append(Int(first), to: &out)
    Varint.append(Int(second), to: &out)
    Varint.append(count, to: &out)
  }

  /// The documents of a list: difference of numbers, then twice the first place in the document, plus one if the pair
  /// stands in its head.
  private static func documents(_ positions: [UInt8], _ starts: [Int], _ lengths: [(head: Int, all: Int)]) -> [UInt8] {
    var out: [UInt8] = []
    var at = 0
    var position = 0
    var document = 0
    var written = -1
    while at < positions.count {
      position += Varint.read(positions, &at)
      while document + 1 < starts.count, starts[document + 1] <= position { document += 1 }
      guard document != written else { continue }
      Varint.append(document - max(written, 0), to: &out)
      let place = position - starts[document]
      Varint.append(place * 2 + (place < lengths[document].head ? 1 : 0), to: &out)
      written = document
    }
    return out
  }

  /// The bucket of a pair: the upper bits of a product modulo 2^32, which a browser computes alike.
  static func bucket(_ first: UInt32, _ second: UInt32, bits: Int) -> Int {
    guard bits > 0 else { return 0 }
    let mixed = (first &* 0x9E37_79B1 ^ second) &* 0x85EB_CA77
    return Int(mixed >> UInt32(32 - bits))
  }
}
