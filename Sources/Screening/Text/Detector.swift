/// What a detector looks for; the raw value is the stable code after `screening.` (domain: 7.2 and 7.4).
public enum Detector: String, Sendable, Hashable, CaseIterable {
  // In text.
  case residentID = "resident-id"
  case residentID15 = "resident-id-15"
  case maskedID = "masked-id"
  case doubtfulID = "doubtful-id"
  case mobile
  case bankCard = "bank-card"
  case passport
  case plate
  case disabilityCard = "disability-card"
  case email
  case birthDate = "birth-date"
  case homeAddress = "home-address"
  case medical
  case personalTable = "personal-table"
  case minor
  case letterWriter = "letter-writer"
  case landline
  case secrecyMark = "secrecy-mark"
  case internalMark = "internal-mark"
  case addressee
  case internalChannel = "internal-channel"
  case draftDebris = "draft-debris"
  // In files.
  case comment, revision
  case hiddenText = "hidden-text"
  case hiddenSheet = "hidden-sheet"
  case hiddenCells = "hidden-cells"
  case pivotCache = "pivot-cache"
  case externalLink = "external-link"
  case embedded, macro, metadata, annotation
  case earlierRevision = "earlier-revision"
  case attachedFile = "attached-file"
  case script, gps, encrypted, unreadable
  case legacyFormat = "legacy-format"
  case scanned
  case tooLarge = "too-large"
  case typeMismatch = "type-mismatch"
  case archiveBomb = "archive-bomb"
  case falseSize = "false-size"
  case externalEntity = "external-entity"
  case pathTraversal = "path-traversal"
  case truncated

  /// The name for people.
  public var title: String { words.title }
  /// The rule behind it.
  public var basis: String { words.basis }
  /// What to do next.
  public var remedy: String { words.remedy }
  /// Whether a named person may let it pass; a secrecy mark never passes.
  public var isWaivable: Bool { self != .secrecyMark }

  private static let privacy = "条例第十五条；个人信息保护法第三十四条"
  private static let sensitive = "个人信息保护法第二十八条"
  private static let secrecy = "保密法第三十五条；条例第十四条"
  private static let inside = "条例第十六条"
  private static let process = "条例第十七条"

  private var words: (title: String, basis: String, remedy: String) {
    switch self {
    case .residentID: ("居民身份证号码", Self.privacy, "删去号码，或只留前六位")
    case .residentID15: ("十五位身份证号码", Self.privacy, "删去号码")
    case .maskedID: ("身份证号码只遮了一部分，露出出生日期", Self.privacy, "把出生日期的八位也遮住")
    case .doubtfulID: ("写明是身份证号码、校验码却不对的数字", Self.privacy, "核对：是个人号码的删去，或只留前六位")
    case .mobile: ("手机号码", Self.privacy, "是个人号码的删去，对外联系用单位固定电话")
    case .bankCard: ("银行卡号", Self.sensitive, "删去卡号")
    case .passport: ("出入境或军人证件号码", Self.privacy, "删去号码")
    case .plate: ("车牌号码", Self.privacy, "是个人车辆的删去")
    case .disabilityCard: ("残疾人证号", Self.sensitive, "删去号码")
    case .email: ("个人电子邮箱", Self.privacy, "改用单位邮箱")
    case .birthDate: ("出生日期", Self.privacy, "与事项无关的删去，或只留年份")
    case .homeAddress: ("家庭住址", Self.privacy, "只写到村或社区")
    case .medical: ("病情", Self.sensitive, "删去病种和诊断")
    case .personalTable: ("个人信息表", Self.privacy, "删去无关的列，其余按规定脱敏")
    case .minor: ("不满十四周岁未成年人的信息", Self.sensitive, "删去，或取得监护人单独同意后另行研究")
    case .letterWriter: ("来信来访人的姓名", Self.privacy, "删去姓名，只写“来信人”或“王某”")
    case .landline: ("电话号码", Self.privacy, "删去来信来访人的电话")
    case .secrecyMark: ("国家秘密标志", Self.secrecy, "涉密信息不得公开；已解密的先办理解密手续并去掉标志")
    case .internalMark: ("内部标志", Self.inside, "核实是否可以公开；可以的去掉标志后重新提交")
    case .addressee: ("亲启标志", Self.inside, "核实是否可以公开")
    case .internalChannel: ("内部网络地址或内部渠道", Self.process, "删去内部地址")
    case .draftDebris: ("草稿痕迹", Self.process, "改成定稿")
    case .comment: ("批注", Self.process, "接受或删除全部批注后重新保存")
    case .revision: ("修订痕迹", Self.process, "接受或拒绝全部修订，关闭修订后重新保存")
    case .hiddenText: ("隐藏文字", Self.process, "删去隐藏文字；要遮住的，不是盖住或改成底色，而是删去原字")
    case .hiddenSheet: ("隐藏工作表", Self.process, "删去隐藏的工作表")
    case .hiddenCells: ("隐藏的行或列", Self.process, "删去隐藏的行和列")
    case .pivotCache: ("数据透视表缓存", Self.process, "把透视表粘贴为数值后重新保存")
    case .externalLink: ("外部链接", Self.process, "断开外部链接后重新保存")
    case .embedded: ("嵌入对象", Self.process, "删去嵌入对象，或改成图片")
    case .macro: ("宏", Self.process, "另存为不带宏的格式")
    case .metadata: ("文档属性", Self.process, "用办公软件的“检查文档”清除作者等属性")
    case .annotation: ("注释", Self.process, "删去注释后重新导出")
    case .earlierRevision: ("文件里留有旧版本", Self.process, "重新导出为新文件")
    case .attachedFile: ("文件里另有附件", Self.process, "取出附件，单独审查")
    case .script: ("脚本", Self.process, "去掉脚本、程序、自动跳转和表单后重新导出")
    case .gps: ("拍摄地点", Self.privacy, "清除照片的位置信息")
    case .encrypted: ("加密文件", Self.process, "去掉密码，否则不能审查")
    case .unreadable: ("不能读取", Self.process, "换成能读取的文件，否则不能审查")
    case .legacyFormat: ("旧格式文件", Self.process, "另存为 DOCX、XLSX、OFD 或 PDF")
    case .scanned: ("扫描件，没有文字", Self.process, "由保密审查员逐页看过后写明理由豁免，或换成有文字的文件")
    case .tooLarge: ("超出审查上限", Self.process, "拆成较小的文件")
    case .archiveBomb: ("压缩炸弹", Self.process, "不要打开；向提供者索取正常的文件")
    case .falseSize: ("压缩包里的大小作假", Self.process, "不要打开；向提供者索取正常的文件")
    case .externalEntity: ("XML 里的文档类型声明或实体", Self.process, "用办公软件打开后另存，去掉实体")
    case .pathTraversal: ("压缩包里会写到别处的文件名或链接", Self.process, "用正常的文件名重新打包")
    case .truncated: ("文件不完整", Self.process, "重新取得完整的文件")
    case .typeMismatch: ("内容与扩展名不符", Self.process, "用正确的格式重新保存")
    }
  }
}
