import Records
import Review
import Screening
import Templates
import Values

/// A printable form (A4, one page for an ordinary record), filled from the ledger.
///
/// Names, posts, days and opinions are those of the ledger's events; places that nobody filled stay blank, to be filled
/// by hand. What the screening found is shown masked, and numbers of persons in the fields are masked as well: a paper
/// gets about more easily than a ledger.
public struct ReviewForm: Sendable {
  let kind: FormKind
  let dossier: RecordDossier

  /// Takes what the ledger holds on a record.
  public init(_ kind: FormKind, _ dossier: RecordDossier) {
    self.kind = kind
    self.dossier = dossier
  }

  /// The form in HTML: one file that asks for no other.
  ///
  /// - Throws: `TemplateErrors` if the form's template is at fault.
  public func html() throws(TemplateErrors) -> [UInt8] {
    let rows =
      switch kind {
      case .draftSheet: draftSheet
      case .approvalForm: approvalForm
      }
    let number = field(.documentNumber) ?? dossier.history?.indexNumber
    return try FormSheet(
      kind: kind, title: masked(title), office: dossier.settings.name, left: "标识：\(dossier.assessment.id)",
      right: number.map { "\(kind == .draftSheet ? "发文字号" : "编号")：\($0)" } ?? "编号：", rows: rows, notes: notes
    ).html()
  }

  var title: String { dossier.record?.title ?? dossier.assessment.title }

  // MARK: - Fields

  /// The text of a field with numbers of persons masked; nil if absent.
  func field(_ field: Field) -> String? { dossier.record?.text(field).map(masked) }

  func masked(_ text: String) -> String { Masking.maskedCopy(of: text, kind: .text).text }

  /// Attachments by name, the first few.
  var attachments: [String] {
    let names = (dossier.record?.attachments ?? []).map { masked(String($0.split(separator: "/").last ?? "")) }
    guard names.count > ReviewForm.listed else { return names.isEmpty ? ["无"] : names }
    return names.prefix(ReviewForm.listed - 1) + ["……共 \(names.count) 件"]
  }

  private static let listed = 4

  /// Who drafted: 拟稿人 as the record names them, else who submitted.
  var drafter: String {
    field(.drafter) ?? dossier.version.map { name($0.submittedBy, at: $0.submission) } ?? ""
  }

  // MARK: - People and steps

  /// The name of who held an account when an event was recorded, or the account where that was nobody.
  func name(_ account: String, at event: Int) -> String {
    dossier.incumbents.person(account, at: event)?.name ?? account
  }

  /// The name of who held an account at a time.
  func name(_ account: String, at time: Moment) -> String {
    dossier.incumbents.person(account, at: time)?.name ?? account
  }

  /// Name, post and day.
  func signature(_ taken: Version.StepTaken) -> String {
    "\(name(taken.account, at: taken.sequence))(\(taken.post))  \(taken.time.day.chinese)"
  }

  /// What was done on a step of the version; nil if nothing yet.
  func taken(_ step: ReviewStep) -> Version.StepTaken? { dossier.version?.agreements.first { $0.step == step.name } }

  /// A row for each step in force, with the words of who took it.
  var opinions: [FormSheet.Row] { dossier.steps.map(opinion) }

  private func opinion(_ step: ReviewStep) -> FormSheet.Row {
    var cell = FormSheet.Cell(span: 10)
    let version = dossier.version
    if let returned = version?.returned, returned.step == step.name {
      cell.notes = ["退回：\(masked(returned.reason ?? ""))"]
      cell.sign = signature(returned)
    } else if let agreed = taken(step) {
      cell.notes = [agreedWords(step)]
      cell.sign = signature(agreed)
    } else if step.name == ReviewStep.secrecyReview, let unsure = version?.unsure {
      cell.notes = ["不能确定，报请确定：\(masked(unsure.reason ?? ""))"]
      cell.sign = signature(unsure)
    } else {
      cell.sign = "签名：            年    月    日"
    }
    if step.name == ReviewStep.secrecyReview { cell.choices = [conclusion(step)] }
    if step.name == ReviewStep.approval { cell.choices = decided }
    return FormSheet.Row(size: .opinion, cells: [FormSheet.head(ReviewForm.heading(step)), cell])
  }

  private static func heading(_ step: ReviewStep) -> String {
    switch step.name {
    case "科室审核": "科室负责人意见"
    case ReviewStep.secrecyReview: "保密审查意见"
    case ReviewStep.approval: "签发人批准意见"
    default: "\(step.name)意见"
    }
  }

  private func agreedWords(_ step: ReviewStep) -> String {
    guard step.name == ReviewStep.approval, let approval = dossier.version?.approval else {
      let proposal = dossier.record?.proposal?.rawValue
      return proposal.map { "同意(拟\($0))" } ?? "同意"
    }
    let changed = dossier.record?.proposal != approval.disclosure
    let reason = approval.withholding.map { "，理由：\(reasonWords($0))" } ?? ""
    return "同意，决定\(approval.disclosure.rawValue)\(changed ? "(与拟稿意见不同)" : "")\(masked(reason))"
  }

  private func conclusion(_ step: ReviewStep) -> FormSheet.Choice {
    let words = ["可以公开", "删除部分内容后公开", "不宜公开", "不能确定，报请确定"]
    var ticked: [String] = []
    if dossier.version?.unsure != nil {
      ticked = [words[3]]
    } else if taken(step) != nil, dossier.record?.proposal == .proactive {
      ticked = [words[0]]
    } else if taken(step) != nil, dossier.record?.proposal == .withheld {
      ticked = [words[2]]
    }
    return FormSheet.choice("结论", words, ticked: ticked)
  }

  /// 可否公开 and 公开载体 as they were decided; blank boxes while nothing is.
  private var decided: [FormSheet.Choice] {
    let approval = dossier.version?.approval
    return [
      FormSheet.choice(
        "可否公开", Disclosure.allCases.map(\.rawValue), ticked: [approval?.disclosure.rawValue].compactMap(\.self)),
      FormSheet.choice(
        "公开载体", Carrier.allCases.map(\.rawValue),
        ticked: approval?.disclosure == .proactive ? approval?.carriers.map(\.rawValue) ?? [] : []),
    ]
  }

  /// A written reason with its name and article.
  func reasonWords(_ written: String) -> String {
    guard let reason = WithholdingReason(written: written) else { return written }
    return written.contains(reason.name)
      ? "\(written)(\(reason.article))" : "\(written)(\(reason.name)，\(reason.article))"
  }

  // MARK: - Foot

  private var notes: [String] {
    var notes: [String] = []
    if let version = dossier.version {
      notes.append(
        "版本 \(version.digest.short)，\(name(version.submittedBy, at: version.submission))于 \(version.submittedAt) 提交；以上由审查台账填写，改动任何一个字即为新版本，须重新审查。"
      )
    } else {
      notes.append("草稿，尚未提交审查；以工作文件填写。提交后请重新打印。")
    }
    return notes + ["截至 \(dossier.asOf)。内部审批用纸，不得公开；筛查结果已遮盖。"]
  }
}
