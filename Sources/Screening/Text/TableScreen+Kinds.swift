/// What the columns of a table give away, and which of their values tell it.
extension TableScreen {
  /// What a column gives away.
  enum Kind {
    /// Illness, accounts, faith: whatever stands below.
    case anything
    /// A number of a resident or of a paper; its last digits alone are none.
    case number
    /// Where somebody lives. Beside a masked name the village is what a list should give (domain 7.3).
    case home
    /// An address, which may be that of an office.
    case address
    case phone
    /// A telephone that an office is reached by, unless it is a mobile one.
    case officePhone
    case birth
  }

  static func kind(_ head: String, _ context: TextContext) -> Kind? {
    func says(_ words: [String]) -> Bool { words.contains { head.contains($0) } }
    if listed.contains(head) || says(closed) { return nil }
    if says(numbers) { return .number }
    if says(["住址", "家庭地址"]) { return .home }
    if wholes.contains(head) || says(sensitive) { return .anything }
    if says(["出生", "生日"]) { return .birth }
    if homes.contains(head) { return .address }
    guard !context.isOrganisationColumn, says(["电话", "手机", "联系方式"]) else { return nil }
    return says(offices) && !says(["手机", "家庭", "家长"]) ? .officePhone : .phone
  }

  private static let closed = ["后四位", "后4位", "后六位", "后6位", "尾号"]
  private static let numbers = ["身份证", "证件号", "公民身份", "社会保障号"]
  private static let sensitive = [
    "银行卡", "银行账", "银行帐", "卡号", "账号", "帐号", "病种", "病情", "病名", "疾病", "患病", "病史", "病症", "重病", "慢性病", "病历", "诊断",
    "残疾", "健康状况", "健康情况", "户籍地", "户籍所在", "房号", "一卡通", "存折", "监护人", "家长姓名", "家长电话", "家长联系", "家长手机", "宗教信仰",
  ]
  private static let wholes: Set<String> = ["家长", "户籍", "健康", "病", "银行"]
  private static let offices = ["办公", "值班", "监督", "咨询", "联系电话", "服务", "单位"]
  /// An address beside a person's name, and not 单位地址.
  private static let homes: Set<String> = ["地址", "详细地址", "居住地址", "住房地址", "房屋地址", "现居地", "居住地", "房屋坐落", "坐落"]

  // MARK: - Values

  /// Whether a value shows that it gives a house, a room or a group of a village: 人民路1号, 东村三组, 1-2-301.
  static func isExact(_ address: String) -> Bool {
    let text = Array(address.filter { !$0.isWhitespace })
    let isDigit: (Character) -> Bool = { $0.isWholeNumber && $0.wholeNumberValue.map { $0 < 10 } == true }
    return text.indices.dropFirst().contains { at in
      text[at - 1].isNumber && "号室组栋幢单弄楼".contains(text[at])
        || at + 1 < text.count && "-－—#".contains(text[at]) && isDigit(text[at - 1]) && isDigit(text[at + 1])
    } || text.count > 2 && text.suffix(2).allSatisfy(isDigit)
  }

  /// Whether a value holds the number of a mobile telephone.
  static func hasMobile(_ value: String) -> Bool {
    TextScreen.findings(in: Array(value.utf8.prefix(120)), context: TextContext()).contains { $0.detector == .mobile }
  }

  /// 1980-01-01 and 19800101, and not 1980.03.
  static func isDay(_ value: String) -> Bool {
    let groups = value.split { !$0.isNumber }
    return groups.count > 2 || groups.contains { $0.count > 6 }
  }

  /// Whether signs stand for a part of a value: 130402********1234, 130402xxxxxxxx1234, 130402……, 130402____.
  static func isMasked(_ value: String) -> Bool {
    // In Markdown two of them on both sides make words bold.
    let inner = value.dropFirst(2).dropLast(2)
    let isBold = ["__", "**"].contains { sign in
      value.count > 5 && value.hasPrefix(sign) && value.hasSuffix(sign)
        && inner.contains { !$0.isNumber && !sign.contains($0) }
    }
    let text = isBold ? inner : value[...]
    return text.contains { "*＊×●…".contains($0) } || ["__", "xx", "XX", "＿＿"].contains { text.contains($0) }
  }

  // MARK: - Names

  /// A name in a cell by which somebody can be known: 王小明 and 阿依古丽·买买提, and not 王某, 王先生, 王*明 or 市教育局.
  static func isOpenName(_ value: String) -> Bool {
    let name = value.filter { !$0.isWhitespace && !$0.isASCIISign }
    let isDot: (Character) -> Bool = { "·•・‧".contains($0) }
    let isParted = name.contains(where: isDot) && name.first.map(isDot) == false && name.last.map(isDot) == false
    return (isParted ? 3...15 : 2...4).contains(name.count) && isOpen(name)
      && name.allSatisfy { isParted && isDot($0) || $0.unicodeScalars.allSatisfy { $0.value >= 0x3400 } }
      && !unnamed.contains { name.contains($0) } && !groups.contains { name.hasSuffix($0) } && !isName(name)
      && !isOffice(name)
  }

  /// 张*三 and 张某: somebody, whose name is not told.
  static func isHiddenName(_ value: String) -> Bool {
    let name = value.filter { !$0.isWhitespace && !$0.isASCIISign }
    return (2...5).contains(name.count) && name.contains { "*＊×●某".contains($0) } && !isOffice(name)
  }

  /// What is said instead of a name.
  private static let unnamed = [
    "某", "先生", "女士", "同志", "匿名", "群众", "市民", "居民", "村民", "网民", "网友", "业主", "不详", "保密",
  ]
  /// What many are called: 肢体残疾, 文科考生.
  private static let groups = ["残疾", "考生", "儿童", "新生儿", "门诊", "住院部", "人员"]

  /// Whether a short word is what an office or a company is called.
  private static func isOffice(_ name: String) -> Bool {
    if name.contains("公司") || ["小学", "中学", "学校"].contains(where: { name.hasSuffix($0) }) { return true }
    guard name.count > 2, let last = name.last else { return false }
    return "局厂店厅校".contains(last) || name.count > 3 && "院所社部站队处办会委室".contains(last)
  }
}
