import Diagnostics
import Values

/// Reads site.yaml (DESIGN §3).
struct SiteYAML {
  /// What site.yaml says.
  struct Content {
    var settings: SiteSettings
    var steps: [ReviewStep]
    var requiresPassword: Bool
    var reviewsLayout: Bool
    var reassessmentMonths: Int
    var oversight: OversightSettings
    /// Files below the site folder that the settings name.
    var files: OversightYAML.FileNames
    /// The first key for supervision in site.yaml itself.
    var firstOversightKey: PlacedText?
  }

  /// The keys of site.yaml.
  static let keys =
    [
      "站点名称", "域名", "基础路径", "网站标识码", "ICP备案号", "公安备案号", "统一社会信用代码", "行政级别", "办公地址", "办公时间",
      "联系电话", "公开工作机构", "审查步骤", "上级政府", "认证要求", "版式审查", "文件下载", "复核周期",
    ] + OversightYAML.keys

  /// The keys of 公开工作机构: what 条例 Art. 12 wants in the guide.
  static let officeKeys = ["名称", "负责人", "分管领导", "联系电话", "传真", "互联网联系方式", "办公地址", "办公时间"]

  /// Reads the file; nil after noting every fault.
  static func read(_ bytes: [UInt8], in file: inout SettingsFile) -> Content? {
    guard let root = file.root(of: bytes), let map = file.map(root, "site.yaml ", known: keys) else {
      return nil
    }
    file.noteSample(SiteSample.first(in: map.entries))
    // All are read before any is asked for, so that every fault is told in one run.
    let name = map.required("站点名称", in: &file)
    let domain = map.required("域名", in: &file).flatMap { SiteAddress.domain($0, in: &file) }
    let path = SiteAddress.basePath(map.text("基础路径", in: &file), in: &file)
    let siteCode = map.required("网站标识码", in: &file)
    let icp = map.text("ICP备案号", in: &file)
    let police = map.text("公安备案号", in: &file)
    let credit = map.required("统一社会信用代码", in: &file).flatMap { creditCode($0, in: &file) }
    let level = map.text("行政级别", in: &file)
    if let level { check(level: level, in: &file) }
    let address = map.required("办公地址", in: &file)
    let hours = map.required("办公时间", in: &file)
    let phone = map.required("联系电话", in: &file)
    let office = office(map, in: &file)
    let steps = ReviewStepsYAML.read(map.node("审查步骤"), in: &file)
    let parent = parent(map, in: &file)
    let authentication = map.word("认证要求", among: ["口令", "声明"], in: &file)
    let layout = map.word("版式审查", among: ["是", "否"], in: &file)
    let downloads = map.word("文件下载", among: SiteSettings.Downloads.allCases.map(\.rawValue), in: &file)
    let reassessment = reassessmentMonths(map, in: &file)
    let (oversight, files) = OversightYAML.read(map, in: &file)
    SiteIdentifiers.check(siteCode: siteCode, icp: icp, police: police, in: &file)
    guard file.faults.isEmpty, let name, let domain, let path, let siteCode, let credit, let address,
      let hours,
      let phone, let office, let steps
    else { return nil }
    let settings = SiteSettings(
      name: name.text, domain: domain, basePath: path, siteCode: siteCode.text, icp: icp?.text,
      policeRecord: police?.text, creditCode: credit, level: level?.text, address: address.text,
      hours: hours.text, phone: phone.text, disclosureOffice: office, parent: parent,
      downloads: downloads.flatMap(SiteSettings.Downloads.init(rawValue:)) ?? .documents, digest: Digest(of: bytes))
    return Content(
      settings: settings, steps: steps, requiresPassword: authentication == "口令", reviewsLayout: layout == "是",
      reassessmentMonths: reassessment, oversight: oversight, files: files,
      firstOversightKey: map.entries.first { OversightYAML.keys.contains($0.key.text) }?.key)
  }

  /// 复核周期: 1 to 60 months, as `12个月` or `12`, or whole years.
  private static func reassessmentMonths(_ map: SettingsMap, in file: inout SettingsFile) -> Int {
    let standard = 12
    guard let written = map.text("复核周期", in: &file) else { return standard }
    let text = written.text.filter { !$0.isWhitespace }
    let number = Int(text.prefix { $0.isASCII && $0.isNumber })
    let unit = text.drop { $0.isASCII && $0.isNumber }
    if let number, number <= 60, let months = ["": number, "个月": number, "月": number, "年": number * 12][unit],
      (1...60).contains(months)
    {
      return months
    }
    file.fault(
      written.position, "「复核周期」的值\(Wording.quoted(written.text))不认识", remedy: "写 1 到 60 个月，如 12个月",
      source: "条例第十八条")
    return standard
  }

  /// Warns of a 行政级别 that names none: Art. 21 asks other items of each level, and the site goes by nothing else of it.
  private static func check(level written: PlacedText, in file: inout SettingsFile) {
    guard AdministrativeLevel(written: written.text) == nil else { return }
    let known = AdministrativeLevel.words
    file.warn(
      written.position,
      "「行政级别」的值\(Wording.quoted(written.text))不认识，不核查条例第二十一条按级别要求的事项"
        + Wording.question(Suggestion.nearest(to: written.text, among: known)),
      remedy: "写成其中之一：\(known.joined(separator: "、"))", source: "条例第二十一条")
  }

  private static func creditCode(_ text: PlacedText, in file: inout SettingsFile) -> SocialCreditCode? {
    if let code = SocialCreditCode(text.text) { return code }
    file.fault(
      text.position, "「统一社会信用代码」\(Wording.quoted(text.text))的位数或校验码不对",
      remedy: "照登记证书核对 18 位代码，字母用大写", source: "GB 32100-2015")
    return nil
  }

  private static func office(
    _ map: SettingsMap, in file: inout SettingsFile
  ) -> SiteSettings.DisclosureOffice? {
    let source = "条例第四条、第十二条"
    guard let node = map.node("公开工作机构") else {
      _ = map.required("公开工作机构", in: &file, source: source)
      return nil
    }
    guard let office = file.map(node, "「公开工作机构」", known: officeKeys) else { return nil }
    let texts = officeKeys.map { office.required($0, in: &file, source: source)?.text }
    let found = texts.compactMap(\.self)
    guard found.count == 8 else { return nil }
    return SiteSettings.DisclosureOffice(
      name: found[0], head: found[1], leader: found[2], phone: found[3], fax: found[4], online: found[5],
      address: found[6], hours: found[7])
  }

  private static func parent(_ map: SettingsMap, in file: inout SettingsFile) -> SiteSettings.Link? {
    guard let node = map.node("上级政府"), let link = file.map(node, "「上级政府」", known: ["名称", "网址"]) else {
      return nil
    }
    let name = link.required("名称", in: &file)
    let url = link.required("网址", in: &file)
    if let url, !WebAddress.isAbsolute(url.text) {
      file.fault(
        url.position, "「网址」\(Wording.quoted(url.text))不是网址", remedy: "写成 https://www.example.gov.cn/")
    }
    guard let name, let url else { return nil }
    return SiteSettings.Link(name: name.text, url: url.text)
  }
}
