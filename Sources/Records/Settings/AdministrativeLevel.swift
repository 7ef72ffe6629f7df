/// 行政级别: the level of government that an office belongs to; 条例 Art. 21 asks other items of each.
public enum AdministrativeLevel: Sendable, Hashable, CaseIterable {
  /// 国务院 and its departments.
  case state
  case province
  /// 设区的市 and what ranks with it.
  case city
  case county
  /// 乡（镇）, and 街道, which does its work in towns.
  case township

  /// The words for each, the usual one first.
  private var words: [String] {
    switch self {
    case .state: ["国务院部门", "国家级", "国务院", "中央", "部级"]
    case .province: ["省", "自治区", "直辖市", "省部级", "特别行政区", "新疆生产建设兵团"]
    case .city:
      [
        "设区的市", "地级市", "副省级市", "副省级城市", "计划单列市", "省会城市", "自治州", "地区", "盟", "市", "州", "地市", "地", "副省", "市州",
        "市地", "地厅", "厅局",
      ]
    case .county:
      [
        "县", "县级市", "市辖区", "区", "自治县", "旗", "自治旗", "县区", "区县", "县市区", "县市", "不设区的市", "林区", "特区", "开发区", "高新区", "经开区",
        "新区",
        "县处",
      ]
    case .township: ["乡镇", "乡", "镇", "街道", "民族乡", "苏木", "街道办事处", "乡科", "民族苏木"]
    }
  }

  /// The words that are told to who wrote another.
  public static let words = [
    "省", "自治区", "直辖市", "设区的市", "地级市", "副省级市", "自治州", "县", "县级市", "市辖区", "乡镇", "街道", "国务院部门",
  ]

  /// Reads a level; 级, 人民政府 and brackets are taken for nothing: 乡（镇）级.
  public init?(written text: String) {
    var word = String(text.filter { !$0.isWhitespace && !"（）()、，,/及和".contains($0) })
    for ending in ["人民政府", "政府", "级"] where word.count > ending.count && word.hasSuffix(ending) {
      word.removeLast(ending.count)
    }
    guard let level = Self.allCases.first(where: { $0.words.contains(word) || $0.words.contains(word + "级") }) else {
      return nil
    }
    self = level
  }
}
