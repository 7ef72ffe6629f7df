import Catalogue
import Diagnostics
import Records
import Values

/// What a publication will put on the site: only versions that passed the gate.
public struct PublicationPlan: Sendable {
  public let asOf: Day
  /// The ledger's head that the plan was made from.
  public let head: LedgerHead
  public let catalogue: Catalogue
  /// Records on the site afterwards, ordered by id.
  public let pages: [Page]
  /// Records that stand as a tombstone or redirect afterwards, ordered by id.
  public let tombstones: [Grave]
  /// Addresses that records had on an earlier site (原网址), each with where the record stands now: in the order in which
  /// their records were first published, so that the first of them keeps an address that two claim.
  public let moved: [Moved]
  /// What the ledger will record of records that come.
  public let goingLive: [GoingLive]
  /// What the ledger will record of records that leave.
  public let takingDown: [TakingDown]

  /// A record on the site.
  ///
  /// One object, since it is sorted and passed about by the thousand.
  public final class Page: Sendable {
    public let record: Record
    public let version: Version
    /// The version's digest.
    public let digest: Digest
    public let approval: Digest
    /// 公开载体 as 批准 fixed them; as they are proposed where nothing is approved, in a draft.
    public let carriers: [Carrier]
    /// Whether a reviewer waived a finding in the version.
    public let hasWaivers: Bool
    public let indexNumber: String
    /// Path below the base path.
    public let address: String
    /// 发布日期: first publication of the record.
    public let firstPublished: Moment
    /// When this version went live.
    public let since: Moment
    /// A repealed document stays, under a banner.
    public let repealed: Withdrawal?

    init(
      record: Record, version: Version, approval: Digest, indexNumber: String, address: String, firstPublished: Moment,
      since: Moment, repealed: Withdrawal?
    ) {
      self.record = record
      self.version = version
      digest = version.digest
      self.approval = approval
      // Looked up once: what is looked up for every record by turns is no longer at hand each time.
      carriers = version.approvals[approval] ?? record.carriers
      hasWaivers = !version.waivers.isEmpty
      self.indexNumber = indexNumber
      self.address = address
      self.firstPublished = firstPublished
      self.since = since
      self.repealed = repealed
    }
  }

  /// A record that left the site.
  public struct Grave: Sendable {
    public let id: RecordID
    public let address: String
    public let indexNumber: String
    public let firstPublished: Moment
    public let tombstone: RecordHistory.Tombstone
    /// What it took the place of (替代) while it was on the site: taking its page down puts no law into force again.
    public var replaces: [RecordID] = []
  }

  /// An address of an earlier site.
  public struct Moved: Sendable, Hashable {
    public let record: RecordID
    /// As the record gives it: `https://old.example.gov.cn/a/1.html`, or a path of this site from its root.
    public let from: String
    /// Path of the record's page below the base path.
    public let address: String
    /// Whether the version on the site states it. What only an earlier version stated stays, but nobody can mend it.
    public let isStated: Bool
  }

  /// A version that goes live.
  public struct GoingLive: Sendable, Hashable {
    public let record: RecordID
    public let digest: Digest
    public let indexNumber: String
    public let address: String
    public let firstPublished: Moment
    public let since: Moment
    public let approval: Digest
    /// 原网址, which keeps leading to the record from now on.
    public let originalURL: String?

    /// Puts together what is recorded of a version that goes live.
    public init(
      record: RecordID, digest: Digest, indexNumber: String, address: String, firstPublished: Moment, since: Moment,
      approval: Digest, originalURL: String? = nil
    ) {
      self.record = record
      self.digest = digest
      self.indexNumber = indexNumber
      self.address = address
      self.firstPublished = firstPublished
      self.since = since
      self.approval = approval
      self.originalURL = originalURL
    }
  }

  /// A record that leaves.
  public struct TakingDown: Sendable, Hashable {
    public let record: RecordID
    public let kind: WithdrawalKind
    public let day: Day
    public let target: RecordID?
  }
}

extension PublicationPlan {
  /// A version that will be on the site.
  private typealias Outgoing = (id: RecordID, version: Assessment.Outgoing)

  /// Plans a publication.
  ///
  /// The moment of publication is the later of the as-of day's beginning and the ledger's last event: the same
  /// ledger and day always give the same pages, and nothing is dated before it was approved.
  /// - Parameter address: gives a new record its address, from its column, the day it was formed, and its number.
  public init?(
    _ examination: Examination, creditCode: SocialCreditCode,
    address: @escaping @Sendable (_ column: ColumnCode, _ formed: Day, _ indexNumber: String) -> String
  ) {
    let state = examination.state
    guard let head = state.head, let lastTime = state.lastTime else { return nil }
    let moment = max(Moment(startOf: examination.asOf), lastTime)
    // Assessments come in the order of ids, and so do the pages; numbers are given in the order of formation.
    let outgoing = examination.assessments.compactMap { item -> Outgoing? in
      item.outgoing.map { (item.id, $0) }
    }
    let takingDown = PublicationPlan.takingDown(examination, day: moment.day)
    let graves = Beside { PublicationPlan.graves(examination, staying: outgoing.lazy.map(\.id), takingDown) }
    var serials = state.serials
    var numbers: [RecordID: String] = [:]
    let unnumbered = outgoing.filter { $0.version.history.indexNumber == nil }.map { ($0.version.record.formed, $0.id) }
    for (formed, id) in unnumbered.sorted(by: <) {
      let serial = (serials[formed.year] ?? 0) + 1
      serials[formed.year] = serial
      numbers[id] = IndexNumber.text(code: creditCode, year: formed.year, serial: serial)
    }
    let pages = Parallel.map(outgoing) { [numbers] item in
      let (record, history) = (item.version.record, item.version.history)
      let index = history.indexNumber ?? numbers[item.id] ?? ""
      return Page(
        record: record, version: item.version.version, approval: item.version.approval, indexNumber: index,
        address: history.address ?? address(record.column, record.formed, index),
        firstPublished: history.firstPublished ?? moment,
        since: item.version.isNew ? moment : history.live?.since ?? moment,
        repealed: item.version.isNew ? nil : history.withdrawal)
    }
    self.pages = pages
    goingLive = zip(outgoing, pages).filter { $0.0.version.isNew }
      .map { ($1.record.formed, $0.id, $1) }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
      .map { _, id, page in
        GoingLive(
          record: id, digest: page.version.digest, indexNumber: page.indexNumber, address: page.address,
          firstPublished: page.firstPublished, since: page.since, approval: page.approval,
          originalURL: page.record.text(.originalURL))
      }
    self.asOf = examination.asOf
    self.head = head
    catalogue = state.catalogue
    self.takingDown = takingDown
    tombstones = graves.result()
    moved = PublicationPlan.moved(state, zip(pages, outgoing.lazy.map(\.version.history)), tombstones)
  }

  /// Every 原网址 that was ever published leads to where its record stands, or to what stands in its place. Of what
  /// was taken down in an emergency nothing is said.
  private static func moved(
    _ state: LedgerState, _ pages: some Sequence<(Page, RecordHistory)>, _ graves: [Grave]
  ) -> [Moved] {
    var moved: [(first: Moment, index: String, address: Moved)] = []
    for (page, history) in pages {
      let known = history.originalURLs
      guard !known.isEmpty || page.record.has(.originalURL) else { continue }
      let stated = page.record.text(.originalURL)
      for from in known.union([stated].compactMap(\.self)) {
        let address = Moved(record: page.record.id, from: from, address: page.address, isStated: from == stated)
        moved.append((page.firstPublished, page.indexNumber, address))
      }
    }
    for grave in graves where grave.tombstone.kind != .emergency {
      for from in state.records[grave.id]?.originalURLs ?? [] {
        let address = Moved(record: grave.id, from: from, address: grave.address, isStated: false)
        moved.append((grave.firstPublished, grave.indexNumber, address))
      }
    }
    return moved.sorted { ($0.first, $0.index, $0.address.from) < ($1.first, $1.index, $1.address.from) }
      .map(\.address)
  }

  /// What a publication of what was examined takes down, or puts a banner on.
  public static func takingDown(_ examination: Examination) -> [TakingDown] {
    guard let lastTime = examination.state.lastTime else { return [] }
    return takingDown(examination, day: max(Moment(startOf: examination.asOf), lastTime).day)
  }

  private static func takingDown(_ examination: Examination, day: Day) -> [TakingDown] {
    examination.assessments.compactMap { item in
      // What is published and stays is no question.
      guard item.live != .published || item.outgoing == nil else { return nil }
      guard let history = examination.state.records[item.id], history.live != nil else { return nil }
      if let withdrawal = history.withdrawal, item.outgoing?.isNew != true {
        guard history.tombstone?.kind != withdrawal.kind else { return nil }
        return TakingDown(record: item.id, kind: withdrawal.kind, day: day, target: withdrawal.target)
      }
      guard item.outgoing == nil else { return nil }
      return TakingDown(record: item.id, kind: .expired, day: day, target: nil)
    }
  }

  /// What a record that left took the place of by its last version on the site, where that was in force.
  private static func replaced(
    by history: RecordHistory, _ examination: Examination
  ) -> [RecordID] {
    guard let last = history.lastShown,
      let record = examination.records[last], record.has(.replaces),
      record.day(.effectiveFrom).map({ $0 > examination.asOf }) != true
    else { return [] }
    return record.list(.replaces).map(RecordID.init(rawValue:))
  }

  private static func graves(
    _ examination: Examination, staying: some Sequence<RecordID>, _ takingDown: [TakingDown]
  ) -> [Grave] {
    let leaving = Dictionary(takingDown.map { ($0.record, $0) }, uniquingKeysWith: { first, _ in first })
    var graves = examination.state.inOrder { id, history -> Grave? in
      guard let address = history.address, let index = history.indexNumber, let first = history.firstPublished else {
        return nil
      }
      let planned = leaving[id].map {
        RecordHistory.Tombstone(kind: $0.kind, day: $0.day, target: $0.target, sequence: 0)
      }
      return (planned ?? history.tombstone).map {
        Grave(
          id: id, address: address, indexNumber: index, firstPublished: first, tombstone: $0,
          replaces: replaced(by: history, examination))
      }
    }
    if !graves.isEmpty {
      let staying = Set(staying)
      graves.removeAll { staying.contains($0.id) }
    }
    return graves
  }
}
