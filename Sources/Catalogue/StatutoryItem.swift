/// One of the kinds of information that every organ must publish of its own accord (法定主动公开内容).
///
/// 《政府信息公开条例》(国务院令第711号) Art. 20 lists fifteen, Art. 21 adds some by level.
public struct StatutoryItem: Hashable, Sendable {
  /// 1 to 15, the item of Art. 20.
  public let number: Int
  /// A few words, for navigation.
  public let name: String
  /// The item in the article's own words.
  public let text: String

  /// `a20-01` … `a20-15`.
  public var id: String { "a20-\(number < 10 ? "0" : "")\(number)" }

  /// `第（一）项`, as the article counts.
  public var label: String {
    let figures = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五"]
    return "第（\(figures[number - 1])）项"
  }

  /// The fifteen items of Art. 20, in order.
  public static let all: [StatutoryItem] = [
    ("规范性文件", "行政法规、规章和规范性文件"),
    ("机构职能", "机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名"),
    ("规划计划", "国民经济和社会发展规划、专项规划、区域规划及相关政策"),
    ("统计信息", "国民经济和社会发展统计信息"),
    ("行政许可", "办理行政许可和其他对外管理服务事项的依据、条件、程序以及办理结果"),
    ("处罚强制", "实施行政处罚、行政强制的依据、条件、程序以及本行政机关认为具有一定社会影响的行政处罚决定"),
    ("财政预决算", "财政预算、决算信息"),
    ("行政事业性收费", "行政事业性收费项目及其依据、标准"),
    ("政府采购", "政府集中采购项目的目录、标准及实施情况"),
    ("重大建设项目", "重大建设项目的批准和实施情况"),
    ("民生政策", "扶贫、教育、医疗、社会保障、促进就业等方面的政策、措施及其实施情况"),
    ("应急管理", "突发公共事件的应急预案、预警信息及应对情况"),
    ("监督检查", "环境保护、公共卫生、安全生产、食品药品、产品质量的监督检查情况"),
    ("公务员招考", "公务员招考的职位、名额、报考条件等事项以及录用结果"),
    ("其他法定信息", "法律、法规、规章和国家有关规定规定应当主动公开的其他政府信息"),
  ].enumerated().map { StatutoryItem(number: $0 + 1, name: $1.0, text: $1.1) }
}

extension Catalogue {
  /// The columns that serve an item, in order.
  public func columns(serving item: StatutoryItem) -> [Column] {
    columns.filter { $0.statutoryItems.contains(item.number) }
  }
}
