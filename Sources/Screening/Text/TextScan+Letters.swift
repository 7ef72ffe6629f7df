/// What tells who wrote a letter or called: in 市长信箱、人民来信办理 and 市长公开电话办理 only summaries stand, and nobody may be
/// known by them (DESIGN §4). What elsewhere is only told of holds the record there.
extension TextScan {
  private static let strict: Set<Detector> = [.mobile, .email, .birthDate, .plate, .passport, .maskedID]

  /// Goes over the text once more, for these columns alone.
  mutating func letters() {
    for at in found.indices where TextScan.strict.contains(found[at].detector) { found[at].action = .block }
    let known = Set(found.filter { $0.detector == .homeAddress }.compactMap(\.offset))
    for sight in LetterText(bytes, reader).sights {
      // 家住 and 现住 are phrases of their own.
      if sight.detector == .homeAddress, (sight.offset - 6...sight.offset).contains(where: known.contains) { continue }
      note(sight.detector, .block, sight.masked, sight.offset)
    }
    letterTables()
  }

  /// Whether a name stands after a word for who wrote.
  func namesWriter(_ words: String, _ at: Int) -> Bool {
    let piece = UnsafeBufferPointer(rebasing: bytes[at..<min(bytes.count, at + 90)])
    return LetterText(piece, SymbolReader(bytes: piece)).isNamed(words.unicodeScalars.count)
  }

  /// Tables whose head has a column of those who wrote.
  private mutating func letterTables() {
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      // A head is short, and parts its cells.
      guard end - start < 600, bytes[start..<end].contains(where: { "|,;\t".utf8.contains($0) }),
        let table = TextTable(bytes: bytes, head: start..<end)
      else {
        start = end + 1
        continue
      }
      let names = table.header.indices.filter { TableScreen.namesWriters(table.header[$0]) }
      let isOpen = table.rows.contains { row in names.contains { $0 < row.count && TableScreen.isOpenName(row[$0]) } }
      if isOpen { note(.letterWriter, .block, "\(names.first.map { table.header[$0].prefix(8) } ?? "")…", start) }
      start = max(table.end, end + 1)
    }
  }
}

/// A text as characters: full-width letters and signs as half-width ones, without what has no width.
private struct LetterText {
  struct Sight {
    let detector: Detector
    let masked: String
    let offset: Int
  }

  private var text: [UInt32] = []
  private var offsets: [Int] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ reader: SymbolReader) {
    text.reserveCapacity(bytes.count / 2)
    offsets.reserveCapacity(bytes.count / 2)
    var at = 0
    while at < bytes.count {
      if let length = reader.widthless(at) {
        at += length
        continue
      }
      let byte = bytes[at]
      let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      var code = UInt32(length == 1 ? byte : byte & (0xFF >> UInt8(length + 1)))
      for next in (at + 1)..<max(at + 1, min(at + length, bytes.count)) {
        code = code << 6 | UInt32(bytes[next] & 0x3F)
      }
      if (0xFF01...0xFF5E).contains(code) { code -= 0xFEE0 }
      text.append(code == 0x3000 ? 0x20 : code)
      offsets.append(at)
      at += length
    }
  }

  /// All that is found, in no order.
  var sights: [Sight] {
    var sights: [Sight] = []
    for at in text.indices {
      switch text[at] {
      case 0x30: if isAreaNumber(at) { sights.append(sight(.landline, "0***-****", at)) }
      case "(", ",", "、", " ": if isDescribed(before: at) { sights.append(sight(.letterWriter, "…男／女…岁", at)) }
      case "住": if isAddress(at) { sights.append(sight(.homeAddress, "住…", at)) }
      case let first where !LetterText.mayBegin(first): continue
      default:
        for label in LetterText.phones[text[at]] ?? [] where follows(at, label) && isLocalNumber(at + label.count) {
          sights.append(sight(.landline, "\(word(label))…", at))
        }
        if isWriter(at) { sights.append(sight(.letterWriter, "…来信", at)) }
        for label in LetterText.labels[text[at]] ?? [] where follows(at, label) && isNamed(at + label.count) {
          sights.append(sight(.letterWriter, "\(word(label))…", at))
        }
      }
    }
    return sights
  }

  private func sight(_ detector: Detector, _ masked: String, _ at: Int) -> Sight {
    Sight(detector: detector, masked: masked, offset: offsets[at])
  }

  private func word(_ label: [UInt32]) -> String {
    String(String.UnicodeScalarView(label.compactMap(Unicode.Scalar.init)))
  }

  // MARK: - Numbers

  private func isDigit(_ at: Int) -> Bool { text.indices.contains(at) && (0x30...0x39).contains(text[at]) }

  private func digits(from start: Int) -> Int {
    var at = start
    while isDigit(at) { at += 1 }
    return at - start
  }

  /// 0830-5550000, and the same without a sign or with brackets.
  private func isAreaNumber(_ at: Int) -> Bool {
    guard at == 0 || !(isDigit(at - 1) || isWord(at - 1) || text[at - 1] == "-" && isDigit(at - 2)) else {
      return false
    }
    let whole = digits(from: at)
    if (10...12).contains(whole) { return !isDigit(at + whole) && text[at + 1] != 0x30 }
    var next = at + whole
    while next < text.count, next - at - whole < 3, "-) —–".unicodeScalars.contains(where: { $0.value == text[next] }) {
      next += 1
    }
    return (3...4).contains(whole) && next > at + whole && (7...8).contains(digits(from: next))
  }

  /// Seven or eight digits right after 电话.
  private func isLocalNumber(_ start: Int) -> Bool {
    var at = start
    while at < text.count, at - start < 4, [":", " ", "为", "是", "号", "码"].contains(where: { $0 == text[at] }) {
      at += 1
    }
    let count = digits(from: at)
    return (7...8).contains(count) && !(text.indices.contains(at + count) && text[at + count] == "年")
  }

  private func isWord(_ at: Int) -> Bool {
    text[at] < 0x80 && SymbolReader.isWord(UInt8(text[at]))
  }

  // MARK: - Addresses

  /// 住青石镇大河村3组, and not 居住环境 or 堵住路口.
  private func isAddress(_ at: Int) -> Bool {
    guard at + 1 < text.count else { return false }
    if at > 0, LetterText.notBeforeLiving.contains(text[at - 1]) {
      let isLasting = LetterText.lasting.contains(text[at - 1])
      guard isLasting, text[at + 1] == "在" || text[at + 1] == "于" else { return false }
    }
    guard !LetterText.notAfterLiving.contains(text[at + 1]) else { return false }
    let rest = text[(at + 1)..<min(text.count, at + 41)].prefix { !LetterText.stops.contains($0) }
    return rest.indices.dropFirst().contains { index in LetterText.places.contains { follows(index, $0) } }
  }

  private static let notBeforeLiving = set("居入挡站记抓稳守留保拦堵不吃管握得停顶扣困封围圈占拉按压遮盖罩锁忍食常长暂寄")
  private static let notAfterLiving = set("房建户宅院所宿校行村持改权区宾进上了着满")
  /// 居住在, 常住于: these tell where somebody lives.
  private static let lasting = set("居常长暂寄")
  private static let stops = set(",。;!?\n、)(").union([0x0D])

  // MARK: - Names

  /// Whether a name stands after a word for who wrote.
  func isNamed(_ start: Int) -> Bool {
    var at = start
    if follows(at, LetterText.word("姓名")) { at += 2 }
    at = afterBlanks(at)
    let isTold = at < text.count && text[at] == ":"
    if at < text.count, [":", "(", "为", "是", "系", "叫", "“", "‘", "「", "\""].contains(where: { $0 == text[at] }) {
      at = afterBlanks(at + 1)
    }
    var end = at
    while end < text.count, end - at < 8, isHan(end) || text[end] == "·" && end > at { end += 1 }
    // A line of a form says nothing else.
    if isTold, (2...3).contains(end - at), !isMasked(at, end) { return true }
    return name(at, in: LetterText.commonSurnames, isEnd: { isNameEnd($0) }) != nil
  }

  /// Whether a sentence begins with a name, and with what its bearer did: 王小明来信反映.
  private func isWriter(_ at: Int) -> Bool {
    guard LetterText.commonSurnames.contains(text[at]), at == 0 || !isHan(at - 1) else { return false }
    return name(at, in: LetterText.commonSurnames, isEnd: isAct) != nil
  }

  /// Whether 来信 and the like follow, right away or after a word of respect: 老人来电.
  private func isAct(_ at: Int) -> Bool {
    let title = LetterText.titles.first { follows(at, $0) }?.count ?? 0
    return LetterText.acts.contains { follows(at + title, $0) }
  }

  /// Whether 男 or 女 with an age, a birthday or an address stands here, and a name before it.
  private func isDescribed(before at: Int) -> Bool {
    guard at >= 2, at + 2 < text.count, text[at + 1] == "男" || text[at + 1] == "女",
      [",", "、", " ", ";"].contains(where: { $0 == text[at + 2] })
    else { return false }
    let rest = text[(at + 2)..<min(text.count, at + 42)].prefix { $0 != "。" && $0 != 0x0A && $0 != ")" }
    guard rest.indices.contains(where: { index in LetterText.tells.contains { follows(index, $0) } }) else {
      return false
    }
    return [3, 2, 4].contains { count in
      at >= count && name(at - count, in: LetterText.surnames, isEnd: { $0 == at }).map { $0 == at } == true
    }
  }

  /// The end of the name that begins here; nil if none does, or a masked one.
  private func name(_ at: Int, in surnames: Set<UInt32>, isEnd: (Int) -> Bool) -> Int? {
    guard at + 1 < text.count else { return nil }
    let isDouble = LetterText.doubleSurnames.contains { follows(at, $0) }
    guard isDouble || surnames.contains(text[at]) else { return nil }
    let first = at + (isDouble ? 2 : 1)
    for end in [first + 2, first + 1] where end <= text.count && (first..<end).allSatisfy(isHan) && isEnd(end) {
      if !isMasked(at, end), !LetterText.words.contains(where: { follows(at, $0) }) { return end }
    }
    return nil
  }

  private func isNameEnd(_ at: Int) -> Bool {
    guard at < text.count, isHan(at) else { return at >= text.count || text[at] != "*" }
    return LetterText.verbs.contains { follows(at, $0) }
  }

  /// 李某, 王先生, 匿名, 部分群众: nobody can be known by these.
  private func isMasked(_ start: Int, _ end: Int) -> Bool {
    if end < text.count, ["*", "×", "○", "X", "x"].contains(where: { $0 == text[end] }) { return true }
    return (start..<end).contains { at in LetterText.masks.contains { follows(at, $0) } }
  }

  private func isHan(_ at: Int) -> Bool {
    (0x3400...0x9FFF).contains(text[at]) || (0x20000...0x3FFFF).contains(text[at])
  }

  private func afterBlanks(_ start: Int) -> Int {
    var at = start
    while at < text.count, at - start < 8, text[at] == 0x20 || text[at] == 0x09 { at += 1 }
    return at
  }

  private func follows(_ at: Int, _ word: [UInt32]) -> Bool {
    at + word.count <= text.count && text[at] == word[0] && text[at..<(at + word.count)].elementsEqual(word)
  }

  // MARK: - Words

  private static func word(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

  private static func set(_ text: String) -> Set<UInt32> { Set(word(text)) }

  private static func list(_ text: String) -> [[UInt32]] { text.split(separator: " ").map { word(String($0)) } }

  private static func byFirst(_ words: String) -> [UInt32: [[UInt32]]] { Dictionary(grouping: list(words)) { $0[0] } }

  /// Whether a label or a name may begin with a character: one bit each, where three sets would be asked.
  private static func mayBegin(_ code: UInt32) -> Bool {
    code < 0x10000 && firsts[Int(code >> 6)] & (1 << UInt64(code & 63)) != 0
  }

  private static let firsts: [UInt64] = {
    var bits = [UInt64](repeating: 0, count: 1024)
    for first in Set(labels.keys).union(phones.keys).union(commonSurnames) {
      bits[Int(first >> 6)] |= 1 << UInt64(first & 63)
    }
    return bits
  }()

  private static let labels = byFirst(
    "来信人 来访人 来电人 来信来访人 信访人 投诉人 举报人 反映人 写信人 留言人 诉求人 咨询人 求助人 姓名 市民 村民 居民 网民 网友 业主 群众 教师 职工 工人 司机 医生 商户 家长 员工 农民 党员 残疾人 低保户"
  )
  private static let phones = byFirst("电话 座机 固话 联系方式")
  private static let places = list("村 路 街 巷 弄 号 组 室 栋 幢 单元 小区 社区")
  private static let tells = list("岁 出生 生于 月生 日生 身份证 住 族")
  private static let surnames = commonSurnames.union(rareSurnames)
  private static let masks = list(
    "某 先生 女士 小姐 同志 师傅 老师 大爷 大妈 阿姨 老人 匿名 不详 保密 公开 未署 未留 不愿 群众 市民 居民 村民 网民 网友 业主 家长 代表 电话 地址 性别 姓名 身份")
  private static let words = list("马上 高度 高兴 万分 江苏 金额 石头 龙头 夏天 陈述 黄金 白天 陆续 姓名")
  private static let verbs = list(
    "反映 来信 来电 来访 来函 投诉 举报 称 说 于 等 的 在 向 诉 咨询 建议 要求 希望 认为 表示 提出 求助 因 与 和 给 通过 写信 住 家住 现 请 询问 致电 为 男 女 电")
  private static let titles = list("老人 大爷 大妈 阿姨 同志 先生 女士 老师 师傅 家长")
  private static let acts = list("来信 来电 来访 来函 写信 致电")
  private static let doubleSurnames = list("欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 司徒 夏侯 闻人 端木 南宫 独孤")
  /// Those that begin few other words.
  private static let commonSurnames = set(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭林罗高梁郑谢宋唐许邓韩冯曹彭肖蒋蔡贾丁魏薛阎潘杜戴夏姜范石姚谭廖邹熊金陆郝孔崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎乔贺赖龚覃牟冉蒲萧闫付沈吕苏卢傅董袁程叶余田任")
  private static let rareSurnames = set(
    "钟汪方何常武文曾易施牛洪樊兰殷庞柳翁倪严温季俞章鲁葛伍韦申尤毕聂焦向柴梅盛童欧耿关苗凌费纪舒屈项祝左涂谷卓岳齐沙包路甘裴管詹柯成霍安白于应时连祖辛宁娄尚边卞卫水窦鲍华滕岑")
}

/// Characters are compared with literals: `text[at] == "住"`.
private func == (code: UInt32, character: Unicode.Scalar) -> Bool { code == character.value }
private func != (code: UInt32, character: Unicode.Scalar) -> Bool { code != character.value }
private func == (character: Unicode.Scalar, code: UInt32) -> Bool { code == character.value }
private func ~= (character: Unicode.Scalar, code: UInt32) -> Bool { code == character.value }
