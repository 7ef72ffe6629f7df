import Catalogue
import Records
import Values

/// Everything that follows from the events: `state = fold(events)`; nothing of it is stored (DESIGN §5).
public struct LedgerState: Sendable {
  /// Nil for a ledger without events.
  public var head: LedgerHead?
  public var lastTime: Moment?
  public var people: [String: Person] = [:]
  public var policy: Policy? {
    didSet { if policy?.catalogueChanges != oldValue?.catalogueChanges { catalogue = policy?.catalogue ?? .standard } }
  }
  /// The catalogue in force, made once for each policy.
  public private(set) var catalogue: Catalogue = .standard
  /// The names that accounts ever had.
  public var names = KnownNames()
  public var records: [RecordID: RecordHistory] = [:]
  /// Last serial number used, by year of the 索引号.
  public var serials: [Int: Int] = [:]
  /// Every address ever given to a record.
  public var addresses: [String: RecordID] = [:]
  public var lastPublication: Publication?
  /// Templates and settings that a 管理员 last agreed to.
  public var agreedLayout: LayoutDigests?
  /// Files decided not to be public, or taken down in an emergency, and the records that they came with.
  public var withheldFiles: [Digest: Set<RecordID>] = [:]

  /// What the last site-wide 发布 recorded.
  public struct Publication: Sendable, Hashable {
    public let sequence: Int
    public let manifest: Digest
    /// Digest of the list of files, without the head.
    public let content: Digest
    public let layout: LayoutDigests
    /// The head that it was made from.
    public let head: LedgerHead
  }

  /// An empty ledger.
  public init() {}

  /// What a function finds of records, ordered by their ids. (Most records give nothing, so what is found is ordered,
  /// not what is searched.)
  func inOrder<Found>(_ find: (RecordID, RecordHistory) throws -> Found?) rethrows -> [Found] {
    var found: [(id: RecordID, value: Found)] = []
    for (id, history) in records {
      if let value = try find(id, history) { found.append((id, value)) }
    }
    return found.sorted { $0.id < $1.id }.map(\.value)
  }

  /// Versions that are live or approved and are made of one Markdown file.
  var singleFileVersions: KnownVersions {
    KnownVersions(
      of: { id in records[id].flatMap { LedgerState.singleFile(id, $0) } },
      all: {
        var known: [String: KnownVersion] = [:]
        known.reserveCapacity(records.count)
        for (id, history) in records {
          if let (path, version) = LedgerState.singleFile(id, history) { known[path] = version }
        }
        return known
      })
  }

  private static func singleFile(_ id: RecordID, _ history: RecordHistory) -> KnownVersions.Placed? {
    guard history.withdrawal == nil, history.tombstone == nil, let latest = history.latest,
      let version = history.versions[latest], version.approval != nil || history.live?.digest == latest,
      version.returned == nil, version.parts.count == 1, version.parts[0].kind == .record
    else { return nil }
    return (version.parts[0].path, KnownVersion(id: id, digest: latest, part: version.parts[0].digest))
  }

  /// Whether something that was withdrawn in an emergency is still on the site: no publication took it off since.
  public var isLeaking: Bool { records.values.contains { $0.withdrawal?.kind == .emergency && $0.live != nil } }
}

/// Digests of what pages are made with besides records.
public struct LayoutDigests: Sendable, Hashable {
  public let templates: Digest
  public let settings: Digest

  /// Makes a pair.
  public init(templates: Digest, settings: Digest) {
    self.templates = templates
    self.settings = settings
  }

  var json: JSON { ["templates": .string(templates.hex), "settings": .string(settings.hex)] }

  init?(json: JSON) {
    guard let templates = json["templates"]?.text.flatMap({ Digest(hex: $0) }),
      let settings = json["settings"]?.text.flatMap({ Digest(hex: $0) })
    else { return nil }
    self.init(templates: templates, settings: settings)
  }
}
