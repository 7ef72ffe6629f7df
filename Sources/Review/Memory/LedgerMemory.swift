import Files
import Records
import Values

/// What was folded from the ledger up to some event, with the parsed records of what is live or waits, kept beside the
/// ledger so that the next run need not read every event again (DESIGN §8).
///
/// It can be thrown away at any time. It is believed only if it carries the seal of the ledger's own secret, was written by
/// the same program, and speaks of a head that the ledger's events, each hashed anew and each linked to the one before,
/// lead to. What is put on the site because of it is held against its approving event besides (`SnapshotSource`).
struct LedgerMemory: Sendable {
  /// Everything but the records' histories.
  let frame: LedgerState
  /// Working files that hold a version of the ledger, by path below the site, as the file system told of them then.
  let files: [String: RememberedFile]
  private let bytes: [UInt8]
  private let chunks: [Range<Int>]

  /// Number and hash of the event that it was made at.
  var head: LedgerHead? { frame.head }

  /// Name of the file in the site folder.
  static let fileName = ".ledger.memory"
  private static let form = Array("gongkai-ledger-memory-v2\n".utf8)
  /// Records packed together.
  private static let chunkSize = 512

  /// What was unpacked: the state, the parsed records by version, and which records lie together.
  struct Contents: Sendable {
    var state: LedgerState
    var records: [Digest: Record] = [:]
    var groups: [[RecordID]] = []
  }

  /// The records' histories, and the parsed records by version; nil if the bytes mean nothing.
  func unpack() -> Contents? {
    let unpacked = Parallel.map(chunks, atLeast: 2) { [bytes] range in
      bytes[range].withUnsafeBytes { LedgerMemory.unpack($0) }
    }
    var known: [Chunk] = []
    for chunk in unpacked {
      guard let chunk else { return nil }
      known.append(chunk)
    }
    let count = known.reduce(0) { $0 + $1.ids.count }
    let chunks = known
    let (histories, parsed) = Parallel.both(
      {
        var histories: [RecordID: RecordHistory] = [:]
        histories.reserveCapacity(count)
        for chunk in chunks {
          for (id, history) in zip(chunk.ids, chunk.histories) { histories[id] = history }
        }
        return histories
      },
      {
        var records: [Digest: Record] = [:]
        var addresses: [String: RecordID] = [:]
        records.reserveCapacity(count)
        addresses.reserveCapacity(count)
        for chunk in chunks {
          for (digest, record) in chunk.records { records[digest] = record }
          for (id, history) in zip(chunk.ids, chunk.histories) {
            if let address = history.address { addresses[address] = id }
          }
        }
        return (records: records, addresses: addresses)
      })
    var contents = Contents(state: frame)
    contents.state.records = histories
    contents.state.addresses = parsed.addresses
    contents.records = parsed.records
    contents.groups = chunks.map(\.ids)
    return contents
  }

  /// Records that lie together.
  private struct Chunk: Sendable {
    var ids: [RecordID] = []
    /// One for each of them.
    var histories: [RecordHistory] = []
    var records: [(Digest, Record)] = []
  }

  private static func unpack(_ bytes: UnsafeRawBufferPointer) -> Chunk? {
    var reader = Unpacker(chunk: bytes)
    var chunk = Chunk()
    let count = reader.count()
    for _ in 0..<count where !reader.isBroken {
      chunk.ids.append(RecordID(rawValue: reader.text()))
      chunk.histories.append(reader.history())
      let shown = reader.count()
      for _ in 0..<shown where !reader.isBroken {
        let digest = reader.digest()
        if let record = reader.record() { chunk.records.append((digest, record)) }
      }
    }
    return reader.isBroken || !reader.isAtEnd ? nil : chunk
  }
}

// MARK: - Its file

extension LedgerMemory {
  /// Reads what was kept in a site folder; nil if there is nothing, or nothing that can be believed.
  static func read(in folder: Folder, secret: Digest) -> LedgerMemory? {
    guard let bytes = try? folder.read(fileName, limit: 1 << 32) else { return nil }
    return LedgerMemory(bytes: bytes, secret: secret)
  }

  init?(bytes: [UInt8], secret: Digest) {
    let end = bytes.count - 32
    guard end > LedgerMemory.form.count, bytes.starts(with: LedgerMemory.form),
      bytes.withUnsafeBytes({ all in
        Digest(raw: UnsafeRawBufferPointer(rebasing: all[end...]))
          == LedgerMemory.seal(Digest(of: UnsafeRawBufferPointer(rebasing: all[..<end])), secret)
      })
    else { return nil }
    var chunks: [Range<Int>] = []
    let read = bytes.withUnsafeBytes { all -> (LedgerState, [String: RememberedFile])? in
      let payload = UnsafeRawBufferPointer(rebasing: all[LedgerMemory.form.count..<end])
      var reader = Unpacker(payload)
      guard reader.text() == ProgramIdentity.current else { return nil }
      guard let frame = reader.frame() else { return nil }
      let files = Dictionary(reader.list { $0.rememberedFile() }, uniquingKeysWith: { first, _ in first })
      chunks = reader.list { reader in
        let part = reader.part()
        let start = part.baseAddress.map { $0 - (all.baseAddress ?? $0) } ?? 0
        return start..<start + part.count
      }
      return reader.isBroken || !reader.isAtEnd ? nil : (frame, files)
    }
    guard let (frame, files) = read else { return nil }
    self.frame = frame
    self.files = files
    self.bytes = bytes
    self.chunks = chunks
  }

  /// The bytes that keep a state, in pieces.
  ///
  /// - Parameters:
  ///   - records: parsed records by version; those of what is live or waits are kept.
  ///   - files: working files that hold a version of the ledger.
  ///   - earlier: a memory that the state was taken over from: what did not change since is not packed again.
  static func pieces(
    of state: LedgerState, records: [Digest: Record], files: [String: RememberedFile], secret: Digest,
    earlier: Earlier? = nil
  ) -> [ArraySlice<UInt8>] {
    let chunks = Parallel.map(groups(of: state, earlier), atLeast: 2) { piece -> ArraySlice<UInt8> in
      guard case .together(let ids) = piece else {
        // As it lies in the memory that was read: not copied.
        if case .packed(let bytes) = piece { return bytes }
        return []
      }
      var out = Packer()
      out.list(ids) { out, id in
        let history = state.records[id] ?? RecordHistory()
        out.text(id.rawValue)
        out.history(history)
        let shown = Set([history.live?.digest, history.latest].compactMap(\.self))
        out.list(shown.compactMap { digest in records[digest].map { (digest, $0) } }) {
          $0.digest($1.0)
          $0.record($1.1)
        }
      }
      return out.chunk[...]
    }
    var head = Packer()
    head.raw(form)
    head.text(ProgramIdentity.current)
    head.frame(state)
    head.list(files) { $0.rememberedFile($1.key, $1.value) }
    head.count(chunks.count)
    var pieces = [head.bytes[...]]
    for chunk in chunks {
      var length = Packer()
      length.count(chunk.count)
      pieces += [length.bytes[...], chunk]
    }
    return pieces + [seal(Digest(ofPieces: pieces), secret).raw[...]]
  }

  /// A memory that a state was taken over from, and what became of it.
  struct Earlier: Sendable {
    let memory: LedgerMemory
    let groups: [[RecordID]]
    /// Records that events came for since.
    let touched: Set<RecordID>
  }

  /// A chunk to be: packed as it was, or records to pack.
  private enum Piece: Sendable {
    case packed(ArraySlice<UInt8>)
    case together([RecordID])
  }

  private static func groups(of state: LedgerState, _ earlier: Earlier?) -> [Piece] {
    var pieces: [Piece] = []
    var rest: [RecordID]
    if let earlier {
      var known: Set<RecordID> = []
      for (group, range) in zip(earlier.groups, earlier.memory.chunks) {
        let touched = group.filter(earlier.touched.contains)
        known.formUnion(touched)
        pieces.append(touched.isEmpty ? .packed(earlier.memory.bytes[range]) : .together(group))
      }
      rest = Array(earlier.touched.subtracting(known))
      // The last group takes in what is new, as long as it is small.
      if let last = earlier.groups.last, !rest.isEmpty, last.count + rest.count <= chunkSize {
        pieces.removeLast()
        rest = last + rest
      }
    } else {
      rest = Array(state.records.keys)
    }
    for first in stride(from: 0, to: rest.count, by: chunkSize) {
      pieces.append(.together(Array(rest[first..<min(first + chunkSize, rest.count)])))
    }
    return pieces
  }

  private static func seal(_ payload: Digest, _ secret: Digest) -> Digest { Digest(of: secret.raw + payload.raw) }
}

extension Packer {
  fileprivate mutating func rememberedFile(_ path: String, _ file: RememberedFile) {
    text(path)
    text(file.version.id.rawValue)
    digest(file.version.digest)
    digest(file.version.part)
    number(Int64(bitPattern: file.identity.inode))
    number(file.identity.size)
    number(file.identity.modified)
    number(file.identity.changed)
  }

  fileprivate mutating func frame(_ state: LedgerState) {
    optional(state.head) {
      $0.count($1.count)
      $0.digest($1.hash)
    }
    optional(state.lastTime) { $0.moment($1) }
    list(state.people.values) { $0.text(String(decoding: $1.json.bytes, as: UTF8.self)) }
    optional(state.policy) { $0.text(String(decoding: $1.json.bytes, as: UTF8.self)) }
    list(state.serials) {
      $0.count($1.key)
      $0.count($1.value)
    }
    optional(state.lastPublication) {
      $0.count($1.sequence)
      $0.digest($1.manifest)
      $0.digest($1.content)
      $0.layout($1.layout)
      $0.count($1.head.count)
      $0.digest($1.head.hash)
    }
    optional(state.agreedLayout) { $0.layout($1) }
    list(state.withheldFiles) {
      $0.digest($1.key)
      $0.list($1.value) { $0.text($1.rawValue) }
    }
  }

  private mutating func layout(_ value: LayoutDigests) {
    digest(value.templates)
    digest(value.settings)
  }
}

extension Unpacker {
  fileprivate mutating func rememberedFile() -> (String, RememberedFile) {
    let path = text()
    let version = KnownVersion(id: RecordID(rawValue: text()), digest: digest(), part: digest())
    let identity = FileIdentity(
      inode: UInt64(bitPattern: number()), size: number(), modified: number(), changed: number())
    return (path, RememberedFile(identity: identity, version: version))
  }

  /// A state but for its records and their addresses.
  fileprivate mutating func frame() -> LedgerState? {
    var state = LedgerState()
    state.head = optional { LedgerHead(count: $0.count(), hash: $0.digest()) }
    state.lastTime = optional { $0.moment() }
    for text in list({ $0.text() }) {
      guard let json = try? JSON(reading: Array(text.utf8)), let person = try? Person(json: json) else { return nil }
      state.people[person.account] = person
    }
    if let text = optional({ $0.text() }) {
      guard let json = try? JSON(reading: Array(text.utf8)), let policy = try? Policy(json: json) else { return nil }
      state.policy = policy
    }
    for (year, serial) in list({ ($0.count(), $0.count()) }) { state.serials[year] = serial }
    state.lastPublication = optional {
      LedgerState.Publication(
        sequence: $0.count(), manifest: $0.digest(), content: $0.digest(), layout: $0.layout(),
        head: LedgerHead(count: $0.count(), hash: $0.digest()))
    }
    state.agreedLayout = optional { $0.layout() }
    for (digest, ids) in list({ ($0.digest(), $0.list { RecordID(rawValue: $0.text()) }) }) {
      state.withheldFiles[digest] = Set(ids)
    }
    return isBroken ? nil : state
  }

  private mutating func layout() -> LayoutDigests { LayoutDigests(templates: digest(), settings: digest()) }
}
