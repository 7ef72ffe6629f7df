import Records
import Review
import Screening
import Values

/// The rows of the two forms (domain: 7.5; elements of documents after GB/T 9704-2012).
extension ReviewForm {
  private typealias Sheet = FormSheet

  // MARK: - 发文稿纸

  var draftSheet: [FormSheet.Row] {
    [
      row(
        Sheet.head("发文机关"), Sheet.text(field(.issuer) ?? dossier.settings.name, 6), Sheet.head("文种"),
        Sheet.text(field(.documentKind) ?? field(.genre), 2)),
      row(Sheet.head("标题"), Sheet.text(masked(title), 10)),
      row(
        Sheet.head("发文字号"), Sheet.text(field(.documentNumber), 4), Sheet.head("密级"), Sheet.text(secrecy, 1),
        Sheet.head("紧急程度"), Sheet.text(field(.urgency) ?? "平件", 1)),
      row(
        Sheet.head("主送"), Sheet.text(field(.addressee), 4), Sheet.head("抄送"), Sheet.text(field(.copiedTo), 4)),
      row(
        Sheet.head("附件"), FormSheet.Cell(span: 6, lines: attachments), Sheet.head("份数"),
        Sheet.text(nil, 2)),
      drafting,
    ] + disclosure + [
      row(
        Sheet.head("公开时间"), Sheet.text(timing, 4), Sheet.head("是否转发"),
        cell(4, [Sheet.choice("", ["是", "否"], ticked: [dossier.record?.isForwarding == true ? "是" : "否"])], forwarding)
      ),
      others,
    ] + opinions + [
      row(Sheet.head("办公室核稿"), Sheet.text(nil, 4), Sheet.head("会签"), Sheet.text(nil, 4)),
      row(
        Sheet.head("解读、关联"), Sheet.text(field(.related), 4), Sheet.head("有关栏目"), Sheet.text(columnPath, 4)),
    ] + screening
  }

  private var drafting: FormSheet.Row {
    row(
      Sheet.head("拟稿人"), Sheet.text(drafter, 2), Sheet.head("拟稿科室"), Sheet.text(dossier.record?.unit, 2),
      Sheet.head("成文日期"), Sheet.text(dossier.record?.formed.chinese, 2))
  }

  private var secrecy: String {
    [field(.secrecy) ?? "无", field(.secrecyPeriod)].compactMap(\.self).joined(separator: " ")
  }

  private var timing: String {
    dossier.record?.day(.publishFrom).map { "\($0.chinese)以后发布" } ?? "批准后发布，最迟自形成或变更之日起 20 个工作日(条例第二十六条)"
  }

  private var forwarding: [String] {
    field(.forwardedDisclosure).map { ["原件公开属性：\($0)"] } ?? []
  }

  // MARK: - 审查审批表

  var approvalForm: [FormSheet.Row] {
    [
      row(Sheet.head("信息名称"), Sheet.text(masked(title), 10)),
      row(Sheet.head("内容概述"), Sheet.text(field(.summary), 10)),
      row(
        Sheet.head("生成日期"), Sheet.text(dossier.record?.formed.chinese, 4), Sheet.head("来源"),
        cell(4, [origin], field(.maker).map { ["制作机关：\($0)"] } ?? [])),
      row(
        Sheet.head("提供科室"), Sheet.text(dossier.record?.unit, 4), Sheet.head("经办人"), Sheet.text(drafter, 4)),
      row(Sheet.head("拟公开栏目"), Sheet.text(columnPath, 10)),
      row(Sheet.head("附件"), FormSheet.Cell(span: 10, lines: attachments)),
    ] + disclosure + [sensitivity, others] + opinions + [
      row(
        Sheet.head("发布"), Sheet.text(published, 6), Sheet.head("索引号"), Sheet.text(dossier.history?.indexNumber, 2)),
      row(
        Sheet.head("版本摘要"), Sheet.text(dossier.version.map { "SHA-256 \($0.digest.hex)" }, 10), size: .small),
    ] + screening
  }

  private var origin: FormSheet.Choice {
    let words = ["本机关制作", "获取"]
    let isOther = dossier.record?.text(.maker) != nil || dossier.record?.text(.source)?.contains("获取") == true
    return Sheet.choice("", words, ticked: [words[isOther ? 1 : 0]])
  }

  /// What the detectors say of each class; the person decides.
  private var sensitivity: FormSheet.Row {
    let found = Set((dossier.screening?.findings ?? []).compactMap(\.known))
    func said(_ name: String, _ isFound: Bool) -> FormSheet.Choice {
      Sheet.choice(name, ["有", "未发现"], ticked: [isFound ? "有" : "未发现"])
    }
    return row(
      Sheet.head("筛查所见"),
      cell(
        10,
        [
          said("涉密标志", found.contains(.secrecyMark) || (field(.secrecy) ?? "无") != "无"),
          said("内部、工作秘密标志", found.contains(.internalMark) || found.contains(.addressee)),
          said("个人信息", !found.isDisjoint(with: ReviewForm.personal)),
        ]), size: .small)
  }

  private static let personal: Set<Detector> = [
    .residentID, .residentID15, .maskedID, .mobile, .bankCard, .passport, .plate, .disabilityCard, .email, .birthDate,
    .homeAddress, .letterWriter, .landline, .medical, .personalTable, .minor, .gps,
  ]

  private var published: String? {
    guard let first = dossier.history?.firstPublished, let address = dossier.history?.address else { return nil }
    let settings = dossier.settings
    return "\(first.day.chinese)发布\nhttps://\(settings.domain)\(settings.basePath)\(address)"
  }

  // MARK: - Common rows

  private var columnPath: String {
    guard let code = dossier.record?.column else { return dossier.assessment.columnCode }
    return "\(code) \(dossier.catalogue.path(of: code))"
  }

  /// 可否公开 and 在何种载体上公开, as the drafter proposes them.
  private var disclosure: [FormSheet.Row] {
    let proposal = dossier.record?.proposal
    let reason = field(.withholding).map { ["不公开理由：\(reasonWords($0))"] } ?? []
    return [
      row(
        Sheet.head("可否公开"),
        cell(
          10,
          [
            Sheet.choice(
              "拟稿意见", Disclosure.allCases.map(\.rawValue), ticked: [proposal?.rawValue].compactMap(\.self))
          ], reason)),
      row(
        Sheet.head("在何种载体上公开"),
        cell(
          10,
          [
            Sheet.choice(
              "拟稿意见", Carrier.allCases.map(\.rawValue),
              ticked: proposal == .proactive ? dossier.record?.carriers.map(\.rawValue) ?? [] : [])
          ])),
    ]
  }

  /// 上交, 会商 (条例 Art. 11) and 第三方 (Art. 15).
  private var others: FormSheet.Row {
    let version = dossier.version
    let handover =
      dossier.record?.handover?.rawValue ?? version?.routeAnswer.map { "否，\(masked($0.reason ?? ""))" } ?? "否"
    let pause = version?.pause.map { "\($0.time.day) 起\($0.kind.rawValue)：\(masked($0.reason))" } ?? "无"
    return row(
      Sheet.head("上交政府公开"), Sheet.text(handover, 4), Sheet.head("会商、第三方意见"), Sheet.text(pause, 4))
  }

  /// What the screening found, masked, with who waived it and why; the first few.
  private var screening: [FormSheet.Row] {
    guard let screening = dossier.screening else { return [] }
    let waivers = dossier.version?.waivers ?? [:]
    let blocking = screening.blocking
    let warnings = screening.findings.count - blocking.count
    var lines = blocking.prefix(ReviewForm.listedFindings).map { finding in
      let waived =
        waivers[finding.id].map { waiver in
          let who = "\(name(waiver.account, at: waiver.time))(\(waiver.post))"
          return "\(who)\(waiver.time.day) 豁免：\(masked(waiver.reason))"
        } ?? "未豁免"
      let file = masked(String(finding.file.split(separator: "/").last ?? ""))
      return "[\(finding.id)] \(file) \(finding.place)：\(finding.title)「\(finding.masked)」，\(waived)"
    }
    if blocking.count > ReviewForm.listedFindings {
      lines.append("……共 \(blocking.count) 项拦截，其余见 gongkai review show")
    }
    if lines.isEmpty { lines = ["没有拦截项"] }
    lines[lines.count - 1] += "；警示 \(warnings) 项(规则 \(screening.rules))"
    return [row(Sheet.head("自动筛查结果"), FormSheet.Cell(span: 10, lines: lines), size: .small)]
  }

  private static let listedFindings = 5

  private func cell(_ span: Int, _ choices: [FormSheet.Choice], _ notes: [String] = []) -> FormSheet.Cell {
    FormSheet.Cell(span: span, choices: choices, notes: notes)
  }

  private func row(_ cells: FormSheet.Cell..., size: FormSheet.Size = .plain) -> FormSheet.Row {
    FormSheet.Row(size: size, cells: cells)
  }
}
