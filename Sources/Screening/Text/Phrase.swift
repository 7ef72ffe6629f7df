/// A word that a detector looks at more closely.
struct Phrase {
  let bytes: [UInt8]
  let kind: Kind

  enum Kind {
    case secrecyLine, internalMark, weakInternalMark, addressee, channel, debris, birth, address, disease, travel, name
    case plate
    /// 公开属性: what a head says of disclosure.
    case attribute
    /// 仅供, that 参考 may follow.
    case only
    /// 生 and 出生 after a date.
    case born
    /// ＠.
    case mail
  }

  /// Its text.
  var words: String { String(decoding: bytes, as: UTF8.self) }

  /// A mark, which typists space out.
  var isMark: Bool { [.internalMark, .weakInternalMark, .addressee].contains(kind) }

  /// All phrases, by the scalar they begin with.
  static let byFirst: [UInt32: [Phrase]] = {
    var all: [UInt32: [Phrase]] = [:]
    func add(_ kind: Kind, _ list: String) {
      for word in list.split(separator: " ") {
        guard let first = word.unicodeScalars.first else { continue }
        all[first.value, default: []].append(Phrase(bytes: Array(word.utf8), kind: kind))
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
    add(.debris, "待定 待补充 此处补充")
    add(.birth, "出生日期 出生年月 生于")
    add(.address, "家庭住址 家庭地址 户籍地址 户籍所在地 常住地址 居住地址 现居住地 现住址 住址 家住 现住")
    add(.disease, "尿毒症 肺癌 肝癌 胃癌 乳腺癌 白血病 艾滋病 精神分裂症 精神障碍 乙肝 肺结核 梅毒 恶性肿瘤 残疾等级 诊断为")
    add(.travel, "护照 通行证 军官证 台胞证")
    add(.name, "姓名")
    add(.plate, "京 津 沪 渝 冀 豫 云 辽 黑 湘 皖 鲁 新 苏 浙 赣 鄂 桂 甘 晋 蒙 陕 吉 闽 贵 粤 青 藏 川 宁 琼")
    return all
  }()

  /// One bit a scalar of the basic plane: whether any phrase begins with it.
  static let firsts = bits(byFirst.keys)

  /// The same of secrecy marks alone.
  static let secrecyFirsts = bits(
    byFirst.filter { _, phrases in phrases.contains { if case .secrecyLine = $0.kind { true } else { false } } }.keys)

  private static func bits(_ firsts: some Sequence<UInt32>) -> [UInt64] {
    var bits = [UInt64](repeating: 0, count: 1024)
    for first in firsts where first < 65_536 { bits[Int(first >> 6)] |= 1 << UInt64(first & 63) }
    return bits
  }
}
