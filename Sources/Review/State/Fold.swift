import Records
import Values

extension LedgerState {
  /// Takes the next event.
  ///
  /// - Parameter hash: the event's own hash.
  /// - Throws: `LedgerFault` for an event that can't follow from the state before: the chain may be whole and
  ///   the history still impossible.
  public mutating func apply(_ event: Event, hash: Digest) throws(LedgerFault) {
    guard event.sequence == (head?.count ?? 0) + 1 else { throw LedgerFault("事件序号不连续") }
    guard event.previous == head?.hash else { throw LedgerFault("与上一事件不相连") }
    if let lastTime, event.time < lastTime { throw LedgerFault("时间早于上一事件") }
    guard (event.act == .founding) == (head == nil) else { throw LedgerFault("台账应以设立开始，且只设立一次") }
    switch event.act {
    case .founding, .people, .policy: try applyRules(event)
    case .publish where event.record == nil: try applyPublication(event)
    default: try applyToRecord(event, hash: hash)
    }
    head = LedgerHead(count: event.sequence, hash: hash)
    lastTime = event.time
  }

  /// Takes the events of a ledger that come after those taken before.
  ///
  /// - Parameters:
  ///   - last: number of the last event to take; nil for all.
  ///   - listing: whether to tell of which records there were events.
  ///   - after: told of each event once it was taken, with its hash and what it led to.
  mutating func fold(
    _ transaction: LedgerTransaction, upTo last: Int? = nil, listing: Bool = false,
    after: ((Event, Digest, borrowing LedgerState) -> Void)? = nil
  ) throws -> Set<RecordID> {
    var touched: Set<RecordID> = []
    let known = head?.count ?? 0
    let rows = try transaction.eventRows(after: known, limit: last.map { $0 - known } ?? -1)
    // Hashing and reading need nothing of the events before: both cores do it, while this one folds those before.
    try Parallel.stream(
      {
        var batch: [KeptEvent] = []
        while batch.count < Ledger.batch, let row = try rows.next() { batch.append(row) }
        return batch
      },
      { kept in Result { () throws(LedgerFault) in try ReadEvent(kept) } },
      take: { read in
        for result in read {
          let one = try result.get()
          do throws(LedgerFault) {
            try apply(one.event, hash: one.hash)
          } catch {
            throw LedgerFault("台账第 \(one.event.sequence) 号事件:\(error.message)")
          }
          after?(one.event, one.hash, self)
          if listing, let record = one.event.record { touched.insert(record) }
        }
      })
    return touched
  }

  mutating func applyRules(_ event: Event) throws(LedgerFault) {
    if event.act != .policy {
      guard let listed = event.details["people"]?.elements else { throw LedgerFault("人员记录残缺") }
      var people: [String: Person] = [:]
      for json in listed {
        let person = try Person(json: json)
        people[person.account] = person
      }
      self.people = people
      names.take(people, at: event.sequence)
    }
    if event.act != .people {
      guard let policy = event.details["policy"] else { throw LedgerFault("审查规则残缺") }
      self.policy = try Policy(json: policy)
      agreedLayout = event.details["layout"].flatMap(LayoutDigests.init(json:)) ?? agreedLayout
    }
  }

  private mutating func applyPublication(_ event: Event) throws(LedgerFault) {
    guard let manifest = event.details["manifest"]?.text.flatMap({ Digest(hex: $0) }),
      let content = event.details["content"]?.text.flatMap({ Digest(hex: $0) }),
      let layout = event.details["layout"].flatMap(LayoutDigests.init(json:)),
      let count = event.details["events"]?.integer,
      let hash = event.details["head"]?.text.flatMap({ Digest(hex: $0) })
    else { throw LedgerFault("发布记录残缺") }
    lastPublication = Publication(
      sequence: event.sequence, manifest: manifest, content: content, layout: layout,
      head: LedgerHead(count: Int(count), hash: hash))
  }

  mutating func applyToRecord(_ event: Event, hash: Digest) throws(LedgerFault) {
    guard let id = event.record else { throw LedgerFault("事件没有写明记录") }
    // Changed where it stands, not copied.
    switch event.act {
    case .agree:
      // An agreement of somebody who could not take the step counts for nothing: what stands on it is held.
      guard mayTakeStep(event) else { return }
      let version = try records[id, default: RecordHistory()].agree(event, hash: hash)
      applyApproval(of: version, id: id)
    case .publish:
      try records[id, default: RecordHistory()].goLive(event)
      try applyAddress(of: id)
    case .withdraw:
      try records[id, default: RecordHistory()].withdraw(event)
      if let history = records[id], history.withdrawal?.kind == .emergency {
        for version in history.versions.values { withhold(version, of: id) }
      }
    default: try records[id, default: RecordHistory()].apply(event)
    }
  }

  /// Whether who agreed held the role of the step then.
  private func mayTakeStep(_ event: Event) -> Bool {
    guard let name = event.details["step"]?.text, let step = policy?.steps.first(where: { $0.name == name }) else {
      return false
    }
    return people[event.account]?.roles.contains(step.role) == true
  }

  private mutating func applyApproval(of version: Version, id: RecordID) {
    guard let approval = version.approval else { return }
    if approval.disclosure != .proactive {
      withhold(version, of: id)
    } else if !withheldFiles.isEmpty {
      for part in version.parts { withheldFiles[part.digest]?.remove(id) }
    }
  }

  private mutating func withhold(_ version: Version, of id: RecordID) {
    for part in version.parts where part.isFile { withheldFiles[part.digest, default: []].insert(id) }
  }

  private mutating func applyAddress(of id: RecordID) throws(LedgerFault) {
    guard let history = records[id], let index = history.indexNumber, let address = history.address else { return }
    if let owner = addresses[address], owner != id { throw LedgerFault("地址「\(address)」被分给了两条记录") }
    addresses[address] = id
    if let (year, serial) = IndexNumber.parts(index) { serials[year] = max(serials[year] ?? 0, serial) }
  }
}

extension RecordHistory {
  /// Takes an event that concerns nothing but the record.
  fileprivate mutating func apply(_ event: Event) throws(LedgerFault) {
    switch event.act {
    case .submit: try submit(event)
    case .sendBack, .unsure, .answer: try applyStep(event)
    case .waive: try waive(event)
    case .pause, .resume: try applyPause(event)
    case .revoke: try revoke(event)
    case .reassess: try reassess(event)
    case .keepRoute: try keepRoute(event)
    case .accept: try accept(event)
    case .confirmWithdrawal: try withdraw(event)
    case .requestExpunge, .expunge: try expunge(event)
    case .takeDown: try takeDown(event)
    case .agree, .publish, .withdraw, .founding, .people, .policy: break
    }
  }
}

/// 索引号: `统一社会信用代码/YYYY-NNNNN` (DESIGN §6).
public enum IndexNumber {
  /// Writes one; the serial has at least five digits.
  public static func text(code: SocialCreditCode, year: Int, serial: Int) -> String {
    let digits = String(serial)
    let padded = String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    return "\(code.text)/\(year)-\(padded)"
  }

  /// Year and serial of one.
  static func parts(_ text: String) -> (year: Int, serial: Int)? {
    let utf8 = text.utf8
    let tail = utf8[(utf8.lastIndex(of: UInt8(ascii: "/")).map(utf8.index(after:)) ?? utf8.startIndex)...]
    guard let dash = tail.firstIndex(of: UInt8(ascii: "-")),
      let year = Int(Substring(tail[..<dash])), let serial = Int(Substring(tail[utf8.index(after: dash)...]))
    else { return nil }
    return (year, serial)
  }
}
