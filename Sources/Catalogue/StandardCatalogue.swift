/// The standard catalogue: 篇3 二(二) of the seed, with what the 2019 条例 adds (DESIGN §4).
///
/// One row a column. `items` are numbers of 条例 Art. 20; `days` is the longest time between updates
/// (国办秘函〔2019〕19号: policy documents and notices 6 months, news 2 weeks, organisation and plans 1 year).
extension Catalogue {
  /// The catalogue without any change by the site.
  public static let standard = Catalogue(rows: [
    group("1", "机构设置概况", "本机关的职能、领导、内设机构和下属单位", type: "概况信息"),
    row(
      "1.1", "机构职能", "本机关的职能、办公地址、办公时间、联系方式和负责人", type: "机构职能", items: [2], days: 365,
      rule: .fields(["办公地址", "办公时间", "联系方式", "负责人"])),
    row(
      "1.2", "领导班子成员和工作分工", "领导班子成员的职务和分工", type: "负责人信息", items: [2], days: 365,
      rule: .fields(["姓名", "职务", "分工"])),
    row(
      "1.3", "内设机构", "内设机构的职责、负责人和联系电话", type: "机构职能", items: [2], days: 365,
      rule: .fields(["联系电话", "负责人"])),
    row(
      "1.4", "下属单位", "下属单位的职责和联系方式", type: "机构职能", items: [2], days: 365, .optional),

    group("2", "政策法规", "与本机关职能及工作人员行为规范相关的法律、法规、规章和规范性文件", type: "政策文件"),
    row("2.1", "法律", "与本机关职能相关的法律", type: "政策文件", items: [1], days: 365, rule: .legalRank(["法律"])),
    row(
      "2.2", "法规", "与本机关职能相关的行政法规和地方性法规", type: "政策文件", items: [1], days: 365,
      rule: .legalRank(["行政法规", "地方性法规"])),
    row(
      "2.3", "规章", "与本机关职能相关的国务院部门规章和省级政府规章", type: "政策文件", items: [1], days: 365,
      rule: .legalRank(["部门规章", "省级政府规章", "地方政府规章"])),
    row(
      "2.4", "规范性文件", "与本机关职能相关的规范性文件", type: "政策文件", items: [1], days: 183,
      rule: .legalRank(["规范性文件"])),
    row("2.5", "政策法规解读", "对政策法规的解读，与文件相互关联", type: "政策解读", days: 183, rule: .related),

    group("3", "业务工作", "本机关的计划、简报、讲话、总结和各项业务工作", type: "工作动态"),
    row("3.1", "工作计划", "年度计划和阶段性计划", type: "工作动态", items: [3], days: 365),
    row("3.2", "工作简报", "公文办理、建议提案办理、督查、调研等工作简报", type: "工作动态", days: 183),
    row("3.3", "领导讲话", "本机关领导涉及本机关职能的讲话", type: "工作动态", days: 365, rule: .leaderSpeech),
    row("3.4", "工作总结", "年度、季度、月度总结和专题总结", type: "工作动态", days: 183),
    row("3.5", "政府信息公开工作", "政府信息公开指南、制度、年报和依申请公开", type: "信息公开目录"),
    row("3.5.1", "政府信息公开指南", "政府信息公开指南（条例第十二条）", type: "信息公开指南", days: 365),
    row("3.5.2", "政府信息公开制度", "政府信息公开的各项制度", type: "信息公开目录", days: 365),
    row("3.5.3", "政府信息公开年报", "历年政府信息公开工作年度报告", type: "信息公开年报", days: 365),
    row("3.5.4", "依申请公开", "申请公开政府信息的渠道、表格和办理说明", type: "依申请公开", days: 365),
    row("3.6", "市长信箱、人民来信办理", "来信办理情况汇总，不公开来信人信息", type: "回应关切", days: 183),
    row("3.7", "市长公开电话办理", "公开电话办理情况汇总，不公开来电人信息", type: "回应关切", days: 183),
    row("3.8", "其他业务工作", "其他业务工作信息", type: "工作动态", days: 365),

    group("4", "其他", "其他需要向社会公布的信息和资料下载", type: "信息公开目录"),
    group("4.1", "其他需要公布的信息", "其他需要主动向社会公布的政府信息", type: "信息公开目录"),
    row("4.1.1", "作风效能建设", "加强自身作风、效能建设的文件", type: "工作动态", days: 365),
    row("4.1.2", "动态类信息", "各类动态政府信息", type: "工作动态", days: 14),
    row("4.1.3", "其他类", "其他政府信息", type: "信息公开目录", items: [15], days: 365),
    row("4.1.4", "财政预决算", "本机关的预算和决算", type: "信息公开目录", items: [7], days: 365),
    row("4.1.5", "政府采购", "采购目录、标准和实施情况", type: "信息公开目录", items: [9], days: 365),
    row("4.1.6", "招考录用", "招考的职位、名额、条件和录用结果", type: "信息公开目录", items: [14], days: 365),
    row(
      "4.1.7", "行政事业性收费", "行政事业性收费项目、依据和标准", type: "信息公开目录", items: [8], days: 365, .optional),
    group("4.2", "资料下载", "公文模板、公文受理名单和友情链接", type: "办事服务"),
    row("4.2.1", "公文模板", "公文格式模板，不附带受许可限制的字库", type: "办事服务", days: 365, rule: .download),
    row("4.2.2", "公文受理名单", "公文受理单位名单", type: "办事服务", days: 365),
    row("4.2.3", "友情链接", "国务院办公厅、省政府办公厅、省内其他市和所属县区的链接", type: "办事服务", days: 365, rule: .link),
  ])

  private static func group(_ code: String, _ name: String, _ purpose: String, type: String) -> Row {
    Row(
      code: code, name: name, purpose: purpose, type: type, items: [], days: nil, requirement: .required,
      rule: .none, isLeaf: false)
  }

  private static func row(
    _ code: String, _ name: String, _ purpose: String, type: String, items: [Int] = [], days: Int? = nil,
    _ requirement: Column.Requirement = .required, rule: AdmissionRule = .none
  ) -> Row {
    Row(
      code: code, name: name, purpose: purpose, type: type, items: items, days: days,
      requirement: requirement, rule: rule, isLeaf: true)
  }
}
