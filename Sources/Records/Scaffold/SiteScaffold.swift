import Diagnostics
import Files

/// Makes the folder of a new site, with settings to fill in.
public enum SiteScaffold {
  /// Writes the folder's first files.
  ///
  /// - Returns: the paths written, below the folder.
  /// - Throws: `SiteRefusal` if the folder already is a site; `FileFault` if a file can't be written.
  public static func write(to path: String, officeName: String) throws -> [String] {
    if (try? Folder(path))?.exists("site.yaml") == true {
      throw SiteRefusal([
        Diagnostic("site.exists", "「\(path)」已经是一个站点(有 site.yaml)，不覆盖", remedy: "换一个文件夹")
      ])
    }
    let name = Wording.clean(officeName)
    guard !name.isEmpty, !name.contains(where: \.isNewline), Wording.firstInvisible(in: name) == nil else {
      throw SiteRefusal([
        Diagnostic("site.invalid", "站点名称\(Wording.quoted(officeName))是空的，或含有换行、控制字符", remedy: "写机关的规范名称(--name)")
      ])
    }
    for folder in ["records", "documents", "attachments", "registers"] {
      try OutputFiles.makeFolder("\(path)/\(folder)")
    }
    let files = [
      ("site.yaml", siteYAML(name)), ("reviewers.yaml", reviewersYAML), (".gitignore", gitignore),
      ("records/1.1/机构职能.md", firstRecord(name)),
    ]
    try OutputFiles.makeFolder("\(path)/records/1.1")
    for (name, text) in files { try OutputFiles.write(Array(text.utf8), to: "\(path)/\(name)") }
    return files.map(\.0)
  }

  private static let gitignore = """
    ledger.sqlite
    ledger.sqlite-*
    console.sqlite
    console.sqlite-*
    .ledger.memory
    .public.*
    .gongkai-*.new

    """

  private static func siteYAML(_ name: String) -> String {
    """
    # 站点设置。写着「\(SiteSample.text)」的和域名、两个代码都要换成本机关的；换好之前不能发布。
    站点名称: \(PlainYAML.written(name))
    域名: \(SiteSample.domain)
    基础路径: /
    # 统一社会信用代码的校验位会被核对；它写进每一条信息的索引号，发布以后不再变。
    统一社会信用代码: \(SiteSample.creditCode)
    网站标识码: "\(SiteSample.siteCode)"
    # ICP备案号: 例如 蜀ICP备00000000号-1
    # 公安备案号: 例如 川公网安备51990000000001号
    行政级别: 设区的市
    办公地址: \(SiteSample.text)
    办公时间: 工作日9:00-12:00，13:00-17:00
    联系电话: \(SiteSample.text)
    公开工作机构:
      名称: \(SiteSample.text)
      负责人: \(SiteSample.text)
      分管领导: \(SiteSample.text)
      联系电话: \(SiteSample.text)
      传真: \(SiteSample.text)
      互联网联系方式: \(SiteSample.text)
      办公地址: \(SiteSample.text)
      办公时间: 工作日9:00-12:00，13:00-17:00
    审查步骤: [科室审核, 保密审查, 批准]
    # 上级政府: {名称: 本级人民政府, 网址: "https://www.example.gov.cn/"}

    """
  }

  private static let reviewersYAML = """
    # 人员。写着「\(SiteSample.text)」的要换成真实的姓名，账号、岗位、科室照实际改，用不着的整行删去；换好之前不能发布。
    # 第一次办理(如 review submit)时记入台账；以后的改动须由管理员执行 gongkai people apply 才生效。
    - {账号: drafter, 姓名: \(SiteSample.text), 岗位: 文书科科员, 科室: 文书科, 角色: [拟稿人]}
    - {账号: head, 姓名: \(SiteSample.text), 岗位: 文书科科长, 科室: 文书科, 角色: [科室负责人]}
    - {账号: secrecy, 姓名: \(SiteSample.text), 岗位: 保密员, 科室: 保密科, 角色: [保密审查员]}
    - {账号: signer, 姓名: \(SiteSample.text), 岗位: 主任, 科室: 领导班子, 角色: [签发人]}
    - {账号: office, 姓名: \(SiteSample.text), 岗位: 政务公开科科长, 科室: 政务公开科, 角色: [公开工作机构]}
    - {账号: admin, 姓名: \(SiteSample.text), 岗位: 系统管理员, 科室: 信息科, 角色: [管理员]}

    """

  private static func firstRecord(_ name: String) -> String {
    """
    ---
    标题: \(PlainYAML.written(name + "机构职能"))
    栏目: "1.1"
    可否公开: 主动公开
    公开载体: [政府网站]
    承办科室: 文书科
    生成日期: 2026-01-01
    内容概述: 本机关的职能、办公地址、办公时间和联系方式。
    办公地址: \(SiteSample.text)
    办公时间: 工作日9:00-12:00，13:00-17:00
    联系方式: \(SiteSample.text)
    负责人: \(SiteSample.text)
    ---
    在这里写本机关的职能。

    """
  }
}
