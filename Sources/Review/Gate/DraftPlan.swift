import Catalogue
import Records
import Values

extension PublicationPlan {
  /// The digest that stands for an approval in a draft, which has none.
  private static let noApproval = Digest(of: "gongkai-draft")

  /// The plan of a draft: the working files as they would look on the site, approved by nobody. For `preview` only;
  /// it is never recorded, and no publication is made from it.
  ///
  /// What is proposed to be 主动公开 is shown, with its own number and address where it has them and the next free ones
  /// where it has not.
  public init(
    draftOf site: WorkingSite, state: LedgerState, catalogue: Catalogue, asOf: Day, creditCode: SocialCreditCode,
    address: (_ column: ColumnCode, _ formed: Day, _ indexNumber: String) -> String
  ) {
    let moment = max(Moment(startOf: asOf), state.lastTime ?? Moment(startOf: asOf))
    var serials = state.serials
    let shown = site.records.filter { $0.record.proposal == .proactive }
    pages = shown.sorted { ($0.record.formed, $0.record.id) < ($1.record.formed, $1.record.id) }.map { working in
      let record = working.record
      let history = state.records[record.id]
      let year = record.formed.year
      let number =
        history?.indexNumber
        ?? IndexNumber.text(code: creditCode, year: year, serial: PublicationPlan.next(year, &serials))
      return Page(
        record: record, version: Version(draftOf: working), approval: PublicationPlan.noApproval, indexNumber: number,
        address: history?.address ?? address(record.column, record.formed, number),
        firstPublished: history?.firstPublished ?? moment, since: moment, repealed: nil)
    }.sorted { $0.record.id < $1.record.id }
    self.asOf = asOf
    head = state.head ?? LedgerHead(count: 0, hash: PublicationPlan.noApproval)
    self.catalogue = catalogue
    tombstones = []
    moved = []
    goingLive = []
    takingDown = []
  }

  private static func next(_ year: Int, _ serials: inout [Int: Int]) -> Int {
    serials[year, default: 0] += 1
    return serials[year, default: 1]
  }
}

extension Version {
  /// A version of working files that nobody submitted.
  public init(draftOf working: WorkingRecord) {
    self.init(
      digest: working.digest, columnCode: working.record.column.description, parts: working.parts.map(\.reference),
      formDigest: nil, submittedBy: "", submittedAt: Moment(seconds: 0), submission: 0, contributors: [])
  }
}
