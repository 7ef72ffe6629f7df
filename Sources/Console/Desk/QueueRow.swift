import Catalogue
import Oversight
import Records
import Review
import Values

/// One waiting version, with all that a queue shows, computed once.
final class QueueRow: Sendable {
  let id: RecordID
  let digest: Digest
  let title: String
  let unit: String
  let columnCode: String
  let columnName: String
  /// The next step.
  let step: ReviewStep
  let submittedBy: String
  let submittedAt: Moment
  /// 不能确定: an answer is awaited.
  let isUnsure: Bool
  let pause: PauseKind?
  /// Findings that hold the version until they are waived or removed.
  let blocking: Int
  /// All findings, waived ones and warnings too.
  let findings: Int
  /// Not the first version: something is on the site already.
  let isChange: Bool
  /// 可否公开 as it is proposed, with the reason where it is not to be public.
  let proposal: String
  /// 公开载体 as proposed.
  let carriers: String
  /// Whether it is proposed to be public of one's own accord.
  let isProactive: Bool
  /// The last day by 条例 Art. 26; nil where none runs.
  let due: DueDay?
  /// Working days left; negative once over.
  let left: Int?
  /// Accounts that may not take the step.
  let barred: Set<String>
  /// What a search looks in, folded.
  let words: String

  init(
    id: RecordID, version: Version, history: RecordHistory, record: Record?, findings: Int, blocking: Int,
    step: ReviewStep, state: LedgerState, catalogue: Catalogue, due next: ClockReading.Deadline?
  ) {
    self.id = id
    digest = version.digest
    title = record?.title ?? id.rawValue
    unit = record?.unit ?? ""
    columnCode = version.columnCode
    columnName = ColumnCode(version.columnCode).flatMap { catalogue[$0]?.name } ?? version.columnCode
    self.step = step
    submittedBy = version.submittedBy
    submittedAt = version.submittedAt
    isUnsure = version.unsure != nil
    pause = version.pause?.kind
    self.blocking = blocking
    self.findings = findings
    isChange = history.live != nil
    isProactive = record?.proposal == .proactive
    let reason = isProactive ? "" : record?.text(.withholding) ?? ""
    proposal = (record?.proposal?.rawValue ?? "没有写可否公开") + (reason.isEmpty ? "" : "(\(reason))")
    carriers = record?.carriers.map(\.rawValue).joined(separator: "、") ?? ""
    barred = state.barred(from: version, of: history, drafter: record?.text(.drafter))
    words = [title, unit, columnName, version.columnCode, id.rawValue].joined(separator: "\n").lowercased()
    due = next?.due
    left = next.flatMap { $0.left ?? $0.over.map { -$0 } }
  }

  /// Most urgent first, then by when it was put forward.
  static func isBefore(_ left: QueueRow, _ right: QueueRow) -> Bool {
    let (one, other) = (left.due?.day.ordinal ?? .max, right.due?.day.ordinal ?? .max)
    if one != other { return one < other }
    if left.submittedAt != right.submittedAt { return left.submittedAt < right.submittedAt }
    return left.id < right.id
  }

  /// Whether a person may take the step.
  func isFor(_ person: Person) -> Bool { person.roles.contains(step.role) && !barred.contains(person.account) }

  /// How urgent it is, in a word for the eye and one for the style sheet.
  var urgency: (word: String, style: String) {
    guard let left else { return ("无期限", "none") }
    if left < 0 { return ("已超限 \(-left) 个工作日", "over") }
    if left == 0 { return ("今天到期", "urgent") }
    return ("还剩 \(left) 个工作日", left <= 2 ? "urgent" : left <= 5 ? "soon" : "calm")
  }
}
