import Catalogue
import Records
import Values

extension PublicationPlan {
  /// The plan of a look ahead: what is on the site now, and one version in its place among it, as if it were approved and
  /// published on a day. For reviewers to look at only; it is never recorded, and no publication is made from it.
  ///
  /// - Parameters:
  ///   - live: the parsed records of what is on the site, by the digest of the version.
  ///   - address: gives a new record its address, from its column, the day it was formed, and its number.
  public init(
    showing record: Record, _ version: Version, among live: [Digest: Record], state: LedgerState, asOf: Day,
    creditCode: SocialCreditCode, address: (_ column: ColumnCode, _ formed: Day, _ indexNumber: String) -> String
  ) {
    let moment = max(Moment(startOf: asOf), state.lastTime ?? Moment(startOf: asOf))
    var pages = state.records.compactMap { id, history -> Page? in
      guard id != record.id, let now = history.live, let shown = live[now.digest],
        let version = history.versions[now.digest], let index = history.indexNumber, let address = history.address,
        let first = history.firstPublished, history.withdrawal.map({ $0.kind == .repealed }) ?? true
      else { return nil }
      return Page(
        record: shown, version: version, approval: now.approval, indexNumber: index, address: address,
        firstPublished: first, since: now.since, repealed: history.withdrawal)
    }
    let history = state.records[record.id]
    let year = record.formed.year
    let number =
      history?.indexNumber ?? IndexNumber.text(code: creditCode, year: year, serial: (state.serials[year] ?? 0) + 1)
    let isLive = history?.live?.digest == version.digest
    pages.append(
      Page(
        record: record, version: version, approval: version.approval?.hash ?? version.digest, indexNumber: number,
        address: history?.address ?? address(record.column, record.formed, number),
        firstPublished: history?.firstPublished ?? moment, since: isLive ? history?.live?.since ?? moment : moment,
        repealed: isLive ? history?.withdrawal : nil))
    self.asOf = asOf
    head = state.head ?? LedgerHead(count: 0, hash: version.digest)
    catalogue = state.catalogue
    self.pages = pages.sorted { $0.record.id < $1.record.id }
    tombstones = []
    moved = []
    goingLive = []
    takingDown = []
  }
}
