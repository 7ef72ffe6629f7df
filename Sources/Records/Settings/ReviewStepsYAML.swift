import Diagnostics

/// Reads 审查步骤 of site.yaml (DESIGN §5).
enum ReviewStepsYAML {
  /// Roles whose holders may take a step: a step is not for who drafts, audits or administers.
  static let reviewing: [Role] = [.unitHead, .secrecyReviewer, .signer, .disclosureOffice]

  /// The steps, the three known ones if absent; nil after noting a fault.
  static func read(_ node: YAMLNode?, in file: inout SettingsFile) -> [ReviewStep]? {
    guard let node else { return ReviewStep.known }
    guard let items = file.list(node, "审查步骤") else { return nil }
    var steps: [ReviewStep] = []
    var areAllKnown = true
    for item in items {
      guard let step = step(item, in: &file) else {
        areAllKnown = false
        continue
      }
      if steps.contains(where: { $0.name == step.name }) {
        file.fault(item.position, "审查步骤「\(step.name)」重复", remedy: "每个步骤只列一次")
      } else {
        steps.append(step)
      }
    }
    // A step that is missing may be the one that was misspelt, which is told already.
    return areAllKnown && isComplete(steps, node.position, in: &file) ? steps : nil
  }

  private static func isComplete(
    _ steps: [ReviewStep], _ position: Position, in file: inout SettingsFile
  ) -> Bool {
    let hasSecrecyReview = steps.contains { $0.name == ReviewStep.secrecyReview }
    if !hasSecrecyReview {
      file.fault(
        position, "审查步骤缺少「保密审查」", remedy: "把「保密审查」列在「批准」之前",
        source: "保守国家秘密法第三十五条、条例第十七条")
    }
    let isApprovedLast = steps.last?.name == ReviewStep.approval
    if !isApprovedLast {
      let isThere = steps.contains { $0.name == ReviewStep.approval }
      file.fault(
        position, isThere ? "审查步骤「批准」应在最后" : "审查步骤缺少「批准」", remedy: "把「批准」列为最后一步")
    }
    return hasSecrecyReview && isApprovedLast
  }

  private static func step(_ node: YAMLNode, in file: inout SettingsFile) -> ReviewStep? {
    let names = ReviewStep.known.map(\.name)
    if let text = node.scalar {
      if let step = ReviewStep.known.first(where: { $0.name == Wording.clean(text.text) }) { return step }
      file.fault(
        text.position,
        "未知的审查步骤\(Wording.quoted(text.text))"
          + Wording.question(Suggestion.nearest(to: text.text, among: names)),
        remedy: "已知的步骤：\(names.joined(separator: "、"))；其他步骤写成 {名称: …, 角色: …}")
      return nil
    }
    guard let map = file.map(node, "审查步骤", known: ["名称", "角色"]) else { return nil }
    let name = map.required("名称", in: &file)
    let role = map.required("角色", in: &file).flatMap { PeopleYAML.role($0, in: &file) }
    guard let name, let role else { return nil }
    if let known = ReviewStep.known.first(where: { $0.name == name.text }), known.role != role {
      file.fault(
        node.position, "步骤「\(known.name)」由\(known.role.rawValue)审查，不能改为\(role.rawValue)",
        remedy: "在 reviewers.yaml 中给审查的人加上角色「\(known.role.rawValue)」")
      return nil
    }
    guard reviewing.contains(role) else {
      file.fault(
        node.position, "\(role.rawValue)不能承担审查步骤",
        remedy: "角色只能是：\(reviewing.map(\.rawValue).joined(separator: "、"))")
      return nil
    }
    guard name.text.count <= 20, !["提交", "发布", "撤下"].contains(name.text) else {
      file.fault(name.position, "步骤名称\(Wording.quoted(name.text))太长，或与其他动作同名", remedy: "换一个 20 字以内的名称")
      return nil
    }
    return ReviewStep(name: name.text, role: role)
  }
}
