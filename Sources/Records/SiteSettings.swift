import Values

/// site.yaml: the office, its 政府信息公开工作机构, identifiers and output settings (DESIGN §3).
public struct SiteSettings: Sendable, Hashable {
  /// 站点名称: the office's normative name.
  public var name: String
  /// 域名, without scheme: `www.yunchuan.example`.
  public var domain: String
  /// 基础路径: begins and ends with `/`.
  public var basePath: String
  /// 网站标识码.
  public var siteCode: String
  /// ICP备案号.
  public var icp: String?
  /// 公安备案号.
  public var policeRecord: String?
  /// 统一社会信用代码, first part of every 索引号.
  public var creditCode: SocialCreditCode
  /// 行政级别.
  public var level: String?
  public var address: String
  public var hours: String
  public var phone: String
  /// 公开工作机构, with every field of 条例 Art. 12.
  public var disclosureOffice: DisclosureOffice
  /// 上级政府.
  public var parent: Link?

  /// 文件下载: which records are offered as Word file and plain text beside their page.
  public var downloads: Downloads

  /// Which records can be taken away as files of their own.
  public enum Downloads: String, Sendable, Hashable, CaseIterable {
    /// What is law or an official document (国办公开办函〔2021〕33号 asks for it).
    case documents = "政策法规"
    /// Every record with a body.
    case all = "全部"
    case none = "无"
  }

  /// The office that handles disclosure (条例 Art. 4, 12).
  public struct DisclosureOffice: Sendable, Hashable {
    public var name, head, leader, phone, fax, online, address, hours: String

    /// Makes an office.
    public init(
      name: String, head: String, leader: String, phone: String, fax: String, online: String, address: String,
      hours: String
    ) {
      self.name = name
      self.head = head
      self.leader = leader
      self.phone = phone
      self.fax = fax
      self.online = online
      self.address = address
      self.hours = hours
    }
  }

  /// A name with an address.
  public struct Link: Sendable, Hashable {
    public var name: String
    public var url: String

    /// Makes a link.
    public init(name: String, url: String) {
      self.name = name
      self.url = url
    }
  }

  /// SHA-256 of site.yaml's bytes; recorded with each publication.
  public var digest: Digest
}

/// A person of reviewers.yaml.
public struct Person: Sendable, Hashable {
  /// 账号.
  public let account: String
  /// 姓名.
  public let name: String
  /// 岗位.
  public let post: String
  /// 科室.
  public let unit: String
  /// 角色.
  public let roles: [Role]

  /// Makes a person.
  public init(account: String, name: String, post: String, unit: String, roles: [Role]) {
    self.account = account
    self.name = name
    self.post = post
    self.unit = unit
    self.roles = roles
  }
}

/// 角色: what a person may do (DESIGN §3, review roles).
public enum Role: String, Sendable, Hashable, CaseIterable {
  case drafter = "拟稿人"
  case unitHead = "科室负责人"
  case secrecyReviewer = "保密审查员"
  case signer = "签发人"
  case disclosureOffice = "公开工作机构"
  case auditor = "审计员"
  case administrator = "管理员"
}

/// One review step: its name and the role that takes it.
public struct ReviewStep: Sendable, Hashable {
  public let name: String
  public let role: Role

  /// Makes a step.
  public init(name: String, role: Role) {
    self.name = name
    self.role = role
  }

  /// The three steps of DESIGN §5, by name.
  public static let known: [ReviewStep] = [
    ReviewStep(name: "科室审核", role: .unitHead), ReviewStep(name: "保密审查", role: .secrecyReviewer),
    ReviewStep(name: "批准", role: .signer),
  ]
  /// The step that may answer 不能确定 (条例 Art. 17).
  public static let secrecyReview = "保密审查"
  /// The last step, which fixes 可否公开 and 公开载体.
  public static let approval = "批准"
}

extension SiteSettings {
  /// The settings of a site.yaml; nil if it has a fault.
  public init?(siteFile bytes: [UInt8]) {
    var file = SettingsFile(file: "site.yaml", code: "site.invalid")
    guard let content = SiteYAML.read(bytes, in: &file), file.faults.isEmpty else { return nil }
    self = content.settings
  }
}
