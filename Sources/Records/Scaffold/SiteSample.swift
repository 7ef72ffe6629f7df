import Values

/// What a new site's settings say until somebody fills them in.
enum SiteSample {
  /// Stands for any text.
  static let text = "待填写"
  /// No name below `.invalid` is ever given away (RFC 2606).
  static let domain = "www.example.invalid"
  /// Nobody's: of no area.
  static let creditCode = "11000000000000000U"
  static let siteCode = "0000000000"

  /// Whether a value of site.yaml is one of a new site's.
  static func isSample(_ value: YAMLNode) -> Bool {
    switch value.content {
    case .scalar(let written): [text, domain, creditCode, siteCode].contains(Wording.clean(written))
    case .list(let items): items.contains(where: isSample)
    case .map(let entries): entries.contains { isSample($0.value) }
    }
  }

  /// Where the first value of a new site stands that nobody filled in.
  static func first(in entries: [YAMLNode.Entry]) -> Position? {
    for entry in entries where isSample(entry.value) {
      if case .map(let inner) = entry.value.content { return first(in: inner) }
      return entry.key.position
    }
    return nil
  }
}

extension Person {
  /// Whether nobody filled in yet who it is.
  public var isUnfilled: Bool { name == SiteSample.text }
}

extension SiteSettings {
  /// The keys of site.yaml whose values are still those of a new site, in the order of the file.
  public var unfilled: [String] {
    let office = disclosureOffice
    let values = [
      ("域名", domain == SiteSample.domain), ("统一社会信用代码", creditCode.text == SiteSample.creditCode),
      ("网站标识码", siteCode == SiteSample.siteCode), ("办公地址", address == SiteSample.text),
      ("联系电话", phone == SiteSample.text),
    ]
    let offices = [
      ("名称", office.name), ("负责人", office.head), ("分管领导", office.leader), ("联系电话", office.phone),
      ("传真", office.fax), ("互联网联系方式", office.online), ("办公地址", office.address),
    ]
    return values.filter(\.1).map(\.0)
      + offices.filter { $0.1 == SiteSample.text }.map { "公开工作机构的\($0.0)" }
  }
}

extension Record {
  /// Fields that still say what a new site's first record says.
  public var unfilled: [Field] { Field.allCases.filter { text($0) == SiteSample.text } }
}
