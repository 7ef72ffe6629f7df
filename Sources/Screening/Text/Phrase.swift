/// A word that a detector looks at more closely.
struct Phrase {
  /// Its text.
  let words: String
  let bytes: [UInt8]
  let kind: Kind
  /// A mark, which typists space out.
  let isMark: Bool

  private init(_ words: String, _ kind: Kind) {
    self.words = words
    bytes = Array(words.utf8)
    self.kind = kind
    isMark = [.internalMark, .weakInternalMark, .addressee].contains(kind)
  }

  enum Kind {
    case secrecyLine, internalMark, weakInternalMark, addressee, channel, debris, birth, address, disease, travel, name
    case plate
    /// A word for somebody, that may head a column of names.
    case person
    /// 身份证号, that a number may follow.
    case idLabel
    /// 密级, that may head a column of levels.
    case level
    /// 手机, that a number with brackets may follow.
    case phone
    /// 来信人, that a name may follow.
    case writer
    /// 公开属性: what a head says of disclosure.
    case attribute
    /// 仅供, that 参考 may follow.
    case only
    /// 生 and 出生 after a date.
    case born
    /// ＠.
    case mail
  }

  /// The phrases by the scalar they begin with; all of them lie in the basic plane.
  private static let byFirst: [UInt32: [Phrase]] = {
    var all: [UInt32: [Phrase]] = [:]
    func add(_ kind: Kind, _ list: String) {
      for word in list.split(separator: " ") {
        guard let first = word.unicodeScalars.first else { continue }
        all[first.value, default: []].append(Phrase(String(word), kind))
      }
    }
    add(.secrecyLine, "绝 机 秘 絕 機 祕")
    add(.internalMark, "内部资料 内部文件 内部参阅 内部传达 注意保存 不得外传 此件不公开 此件依申请公开 此件不予公开 本件不公开 内部★ 内部☆")
    add(.weakInternalMark, "工作秘密 送审稿 征求意见稿 不予公开 （依申请公开） 【依申请公开】 内部使用 内部参考 内部掌握 内部刊物 仅限内部 严禁外传 请勿外传 不得扩散")
    add(.only, "仅供")
    add(.attribute, "公开属性 公开方式 公开选项 公开类别 公开形式 信息公开选项 信息公开属性")
    add(.born, "生 出生")
    add(.mail, "＠")
    add(.addressee, "亲启")
    add(.channel, "明传电报 密码电报")
    add(.debris, "待定 待补充 此处补充 正文(Markdown) 在这里写本机关的职能")
    add(.birth, "出生日期 出生年月 生于")
    add(.address, "家庭住址 家庭地址 户籍地址 户籍所在地 常住地址 居住地址 现居住地 现住址 住址 家住 现住")
    add(.disease, "尿毒症 肺癌 肝癌 胃癌 乳腺癌 白血病 艾滋病 精神分裂症 精神障碍 乙肝 肺结核 梅毒 恶性肿瘤 残疾等级 诊断为")
    add(.travel, "护照 通行证 军官证 台胞证")
    add(.name, "姓名")
    for word in TableScreen.names.union(TableScreen.listed).sorted() { add(.person, word) }
    add(.idLabel, "身份证号 身份号码 证件号码")
    add(.level, "密级 保密级别 保密等级 秘密等级 涉密等级")
    add(.phone, "手机 电话")
    add(.writer, "来信人 来访人 来电人 信访人 投诉人 举报人 写信人 反映人")
    add(.plate, "京 津 沪 渝 冀 豫 云 辽 黑 湘 皖 鲁 新 苏 浙 赣 鄂 桂 甘 晋 蒙 陕 吉 闽 贵 粤 青 藏 川 宁 琼")
    return all
  }()

  /// All phrases in a row, those of one first scalar beside each other.
  static let all = byFirst.sorted { $0.key < $1.key }.flatMap(\.value)

  /// Where the phrases lie that begin with a scalar of the basic plane.
  static func places(beginningWith scalar: Int) -> Range<Int> {
    let group = Int(groups[scalar])
    return starts[group]..<starts[group + 1]
  }

  /// Whether a phrase may go on with these three bytes after its first scalar: most that begins like one goes on otherwise.
  static func mayGoOn(_ place: Int, with three: UInt32) -> Bool {
    seconds[place] == 0 || seconds[place] == three
  }

  /// Of each phrase, the three bytes after the first scalar; 0 where there are none, or blanks may stand there.
  private static let seconds = all.map { phrase in
    let rest = phrase.bytes.dropFirst(3).prefix(3)
    return rest.count < 3 || phrase.isMark || phrase.kind == .name ? 0 : rest.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
  }

  /// Where each group of phrases begins: none at first, and the end at last.
  private static let starts = byFirst.sorted { $0.key < $1.key }.reduce(into: [0, 0]) { starts, group in
    starts.append(starts[starts.count - 1] + group.value.count)
  }

  /// For each scalar of the basic plane the group of its phrases: a look here is a load, in a dictionary a hash.
  private static let groups: [UInt8] = {
    var groups = [UInt8](repeating: 0, count: 65_536)
    for (place, first) in byFirst.keys.sorted().enumerated() { groups[Int(first)] = UInt8(place + 1) }
    return groups
  }()

  /// One bit a scalar of the basic plane: whether any phrase begins with it, or it is a Chinese digit.
  static let firsts = bits(Array(byFirst.keys) + digits)

  /// The same of secrecy marks alone.
  static let secrecyFirsts = bits(secrecy)

  /// The same of secrecy marks and Chinese digits.
  static let certainFirsts = bits(secrecy + digits)

  private static let secrecy = byFirst.filter { _, phrases in phrases.contains { $0.kind == .secrecyLine } }.map(\.key)

  private static let digits = (0x800...0xFFFF as ClosedRange<UInt32>).filter { code in
    let utf8 = [UInt8(0xE0 | code >> 12), UInt8(0x80 | code >> 6 & 0x3F), UInt8(0x80 | code & 0x3F)]
    return utf8.withUnsafeBufferPointer { SymbolReader(bytes: $0).chineseDigit(0) != nil }
  }

  private static func bits(_ firsts: [UInt32]) -> [UInt64] {
    var bits = [UInt64](repeating: 0, count: 1024)
    for first in firsts { bits[Int(first >> 6)] |= 1 << UInt64(first & 63) }
    return bits
  }
}
