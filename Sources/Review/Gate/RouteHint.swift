import Diagnostics
import Records
import Values

/// Why a record looks like one of the four kinds of information that go up to the government (上交, 篇3 二(一)).
///
/// A guess, never a decision: it is told at submission, and a person answers it by writing 上交 or by saying why the
/// record stays.
public struct RouteHint: Sendable, Hashable {
  public let kind: HandoverKind
  /// What in the record says so.
  public let sign: String

  /// Looks at a record that is proposed to be public and says nothing of 上交; nil where nothing speaks for it.
  public init?(_ record: Record) {
    guard record.handover == nil, record.proposal == .proactive, !RouteHint.isOwn(record) else { return nil }
    let topic = record.text(.topic) ?? ""
    let title = record.title
    if let word = RouteHint.meetings.first(where: title.holds) {
      (kind, sign) = (.meeting, "标题写有「\(word)」")
    } else if topic.holds("应急") {
      (kind, sign) = (.emergency, "主题分类是「\(topic)」")
    } else if let word = RouteHint.emergencies.first(where: title.holds) {
      (kind, sign) = (.emergency, "标题写有「\(word)」")
    } else if topic.holds("电子政务") {
      (kind, sign) = (.electronicGovernment, "主题分类是「\(topic)」")
    } else if title.holds("电子政务") {
      (kind, sign) = (.electronicGovernment, "标题写有「电子政务」")
    } else if let number = record.text(.documentNumber), RouteHint.isOfficeNumber(number),
      record.text(.relevance) == nil, !RouteHint.inner.contains(where: title.holds)
    {
      (kind, sign) = (.officeDocument, "发文字号「\(number)」是以办公厅(室)名义发的文件")
    } else {
      return nil
    }
  }

  /// The three kinds of meetings of 篇3 二(一)3.
  private static let meetings = ["常务会议", "全体会议", "重点工作会议"]
  private static let emergencies = ["应急预案", "应急响应", "应急处置", "应急演练", "突发事件", "突发公共事件"]
  /// Words of internal management, which stays with the office (篇3 二(一)1).
  private static let inner = ["机关内部", "内部管理", "本办", "值班", "考勤", "后勤", "财务管理", "公务用车", "固定资产", "科室", "效能"]
  private static let officeNumbers = ["办发", "办函", "办字", "办规", "办通", "办明电", "办发电"]

  /// Columns about the office itself, its disclosure work, and what is only handed out.
  private static func isOwn(_ record: Record) -> Bool {
    let code = "\(record.column)"
    return code == "1" || ["1.", "3.5", "4.1.1", "4.2"].contains(where: code.hasPrefix)
  }

  /// Whether the part before the year names the office and not the government.
  private static func isOfficeNumber(_ number: String) -> Bool {
    let prefix = number.prefix { !"〔[(（【0123456789".contains($0) }.filter { !$0.isWhitespace }
    return officeNumbers.contains(where: prefix.hasSuffix)
  }

  /// What is told to who submits.
  public func warning(for id: RecordID) -> Diagnostic {
    Diagnostic(
      "route.suggested", .warning, "「\(id)」像是应上交政府层级公开的「\(kind.rawValue)」(\(sign))，而没有写「上交」",
      remedy:
        "应上交的，在记录里写「上交: \(kind.rawValue)」后重新提交；由本机关公开的，执行 gongkai review keep \(CommandWord.quoted(id.rawValue)) --reason \"理由\" --as 账号(提交时也可写 --keep \"理由\")",
      source: "篇3 二(一)")
  }
}
