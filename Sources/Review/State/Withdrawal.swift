import Diagnostics
import Records
import Values

/// Why, and so in what public form, a record leaves the site (DESIGN §5).
public enum WithdrawalKind: String, Sendable, Hashable, CaseIterable {
  /// A tombstone.
  case mistake = "发布有误"
  /// The text stays, under a banner.
  case repealed = "失效废止"
  /// A redirect to the record that took its place.
  case merged = "并入替代"
  /// A tombstone: the 公示 is over.
  case expired = "期满"
  /// Every byte gone at once; the tombstone says nothing.
  case emergency = "紧急撤下"

  /// What a person can do on the spot where the site can't be made anew.
  public static let byHand = "先从网站服务器上删去这条信息的网页和附件"

  /// That an emergency withdrawal was not recorded at all; why comes after it.
  public static func nothingDone(_ remedy: String) -> Diagnostic {
    Diagnostic("withdrawn", "紧急撤下没有办理，信息仍在网站上", remedy: remedy)
  }

  /// The same, of a ledger that is older than the site: it would be forgotten there.
  public static let onOldLedger = nothingDone("\(byHand)；改正下列问题(如换回正确的台账)后须重新办理紧急撤下")

  /// Roles that may decide it.
  public var roles: [Role] {
    switch self {
    case .emergency: [.unitHead, .secrecyReviewer, .signer, .disclosureOffice]
    default: [.signer, .disclosureOffice]
    }
  }
}

/// A withdrawal decided by a person and not overtaken by a new approval.
public struct Withdrawal: Sendable, Hashable {
  public let kind: WithdrawalKind
  public let reason: String
  public let target: RecordID?
  public let account: String
  public let post: String
  public let time: Moment
  public let sequence: Int
  /// Who confirmed an emergency withdrawal, and when.
  public var confirmation: Confirmation?

  /// A second person's word.
  public struct Confirmation: Sendable, Hashable {
    public let account: String
    public let time: Moment
  }
}
