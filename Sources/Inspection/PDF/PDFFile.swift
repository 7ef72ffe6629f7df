/// The objects of a PDF file, found by their own words and not by its tables: what a viewer no longer shows is there
/// all the same.
struct PDFFile {
  /// An object as it stands in the file.
  struct Item {
    var number: Int
    var value: PDFValue
    /// Range of a stream's bytes.
    var stream: Range<Int>?
  }

  private enum Location {
    case file(Int)
    case packed(stream: Int, offset: Int)
  }

  let bytes: [UInt8]
  /// Dictionaries at the end of each revision, and of cross-reference streams.
  private(set) var trailers: [[String: PDFValue]] = []
  /// Objects that are there twice or more.
  private(set) var repeated = 0
  /// Where the text of object streams could not be unpacked.
  private(set) var lostStreams = 0
  private(set) var isTooLarge = false
  private var latest: [Int: Location] = [:]
  private var all: [(number: Int, location: Location)] = []
  private var unpacked: [[UInt8]] = []
  /// Streams of objects, and where they stand.
  private var packs: [(number: Int, at: Int)] = []

  /// Finds all objects, also those in object streams unless the file is encrypted.
  init(_ bytes: [UInt8], _ gathering: inout Gathering) {
    self.bytes = bytes
    var at = 0
    while let found = Bytes.find(Array("obj".utf8), in: bytes, from: at) {
      at = found + 3
      guard let number = PDFFile.number(bytes, before: found) else { continue }
      guard all.count < 500_000 else {
        isTooLarge = true
        break
      }
      let item = read(number, at: at)
      note(number, .file(found + 3))
      at = max(at, item.stream?.upperBound ?? item.end)
      guard let dictionary = item.value.dictionary, let type = dictionary["Type"]?.name else { continue }
      if type == "XRef" { trailers.append(dictionary) }
      if type == "ObjStm" { packs.append((number, found + 3)) }
    }
    readTrailers()
    if !isEncrypted { unpack(&gathering) }
  }

  /// Strings and streams are encrypted.
  var isEncrypted: Bool { trailers.contains { $0["Encrypt"] != nil } }

  /// Every version of every object, in the order of the file, one at a time.
  func forEach(_ body: (Item) -> Void) {
    for (number, location) in all { body(item(number, location)) }
  }

  /// The last version of an object.
  func object(_ number: Int) -> Item? { latest[number].map { item(number, $0) } }

  /// A value, or what it refers to.
  func resolve(_ value: PDFValue?) -> PDFValue? {
    guard let number = value?.reference else { return value }
    return object(number)?.value
  }

  /// The bytes of a stream as stored, and unpacked if its only filter is Flate.
  ///
  /// - Returns: nil if a filter is not known here, or it cannot be unpacked within the limit.
  func content(of item: Item, limit: Int) -> [UInt8]? {
    guard let range = item.stream, let dictionary = item.value.dictionary else { return nil }
    let stored = { Array(bytes[range]) }
    let filter = resolve(dictionary["Filter"] ?? dictionary["F"])
    let filters = filter?.array?.compactMap { resolve($0)?.name } ?? filter?.name.map { [$0] } ?? []
    if filters.isEmpty { return range.count <= limit ? stored() : nil }
    guard filters == ["FlateDecode"] || filters == ["Fl"] else { return nil }
    let predictor = resolve(dictionary["DecodeParms"])?.dictionary?["Predictor"]?.integer ?? 1
    guard predictor <= 1 else { return nil }
    let outcome = Inflate.zlib(stored(), limit: limit)
    // Streams cut short by a byte or two are common, and viewers read them.
    return outcome.isTooLarge || outcome.bytes.isEmpty && range.count > 8 ? nil : outcome.bytes
  }

  /// Whether an object stands in a range of the file.
  func hasObjects(from start: Int, to end: Int) -> Bool {
    all.contains { if case .file(let at) = $0.location { at >= start && at < end } else { false } }
  }

  // MARK: - Reading

  private mutating func note(_ number: Int, _ location: Location) {
    if latest[number] != nil { repeated += 1 }
    latest[number] = location
    all.append((number, location))
  }

  private func item(_ number: Int, _ location: Location) -> Item {
    switch location {
    case .file(let at):
      let item = read(number, at: at)
      return Item(number: number, value: item.value, stream: item.stream)
    case .packed(let stream, let offset):
      var lexer = PDFLexer(unpacked[stream], at: offset)
      return Item(number: number, value: lexer.value() ?? .null, stream: nil)
    }
  }

  private func read(_ number: Int, at start: Int) -> (value: PDFValue, stream: Range<Int>?, end: Int) {
    var lexer = PDFLexer(bytes, at: start)
    guard let value = lexer.value() else { return (.null, nil, start) }
    let end = lexer.at
    guard let dictionary = value.dictionary, lexer.word() == "stream" else { return (value, nil, end) }
    var first = lexer.at
    if first < bytes.count, bytes[first] == 13 { first += 1 }
    if first < bytes.count, bytes[first] == 10 { first += 1 }
    let word = Array("endstream".utf8)
    if let length = dictionary["Length"]?.integer, length >= 0, length <= bytes.count - first {
      let last = first + length
      if Bytes.find(word, in: bytes, from: last, to: last + word.count + 4) != nil {
        return (value, first..<last, last)
      }
    }
    let last = Bytes.find(word, in: bytes, from: first) ?? bytes.count
    return (value, first..<max(first, last), last)
  }

  private mutating func readTrailers() {
    var at = 0
    while let found = Bytes.find(Array("trailer".utf8), in: bytes, from: at), trailers.count < 1000 {
      at = found + 7
      var lexer = PDFLexer(bytes, at: at)
      if let dictionary = lexer.value()?.dictionary { trailers.append(dictionary) }
    }
  }

  private mutating func unpack(_ gathering: inout Gathering) {
    for (number, at) in packs {
      let stream = item(number, .file(at))
      guard let dictionary = stream.value.dictionary else { continue }
      guard let content = content(of: stream, limit: gathering.entryLimit) else {
        lostStreams += 1
        continue
      }
      gathering.spend(content.count)
      let first = resolve(dictionary["First"])?.integer ?? 0
      let count = resolve(dictionary["N"])?.integer ?? 0
      unpacked.append(content)
      var lexer = PDFLexer(content, at: 0, end: first)
      for _ in 0..<max(0, min(count, content.count)) {
        guard let inner = Int(lexer.word()), let offset = Int(lexer.word()), inner >= 0, offset >= 0,
          offset <= content.count
        else { break }
        note(inner, .packed(stream: unpacked.count - 1, offset: min(content.count, first + offset)))
      }
    }
  }

  /// The object number in `12 0 obj`, read backwards; nil for `endobj` and the like.
  private static func number(_ bytes: [UInt8], before end: Int) -> Int? {
    var at = end - 1
    func spaces() -> Bool {
      let start = at
      while at >= 0, PDFLexer.isSpace(bytes[at]) { at -= 1 }
      return at < start
    }
    func digits() -> Int? {
      var (value, factor, count) = (0, 1, 0)
      while at >= 0, (0x30...0x39).contains(bytes[at]), count < 10 {
        value += Int(bytes[at] - 0x30) * factor
        factor *= 10
        count += 1
        at -= 1
      }
      return count > 0 ? value : nil
    }
    _ = spaces()
    guard digits() != nil, spaces() else { return nil }
    return digits()
  }
}
