import Records
import Values

extension Ledger {
  /// Whether the ledger tells of a publication that was made from this head. (Each is made from its own: the events that
  /// it leaves come after it.)
  ///
  /// - Throws: `LedgerFault` if the ledger can't be read or its chain does not hold.
  public func hasPublication(from head: LedgerHead) throws(LedgerFault) -> Bool {
    try LedgerStore.guarded("读取台账") {
      try store.read { try load($0).lastPublication?.head == head || Ledger.publication(after: head, $0) == head }
    }
  }

  /// What is wrong with a published site, from the ledger's view: a ledger that leads to the head that the site was made
  /// from, but knows nothing of its publication, was saved before that and put back after it.
  ///
  /// A list of files that somebody changed by hand tells the same; where it shows no version that the ledger does not have
  /// on the site, nothing is lost, and the next publication mends it.
  ///
  /// - Parameters:
  ///   - head: that the site was made from.
  ///   - versions: that the site shows.
  /// - Returns: nil if nothing is wrong.
  /// - Throws: `LedgerFault` if the ledger can't be read or its chain does not hold.
  public func fault(
    of head: LedgerHead, showing versions: () -> [(record: RecordID, version: Digest)]
  ) throws(LedgerFault) -> String? {
    if let fault = try fault(of: head) { return fault }
    return try LedgerStore.guarded("读取台账") {
      try store.read { transaction in
        let state = try load(transaction)
        guard state.lastPublication?.head != head, try Ledger.publication(after: head, transaction) != head,
          try transaction.intent().flatMap(PublicationIntent.init(bytes:))?.head != head,
          let unknown = versions().first(where: { state.records[$0.record]?.live?.digest != $0.version })
        else { return nil }
        return "网站由台账第 \(head.count) 号事件处发布，台账却没有这次发布的记载(如网站上的「\(unknown.record)」):台账是那次发布之前的备份"
      }
    }
  }

  /// The head that the first publication after a head was made from.
  private static func publication(after head: LedgerHead, _ transaction: LedgerTransaction) throws -> LedgerHead? {
    let rows = try transaction.eventRows(after: head.count)
    while let row = try rows.next() {
      let event = try Event(bytes: row.bytes)
      guard event.act == .publish, event.record == nil else { continue }
      guard let count = event.details["events"]?.integer,
        let hash = event.details["head"]?.text.flatMap({ Digest(hex: $0) })
      else { return nil }
      return LedgerHead(count: Int(count), hash: hash)
    }
    return nil
  }
}
