import Catalogue

/// The machine forms of the site, as the page 数据接口 lists them.
enum DataInterfaces {
  /// One form.
  struct Interface {
    let name: String
    let path: String
    let format: String
    let description: String
  }

  /// The forms that a site has, in the order of the page.
  static func all(_ model: SiteModel) -> [Interface] {
    var all = [
      Interface(
        name: "政府信息公开目录（JSON）", path: "catalogue.json", format: "JSON，UTF-8",
        description: "全部栏目的数量和最近发布日期，每条信息的索引号、名称、内容概述、生成日期、网址和附件摘要；每次发布更新"),
      Interface(
        name: "政府信息公开目录（CSV）", path: "catalogue.csv", format: "CSV，UTF-8 带 BOM",
        description: "同一目录的表格，可用 Excel、WPS 表格打开"),
      Interface(
        name: "政府信息公开目录（XML）", path: "catalogue.xml", format: "XML", description: "同一目录，结构见 catalogue.xsd"),
      Interface(name: "目录的结构说明", path: "catalogue.xsd", format: "XML Schema 1.0", description: "catalogue.xml 的元素和类型"),
      Interface(name: "网站地图", path: "sitemap.xml", format: "sitemaps.org 0.9", description: "供搜索引擎抓取的全部网页"),
      Interface(
        name: "发布清单", path: "manifest.json", format: "JSON，UTF-8",
        description: "每个已发布文件的 SHA-256；记录页另有所依据的版本和批准的摘要，可据以核对任何一份镜像"),
    ]
    if let newest = model.items.first {
      all.append(
        Interface(
          name: "单条信息（JSON）", path: SiteAddresses.json(of: newest.page.address), format: "JSON，UTF-8",
          description: "每条信息的公开元数据和附件摘要：把网页地址末尾的 .html 换成 .json；此处以最新一条为例"))
      all += [
        Interface(
          name: "最新公开（Atom）", path: "atom.xml", format: "Atom，RFC 4287", description: "最新 50 条；各栏目另有 <栏目编码>/atom.xml"),
        Interface(name: "最新公开（RSS）", path: "rss.xml", format: "RSS 2.0", description: "最新 50 条；各栏目另有 <栏目编码>/rss.xml"),
      ]
    }
    if !model.moved.isEmpty {
      all += [
        Interface(name: "原网址跳转表（nginx）", path: "redirects.nginx", format: "nginx map", description: "原网站地址到现地址"),
        Interface(name: "原网址跳转表（Caddy）", path: "redirects.caddy", format: "Caddyfile", description: "原网站地址到现地址"),
      ]
    }
    return all
  }
}
