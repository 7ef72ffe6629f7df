/// A field of a record. The raw value is the word in files: YAML key, CSV header and XML element alike.
///
/// DESIGN §3's table first, then what the columns of §4 ask for, then elements of GB/T 9704-2012 (参照).
public enum Field: String, Sendable, Hashable, CaseIterable {
  case title = "标题"
  case column = "栏目"
  case disclosure = "可否公开"
  case withholding = "不公开理由"
  case carriers = "公开载体"
  case unit = "承办科室"
  case formed = "生成日期"
  case changed = "变更日期"
  case id = "标识"
  case summary = "内容概述"
  case keywords = "关键词"
  case topic = "主题分类"
  case genre = "体裁"
  case documentNumber = "发文字号"
  case issuer = "发文机关"
  case addressee = "主送机关"
  case secrecy = "密级"
  case secrecyPeriod = "保密期限"
  case validity = "有效性"
  case expires = "失效日期"
  case repealed = "废止日期"
  case replaces = "替代"
  case attachments = "附件"
  case related = "关联"
  case handover = "上交"
  case maker = "制作机关"
  case noticeEnds = "公示截止"
  case originalDate = "原发布日期"
  case originalURL = "原网址"
  case publishFrom = "定时发布"

  case drafter = "拟稿人"
  case source = "来源"
  case body = "正文"

  case officeAddress = "办公地址"
  case officeHours = "办公时间"
  case contact = "联系方式"
  case head = "负责人"
  case phone = "联系电话"
  case fax = "传真"
  case duties = "职责"
  case personName = "姓名"
  case post = "职务"
  case responsibilities = "分工"
  case portrait = "照片"
  case resume = "简历"
  case order = "排序"
  case legalRank = "效力位阶"
  case relevance = "相关性"
  case titleNote = "题注"
  case effectiveFrom = "施行日期"
  case speaker = "讲话人"
  case year = "年度"
  case summaryKind = "总结类别"
  case url = "网址"
  case linkGroup = "链接分组"
  case forwardedDisclosure = "原件公开属性"

  case copyNumber = "份号"
  case urgency = "紧急程度"
  case issuingMark = "发文机关标志"
  case signer = "签发人"
  case signature = "发文机关署名"
  case note = "附注"
  case copiedTo = "抄送机关"
  case printedBy = "印发机关"
  case printedOn = "印发日期"
  case documentKind = "文种"

  /// The shape of a field's value.
  public enum Shape: Sendable, Hashable {
    case text
    /// `YYYY-MM-DD`; also read: `2024年5月8日`, `2024/5/8`, `2024.5.8`.
    case day
    /// A list of texts; in one cell or scalar separated by `;`, `；`, `、`, `|` or line ends (keywords also
    /// by `,` and `，`); the items of a YAML list or of repeated XML elements are taken as they are.
    case list
    /// A list of paths below attachments/; separated by `;`, `；`, `|` or line ends only.
    case paths
    /// One of these words.
    case choice([String])
    /// Several of these words.
    case choices([String])
  }

  /// The shape of this field's value.
  public var shape: Shape {
    switch self {
    case .formed, .changed, .expires, .repealed, .noticeEnds, .originalDate, .publishFrom, .effectiveFrom,
      .printedOn:
      .day
    case .keywords, .related, .replaces: .list
    case .attachments: .paths
    case .disclosure, .forwardedDisclosure: .choice(Disclosure.allCases.map(\.rawValue))
    case .carriers: .choices(Carrier.allCases.map(\.rawValue))
    case .validity: .choice(Validity.allCases.map(\.rawValue))
    default: .text
    }
  }

  /// ★: every record must have it (DESIGN §3).
  public static let required: [Field] = [.title, .column, .disclosure, .carriers, .unit, .formed]

  /// The code that a missing required field is held under.
  public var missingCode: String {
    switch self {
    case .disclosure: "flag.missing"
    case .carriers: "carrier.missing"
    case .column: "column.unknown"
    default: "record.invalid"
    }
  }
}

extension Field {
  /// The fields of a document (公文): all but those that describe an organ, a person or a link.
  ///
  /// The elements of Schemas/公文.xsd are these.
  public static let ofDocuments: [Field] = allCases.filter { !notOfDocuments.contains($0) }

  private static let notOfDocuments: Set<Field> = [
    .officeAddress, .officeHours, .contact, .head, .phone, .fax, .duties, .personName, .post,
    .responsibilities,
    .portrait, .resume, .order, .url, .linkGroup,
  ]
}

extension Field {
  /// Hashes the case: the way of `RawRepresentable`, hashing the Chinese word with Unicode normalisation,
  /// was a twentieth of the time of reading a site.
  public func hash(into hasher: inout Hasher) {
    withUnsafeBytes(of: self) { hasher.combine(bytes: $0) }
  }
}
