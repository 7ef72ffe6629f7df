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
