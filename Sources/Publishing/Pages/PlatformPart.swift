import Catalogue
import Templates

/// A part of the unified disclosure platform: four blocks in this order, and 依申请公开 beside them
/// (国办公开办函〔2019〕61号).
enum PlatformPart: Hashable, CaseIterable, Sendable {
  case guide, rules, statutory, reports, requests

  var name: String {
    switch self {
    case .guide: "政府信息公开指南"
    case .rules: "政府信息公开制度"
    case .statutory: "法定主动公开内容"
    case .reports: "政府信息公开年报"
    case .requests: "依申请公开"
    }
  }

  var purpose: String {
    switch self {
    case .guide: "信息的分类、编排体系、获取方式，以及公开工作机构的联系方式（条例第十二条）"
    case .rules: "本机关政府信息公开的各项制度"
    case .statutory: "依照条例第二十条应当主动公开的政府信息"
    case .reports: "历年政府信息公开工作年度报告"
    case .requests: "申请公开政府信息的渠道、表格和办理说明"
    }
  }

  /// The column that the part shows; the guide and the statutory list have pages of their own.
  var column: ColumnCode? {
    switch self {
    case .guide, .statutory: nil
    case .rules: ColumnCode("3.5.2")
    case .reports: ColumnCode("3.5.3")
    case .requests: ColumnCode("3.5.4")
    }
  }

  var path: String {
    switch self {
    case .guide: SiteAddresses.guide
    case .statutory: SiteAddresses.statutory
    default: column.map { SiteAddresses.column($0) } ?? SiteAddresses.platform
    }
  }

  /// The part that a column belongs to.
  static func holding(_ code: ColumnCode) -> PlatformPart? { allCases.first { $0.column == code } }

  /// Whether there is anything to show: the guide always is, no other part is shown blank.
  func isShown(in model: SiteModel) -> Bool {
    switch self {
    case .guide: true
    case .statutory: !model.byStatutoryItem.isEmpty
    default: column.map { model.count($0) > 0 } ?? false
    }
  }

  /// The parts as a row of links, for a page of each part.
  static func navigation(_ model: SiteModel, _ addresses: SiteAddresses) -> [PlatformPart: Value] {
    let shown = allCases.filter { $0.isShown(in: model) }
    return Dictionary(
      uniqueKeysWithValues: allCases.map { current in
        let entries = shown.map { part in
          Scope(
            PageSchemas.navItem,
            ["name": .text(part.name), "url": .text(addresses.url(part.path)), "current": .flag(part == current)])
        }
        return (current, .list(entries))
      })
  }
}
