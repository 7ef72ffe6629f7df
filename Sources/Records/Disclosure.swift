/// 可否公开: how a record may be disclosed (条例 Art. 13).
public enum Disclosure: String, Sendable, Hashable, CaseIterable {
  /// Published without being asked for.
  case proactive = "主动公开"
  /// Given to who applies for it.
  case onRequest = "依申请公开"
  /// Withheld (条例 Art. 14-16).
  case withheld = "不予公开"
}

/// 在何种载体上公开: where a record is published (条例 Art. 23-25).
public enum Carrier: String, Sendable, Hashable, CaseIterable {
  case website = "政府网站"
  case gazette = "政府公报"
  case pressConference = "新闻发布会"
  case press = "报刊"
  case radio = "广播"
  case television = "电视"
  case newMedia = "政务新媒体"
  case readingPlace = "公共查阅点"
}

/// Why a record is not published (domain §7.5): the code, the article behind it, and whether it must be kept.
public enum WithholdingReason: String, Sendable, Hashable, CaseIterable {
  case stateSecret = "N1"
  case forbiddenByLaw = "N2"
  case endangersSecurity = "N3"
  case thirdParty = "N4"
  case internalAffairs = "N5"
  case deliberation = "N6"
  case enforcementFile = "N7"
  case specialRegime = "N8"

  /// Name, article, and other words that people write for it.
  private var row: (name: String, article: String, words: [String]) {
    switch self {
    case .stateSecret: ("国家秘密", "条例第十四条", ["秘密"])
    case .forbiddenByLaw: ("法律、行政法规禁止公开", "条例第十四条", ["禁止公开"])
    case .endangersSecurity:
      ("危及国家安全、公共安全、经济安全、社会稳定", "条例第十四条", ["第十四条", "三安全一稳定"])
    case .thirdParty: ("商业秘密、个人隐私等第三方合法权益", "条例第十五条", ["第十五条", "商业秘密", "个人隐私", "第三方"])
    case .internalAffairs: ("内部事务信息", "条例第十六条第一款", ["第十六条", "第十六条第一款", "内部事务"])
    case .deliberation: ("过程性信息", "条例第十六条第二款", ["第十六条第二款", "过程性"])
    case .enforcementFile: ("行政执法案卷", "条例第十六条第二款", ["执法案卷"])
    case .specialRegime: ("法律、行政法规另有规定的查询事项", "条例第三十六条第七项", ["第三十六条", "另有规定"])
    }
  }

  /// The reason in words.
  public var name: String { row.name }
  /// The article.
  public var article: String { row.article }

  /// Finds the reason that a person wrote: a code (`N5`, `N5 内部管理`), an article (`第十六条`, `16`, `Art. 15`)
  /// or words of it.
  public init?(written text: String) {
    if let reason = WithholdingReason(rawValue: String(text.prefix(2)).uppercased()) {
      self = reason
      return
    }
    let digits = text.split { !$0.isNumber }.first.map(String.init) ?? ""
    let articles = [
      "14": Self.endangersSecurity, "15": .thirdParty, "16": .internalAffairs, "36": .specialRegime,
    ]
    if let reason = articles[digits] {
      self = reason
      return
    }
    let matches = Self.allCases.flatMap { reason in
      ([reason.name] + reason.row.words).filter { text.contains($0) }.map { (reason, $0.count) }
    }
    guard let best = matches.max(by: { $0.1 < $1.1 }) else { return nil }
    self = best.0
  }
}

/// 上交: the four kinds of work that belong to the government's level (篇3 二(一)).
public enum HandoverKind: String, Sendable, Hashable, CaseIterable {
  case officeDocument = "办公室名义文件"
  case emergency = "应急管理"
  case meeting = "政府会议"
  case electronicGovernment = "电子政务"

  /// Reads a kind by its name, by its number ①-④ or 1-4, or by the words of 篇3.
  public init?(written text: String) {
    let trimmed = text.filter { !$0.isWhitespace }
    if let kind = Self(rawValue: trimmed) {
      self = kind
      return
    }
    switch trimmed {
    case "1", "①", "一", "办公厅名义文件", "办公厅(室)名义文件", "办公室文件", "文件", "公文": self = .officeDocument
    case "2", "②", "二", "应急", "应急管理工作": self = .emergency
    case "3", "③", "三", "会议", "政府全体会议", "常务会议", "重点工作会议": self = .meeting
    case "4", "④", "四", "电子政务工作": self = .electronicGovernment
    default: return nil
    }
  }
}

/// 有效性: whether a document is in force (domain §5.4).
public enum Validity: String, Sendable, Hashable, CaseIterable {
  case inForce = "有效"
  case expired = "失效"
  case repealed = "废止"
  case amended = "已修改"
  case partlyRepealed = "部分废止"
  case notYet = "尚未生效"
}
