import Records
import Review
import Templates
import Values

/// The form of the step that is due, with the law beside each choice.
struct DecisionScope {
  let look: ItemLook
  let step: ReviewStep
  let view: DeskView
  /// What was typed into it before it was refused.
  let typed: FormFields

  var scope: Scope {
    let record = look.record
    let approves = step.name == ReviewStep.approval
    let isTyped = typed.raw("disclosure") != nil
    let disclosure = isTyped ? typed["disclosure"] : record?.proposal?.rawValue ?? ""
    let reason =
      isTyped
      ? WithholdingReason(rawValue: typed["withholding"])
      : record?.text(.withholding).flatMap(WithholdingReason.init(written:))
    let carriers = isTyped ? typed.all("carrier").compactMap(Carrier.init(rawValue:)) : record?.carriers ?? []
    let codes = [("", "（不选）")] + DecisionForm.returnCodes.map { ($0, $0) }
    return Scope(
      ItemSchemas.decision,
      [
        "step": .text(step.name), "approves": .flag(approves),
        "canBeUnsure": .flag(step.name == ReviewStep.secrecyReview),
        "disclosures": Layout.options(
          Disclosure.allCases.map { ($0.rawValue, $0.rawValue) }, selected: disclosure),
        "codes": Layout.options(codes, selected: typed["code"]), "reason": .text(typed["reason"]),
        "note": .text(typed["note"]), "isReturning": .flag(["return", "unsure"].contains(typed["choice"])),
        "isWithholding": .flag(isTyped && disclosure != Disclosure.proactive.rawValue),
        "carriers": .list(
          Carrier.allCases.map {
            Scope(ItemSchemas.check, ["value": .text($0.rawValue), "checked": .flag(carriers.contains($0))])
          }),
        "reasons": .list(
          WithholdingReason.allCases.map {
            let article = Law.article($0)
            return Scope(
              ItemSchemas.reason,
              [
                "value": .text($0.rawValue), "name": .text($0.name), "article": .text(article.name),
                "text": .text(article.text), "selected": .flag($0 == reason),
              ])
          }),
        "articles": .list(
          articles.map { Scope(ItemSchemas.article, ["name": .text($0.name), "text": .text($0.text)]) }),
      ])
  }

  private var articles: [Law.Article] {
    switch step.name {
    case ReviewStep.secrecyReview:
      [Law.article14, Law.article15, Law.article16first, Law.article16second, Law.article17]
    case ReviewStep.approval: [Law.article13, Law.article23, Law.article26]
    default: [Law.article13, Law.article26]
    }
  }
}

/// What a decision form said.
struct DecisionForm {
  let choice: Decision.Choice

  /// The classes of a return; a person adds words of their own.
  static let returnCodes = ["内容错误", "栏目不符", "属性不当", "缺附件", "含敏感信息", "格式", "其他"]

  /// Reads the form.
  ///
  /// - Returns: what is missing, in words, if it can't be read.
  static func read(_ form: FormFields) -> Result<DecisionForm, Fault> {
    let text = form["reason"].limitedLines(2000)
    switch form["choice"] {
    case "agree":
      return .success(
        DecisionForm(
          choice: .agree(
            disclosure: Disclosure(rawValue: form["disclosure"]),
            carriers: form.raw("disclosure") == nil
              ? nil : form.all("carrier").compactMap(Carrier.init(rawValue:)),
            withholding: withholding(form))))
    case "return":
      let code = form["code"]
      let known = returnCodes.contains(code) ? code : ""
      guard !text.isEmpty || (!known.isEmpty && known != "其他") else {
        return .failure(Fault(text: "退回要写明理由，好让拟稿人知道改什么。"))
      }
      return .success(
        DecisionForm(choice: .sendBack(reason: [known, text].filter { !$0.isEmpty }.joined(separator: "：")))
      )
    case "unsure":
      guard !text.isEmpty else { return .failure(Fault(text: "不能确定要写明报请确定的事项。")) }
      return .success(DecisionForm(choice: .unsure(reason: text)))
    case "answer":
      guard !text.isEmpty else { return .failure(Fault(text: "要写明答复的机关、日期和内容。")) }
      return .success(DecisionForm(choice: .answer(text)))
    default: return .failure(Fault(text: "没有选择同意、退回还是不能确定。"))
    }
  }

  private static func withholding(_ form: FormFields) -> String? {
    guard let reason = WithholdingReason(rawValue: form["withholding"]) else { return nil }
    let note = form["note"].limited(500)
    return "\(reason.rawValue) \(reason.name)" + (note.isEmpty ? "" : "：\(note)")
  }

  /// What is wrong with a form, in Chinese.
  struct Fault: Error { let text: String }
}
