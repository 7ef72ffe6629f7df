import Records
import Review
import Values

/// 不主动公开目录: what was decided not to be public, why, by whom, and when it is to be looked at again (条例 Art. 18).
///
/// An internal register: its titles may never stand on the site.
public struct NonDisclosureRegister: Sendable {
  public let asOf: Day
  public let entries: [RegisterEntry]
  private let isDueOnly: Bool
  private let total: Int

  /// Takes the entries of a day.
  ///
  /// - Parameter dueOnly: only those due to be looked at again by then.
  public init(_ entries: [RegisterEntry], asOf: Day, dueOnly: Bool = false) {
    self.asOf = asOf
    total = entries.count
    isDueOnly = dueOnly
    self.entries = dueOnly ? entries.filter { $0.decision.isDue(on: asOf) } : entries
  }

  /// Entries due to be looked at again.
  public var due: [RegisterEntry] { entries.filter { $0.decision.isDue(on: asOf) } }

  /// The form for people.
  public func text(width: Int = 120) -> String {
    let head =
      "不主动公开目录(内部资料，不得公开)，截至 \(asOf)：共 \(total) 条，到期应复核 \(due.count) 条(条例第十八条)"
    guard !entries.isEmpty else { return head + (isDueOnly ? "\n没有到期应复核的信息。" : "") }
    let table = TextTable(
      ["标识", "标题", "科室", "决定", "理由", "决定人、日期", "复核情况", "下次复核"],
      entries.map { entry in
        let by = entry.decision.approval.by
        return [
          entry.id.rawValue, entry.title.isEmpty ? "(内容已不在台账)" : entry.title, entry.unit,
          entry.decision.approval.disclosure.rawValue, NonDisclosureRegister.reason(entry),
          "\(by.post)(\(by.account)) \(by.time.day)", NonDisclosureRegister.standing(entry),
          "\(entry.decision.next)\(entry.decision.isDue(on: asOf) ? "(到期)" : "")",
        ]
      }
    ).text(width: width)
    let hint =
      due.isEmpty ? "" : "复核后记录：gongkai review reassess 标识 --outcome 维持|转为公开建议 --reason \"理由\" --as 公开工作机构账号"
    return [head, table + hint].filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// The code with its name and article, or what was written.
  private static func reason(_ entry: RegisterEntry) -> String {
    guard let reason = entry.reason else { return entry.decision.approval.withholding ?? "" }
    return "\(reason.rawValue) \(reason.name)(\(reason.article))"
  }

  private static func standing(_ entry: RegisterEntry) -> String {
    let last = entry.decision.reassessments.last
    let said = last.map { "\($0.time.day) \($0.outcome.rawValue)" } ?? "未复核"
    return entry.isUnderReview ? said + "，新版本在审" : said
  }

  /// The machine form.
  public var json: JSON {
    [
      "asOf": .string("\(asOf)"), "total": JSON(total), "due": JSON(due.count),
      "entries": .array(
        entries.map { entry in
          let approval = entry.decision.approval
          return [
            "id": .string(entry.id.rawValue), "title": .string(entry.title), "unit": .string(entry.unit),
            "column": .string(entry.columnCode), "disclosure": .string(approval.disclosure.rawValue),
            "reasonCode": JSON(entry.reason?.rawValue), "article": JSON(entry.reason?.article),
            "reason": JSON(approval.withholding), "decidedBy": .string(approval.by.account),
            "decider": .string(entry.decider), "post": .string(approval.by.post),
            "decidedOn": .string("\(approval.by.time.day)"), "digest": .string(entry.decision.version.digest.hex),
            "next": .string("\(entry.decision.next)"), "isDue": .bool(entry.decision.isDue(on: asOf)),
            "underReview": .bool(entry.isUnderReview),
            "reassessments": .array(
              entry.decision.reassessments.map {
                [
                  "day": .string("\($0.time.day)"), "outcome": .string($0.outcome.rawValue),
                  "reason": .string($0.reason), "account": .string($0.account), "post": .string($0.post),
                  "next": .string("\($0.next)"),
                ]
              }),
          ]
        }),
    ]
  }

  /// The form for spreadsheets.
  public var csv: String {
    CSVTable.text(
      [
        [
          "标识", "标题", "承办科室", "栏目", "决定", "理由代码", "条款", "理由", "决定人", "岗位", "决定日期", "最近复核日期", "复核结果",
          "复核理由", "下次复核日期", "是否到期",
        ]
      ]
        + entries.map { entry in
          let approval = entry.decision.approval
          let last = entry.decision.reassessments.last
          return [
            entry.id.rawValue, entry.title, entry.unit, entry.columnCode, approval.disclosure.rawValue,
            entry.reason?.rawValue ?? "", entry.reason?.article ?? "", entry.words,
            entry.decider.isEmpty ? approval.by.account : entry.decider, approval.by.post, "\(approval.by.time.day)",
            last.map { "\($0.time.day)" } ?? "", last?.outcome.rawValue ?? "", last?.reason ?? "",
            "\(entry.decision.next)", entry.decision.isDue(on: asOf) ? "是" : "否",
          ]
        })
  }
}

extension RegisterEntry {
  /// The reason in words: as it was written, or what its code stands for where nothing but the code was.
  fileprivate var words: String {
    let written = decision.approval.withholding ?? ""
    return reason.flatMap { written == $0.rawValue ? $0.name : nil } ?? written
  }
}
