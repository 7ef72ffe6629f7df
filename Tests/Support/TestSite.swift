import Catalogue
import Diagnostics
import Files
import Foundation
import Records
import Review
import Values

/// A site in a temporary folder, removed with it: real files, a real ledger.
public final class TestSite: Sendable {
  /// Folder that holds `site/`, and whatever a test publishes.
  public let root: String
  /// The site folder.
  public var path: String { "\(root)/site" }
  /// Where tests publish to.
  public var output: String { "\(root)/public" }

  public static let settings = """
    站点名称: 云川市人民政府办公室
    域名: www.example.gov.cn
    基础路径: /
    网站标识码: "5199000001"
    统一社会信用代码: 11519900100000008K
    行政级别: 设区的市
    办公地址: 云川市人民路1号
    办公时间: 工作日9:00-17:00
    联系电话: 0830-5550000
    公开工作机构: {名称: 政务公开科, 负责人: 某某, 分管领导: 某某, 联系电话: 0830-5550001, 传真: 0830-5550002, 互联网联系方式: gk@example.gov.cn, 办公地址: 云川市人民路1号, 办公时间: 工作日9:00-17:00}
    审查步骤: [科室审核, 保密审查, 批准]

    """

  public static let people = """
    - {账号: drafter, 姓名: 甲某, 岗位: 科员, 科室: 文书科, 角色: [拟稿人]}
    - {账号: second, 姓名: 庚某, 岗位: 副科长, 科室: 文书科, 角色: [拟稿人, 科室负责人, 签发人]}
    - {账号: head, 姓名: 乙某, 岗位: 科长, 科室: 文书科, 角色: [科室负责人]}
    - {账号: secrecy, 姓名: 丙某, 岗位: 保密员, 科室: 保密科, 角色: [保密审查员]}
    - {账号: signer, 姓名: 丁某, 岗位: 主任, 科室: 领导班子, 角色: [签发人]}
    - {账号: office, 姓名: 戊某, 岗位: 公开科长, 科室: 政务公开科, 角色: [公开工作机构]}
    - {账号: admin, 姓名: 己某, 岗位: 管理员, 科室: 信息科, 角色: [管理员]}

    """

  /// Makes a site; `settings` is added to the standard settings.
  public init(settings: String = "", people: String = TestSite.people) throws {
    root = FileManager.default.temporaryDirectory.path + "/gongkai-\(UUID().uuidString)"
    try write("site.yaml", TestSite.settings + settings)
    try write("reviewers.yaml", people)
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  /// Writes a file below the site folder.
  public func write(_ relative: String, _ text: String) throws { try write(relative, bytes: Array(text.utf8)) }

  /// Writes bytes to a file below the site folder.
  public func write(_ relative: String, bytes: [UInt8]) throws {
    let file = "\(path)/\(relative)"
    try OutputFiles.makeFolder(OutputFiles.parent(of: file))
    try? FileManager.default.removeItem(atPath: file)
    try OutputFiles.write(bytes, to: file)
  }

  /// Writes a record in Markdown. `fields` replaces or adds fields; an empty text drops one.
  public func record(_ id: String, _ fields: [String: String] = [:], body: String = "正文。\n") throws {
    var all = [
      "标题": "关于\(id)的通知", "栏目": "\"4.1.3\"", "可否公开": "主动公开", "公开载体": "[政府网站]", "承办科室": "文书科",
      "生成日期": "2026-01-05", "内容概述": "\(id)的概述",
    ]
    all.merge(fields) { $1 }
    let lines = all.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\n" }
    try write("records/\(id).md", "---\n\(lines.joined())---\n\(body)")
  }

  /// Removes a file below the site folder.
  public func remove(_ relative: String) throws { try FileManager.default.removeItem(atPath: "\(path)/\(relative)") }

  /// Opens the site, with the project's own templates unless another layout is given.
  public func open(_ use: SiteSession.LedgerUse = .acting, layout: LayoutDigests? = nil) throws -> SiteSession {
    try SiteSession(
      path: path, use: use,
      layout: { layout ?? LayoutDigests(templates: TestSite.templateDigest, settings: $0.settings.digest) })
  }

  /// Someone, by `--as`.
  public static func actor(_ account: String) -> Actor { Actor(account: account, authentication: .declared) }

  /// Submits every record that is new.
  @discardableResult
  public func submit(as account: String = "drafter", only ids: [String]? = nil) throws -> [ActResult] {
    let session = try open()
    let state = try session.state()
    let records = try session.workingSite().records.filter { working in
      ids.map { $0.contains(working.record.id.rawValue) } ?? !state.holds(working)
    }
    return try session.ledger.submit(records, by: TestSite.actor(account), founding: session.founding)
  }

  /// Takes a step on what waits for it, or on named records.
  @discardableResult
  public func decide(
    _ step: String, as account: String,
    _ choice: Decision.Choice = .agree(disclosure: nil, carriers: nil, withholding: nil),
    only ids: [String]? = nil, seen: String? = nil
  ) throws -> [ActResult] {
    let session = try open()
    let filter = QueueFilter(step: step)
    return try session.ledger.decide(
      Decision(step: step, choice: choice), by: TestSite.actor(account), founding: session.founding,
      select: { state, record in
        ids?.map { Decision.Target(RecordID(rawValue: $0), seen: seen) } ?? filter.targets(in: state, record: record)
      })
  }

  /// Submits and takes all three steps.
  public func approve(only ids: [String]? = nil) throws {
    try submit(only: ids)
    try decide("科室审核", as: "head", only: ids)
    try decide("保密审查", as: "secrecy", only: ids)
    try decide("批准", as: "signer", only: ids)
  }

  /// Examines the site; `asOf` as `YYYY-MM-DD`.
  public func examine(asOf: String = "2026-12-01", layout: LayoutDigests? = nil) throws -> Examination {
    try open(.reading, layout: layout).examine(asOf: Day(iso: asOf) ?? Day(ordinal: 0))
  }

  /// What the gate says of one record.
  public func assess(_ id: String, asOf: String = "2026-12-01") throws -> Assessment? {
    try examine(asOf: asOf).assessments.first { $0.id.rawValue == id }
  }

  /// The codes that the gate gives one record.
  public func codes(_ id: String, asOf: String = "2026-12-01") throws -> [String] {
    try assess(id, asOf: asOf)?.reasons.map(\.code) ?? []
  }
}

extension ActResult {
  /// The codes of a refusal; empty otherwise.
  public var refusalCodes: [String] {
    if case .refused(let reasons) = outcome { return reasons.map(\.code) }
    return []
  }

  /// Whether the act was done.
  public var isDone: Bool {
    if case .done = outcome { return true }
    return false
  }
}
