import Templates

/// The fields that each kind of page gives its template. Templates are checked against these at load.
enum PageSchemas {
  static let site = Schema(
    "site",
    [
      .text("name"), .text("domain"), .text("idCode"), .text("icp"), .text("icpURL"), .text("policeRecord"),
      .text("policeURL"), .text("badgeURL"), .text("hostUnit"), .text("address"), .text("hours"), .text("phone"),
      .text("parentName"), .text("parentURL"), .flag("parentOutside"), .text("findErrorURL"), .text("rootURL"),
      .text("homeURL"),
      .text("mapURL"), .text("catalogueURL"), .text("platformURL"), .text("searchURL"), .text("dataURL"),
      .text("feedURL"), .text("rssURL"), .text("stylesheetURL"), .text("scriptURL"), .text("iconURL"),
      .text("assetsURL"), .flag("draft"),
    ])

  static let meta = Schema("meta", [.text("name"), .text("content")])
  static let crumb = Schema("crumb", [.text("name"), .text("url"), .flag("last")])
  static let feed = Schema("feed", [.text("name"), .text("url"), .text("type")])
  static let page = Schema(
    "page",
    [
      .text("headTitle"), .text("canonicalURL"), .flag("noindex"), .list("metas", meta), .list("crumbs", crumb),
      .list("feeds", feed),
    ])
  static let navItem = Schema("nav", [.text("name"), .text("url"), .flag("current")])

  /// Fields of every page with the common layout. `platform` names the parts of the unified platform on the pages
  /// that belong to it, and is empty elsewhere.
  private static let common: [Schema.Field] = [
    .object("site", site), .object("page", page), .list("nav", navItem), .flag("hasPlatform"),
    .list("platform", navItem),
  ]

  // MARK: - Home and map

  static let leaf = Schema("leaf", [.text("code"), .text("name"), .text("url"), .text("count")])
  static let branch = Schema(
    "branch",
    [.text("code"), .text("name"), .text("url"), .text("count"), .flag("group"), .list("leaves", leaf)])
  static let top = Schema("top", [.text("code"), .text("name"), .text("url"), .list("columns", branch)])
  static let entry = Schema("entry", [.text("name"), .text("url")])
  static let newest = Schema("newest", [.text("title"), .text("url"), .text("date"), .text("columnName")])
  static let labelled = Schema("labelled", [.text("label"), .text("value")])
  static let figure = Schema("figure", [.text("label"), .text("value"), .text("unit")])

  static let home = Schema(
    "home",
    common + [
      .text("lead"), .list("figures", figure), .html("chart"), .flag("hasEntries"), .list("entries", entry),
      .flag("hasNewest"), .list("newest", newest), .list("tops", top), .list("contact", labelled),
    ])
  static let map = Schema(
    "map", common + [.list("tops", top), .flag("hasPagesOutside"), .list("pagesOutside", entry)])

  // MARK: - Columns

  static let sibling = Schema(
    "sibling", [.text("code"), .text("name"), .text("url"), .flag("nested"), .flag("current")])
  /// Fields of every column page. `searchCode` is the column that 本栏检索 looks in; empty for the whole site.
  private static let columnHead: [Schema.Field] = [
    .text("code"), .text("name"), .text("description"), .text("searchCode"), .text("rssURL"), .text("atomURL"),
    .flag("hasSiblings"), .text("topName"), .text("topURL"), .list("siblings", sibling),
  ]
  static let item = Schema(
    "item",
    [.text("title"), .text("url"), .text("date"), .text("docNumber"), .text("summary"), .text("status")])
  static let pageLink = Schema(
    "pageLink", [.text("number"), .text("label"), .text("url"), .flag("current"), .flag("gap")])
  private static let paging: [Schema.Field] = [
    .flag("hasPages"), .text("pageNumber"), .text("pageCount"), .text("previousURL"), .text("nextURL"),
    .list("pages", pageLink),
  ]
  static let column = Schema(
    "column", common + columnHead + [.text("total"), .flag("hasItems"), .list("items", item)] + paging)

  static let child = Schema(
    "child",
    [
      .text("code"), .text("name"), .text("url"), .text("count"), .flag("group"), .list("leaves", leaf),
      .text("description"), .flag("hasItems"), .list("items", item),
    ])
  static let group = Schema("group", common + columnHead + [.html("chart"), .list("children", child)])

  static let leader = Schema(
    "leader",
    [.text("name"), .text("post"), .text("duties"), .text("resume"), .text("photoURL"), .text("url")])
  static let leaders = Schema("leaders", common + columnHead + [.flag("hasLeaders"), .list("leaders", leader)])
  static let unit = Schema(
    "unit",
    [.text("name"), .text("duties"), .text("head"), .text("phone"), .text("address"), .text("url")])
  static let departments = Schema(
    "departments",
    common + columnHead + [.html("chart"), .flag("hasUnits"), .flag("hasAddresses"), .list("units", unit)])
  static let link = Schema("link", [.text("name"), .text("url"), .flag("outside")])
  static let linkGroup = Schema("linkGroup", [.text("name"), .flag("hasLinks"), .list("links", link)])
  static let links = Schema("links", common + columnHead + [.list("groups", linkGroup)])

  // MARK: - Records

  static let metadatum = Schema(
    "metadatum", [.text("label"), .text("value"), .text("url"), .flag("outside"), .flag("wide")])
  static let status = Schema("status", [.text("label"), .text("text"), .text("linkURL"), .text("linkTitle")])
  static let content = Schema("content", [.text("text"), .text("url"), .flag("nested")])
  static let attachment = Schema(
    "attachment",
    [
      .text("name"), .text("fileName"), .text("url"), .text("type"), .text("size"), .text("sha256"),
      .text("sha256Short"),
    ])
  static let download = Schema("download", [.text("name"), .text("fileName"), .text("url"), .text("size")])
  static let related = Schema("related", [.text("relation"), .text("title"), .text("url"), .text("date")])
  static let neighbour = Schema("neighbour", [.text("title"), .text("url")])
  static let person = Schema("person", [.text("name"), .text("photoURL"), .list("facts", labelled)])
  static let record = Schema(
    "record",
    common + [
      .text("title"), .text("titleNote"), .text("indexNumber"), .list("metadata", metadatum), .list("status", status),
      .list("person", person),
      .text("source"), .text("publishedAt"), .flag("hasContents"), .flag("contentsAreArticles"),
      .list("contents", content), .html("body"), .flag("hasAttachments"), .list("attachments", attachment),
      .flag("hasDownloads"), .list("downloads", download), .text("jsonURL"), .flag("hasRelated"),
      .list("related", related), .flag("hasNeighbours"), .list("previous", neighbour), .list("next", neighbour),
    ])

  static let tombstone = Schema("tombstone", common + [.text("reason"), .text("day")])
  static let redirect = Schema(
    "redirect", [.object("site", site), .object("page", page), .text("targetURL"), .text("targetTitle")])
  static let notFound = Schema("notfound", common)

  // MARK: - The unified platform

  static let block = Schema(
    "block",
    [.text("name"), .text("url"), .text("description"), .text("count"), .flag("hasItems"), .list("items", item)])
  static let platform = Schema(
    "platform", common + [.text("lead"), .list("blocks", block), .list("contact", labelled)])
  static let guide = Schema(
    "guide",
    common + [
      .text("officeName"), .list("office", labelled), .list("tops", top), .texts("carriers"), .text("indexExample"),
      .text("catalogueURL"), .text("requestURL"), .flag("hasDocuments"), .list("documents", item),
    ])
  static let statutoryItem = Schema(
    "statutoryItem",
    [
      .text("label"), .text("name"), .text("text"), .text("url"), .text("count"), .flag("hasItems"),
      .list("items", item), .flag("hasColumns"), .list("columns", entry),
    ])
  static let statutory = Schema("statutory", common + [.list("items", statutoryItem)])

  // MARK: - Catalogue, search, data

  static let order = Schema("order", [.text("name"), .text("url"), .flag("current")])
  static let export = Schema("export", [.text("name"), .text("url"), .text("fileName")])
  static let row = Schema(
    "row",
    [
      .text("indexNumber"), .text("title"), .text("url"), .text("status"), .text("summary"), .text("formedOn"),
      .text("publishedOn"), .text("columnName"), .text("columnURL"),
    ])
  /// Fields of the catalogue's pages, whichever way it is arranged.
  private static let catalogueHead: [Schema.Field] = [
    .text("heading"), .text("total"), .flag("hasChoices"), .flag("hasOrders"), .list("orders", order),
    .flag("hasExports"), .list("exports", export),
  ]
  static let catalogue = Schema(
    "catalogue", common + catalogueHead + [.flag("hasRows"), .list("rows", row), .text("shown")] + paging)
  static let choice = Schema("choice", [.text("name"), .text("url"), .text("count"), .text("newest"), .flag("nested")])
  static let choices = Schema("choices", common + catalogueHead + [.text("view"), .list("choices", choice)])

  static let option = Schema("option", [.text("code"), .text("name")])
  static let search = Schema("search", common + [.text("indexURL"), .list("columns", option), .texts("years")])
  static let interface = Schema(
    "interface", [.text("name"), .text("url"), .text("fileName"), .text("format"), .text("description")])
  static let interfaces = Schema(
    "interfaces", common + [.list("interfaces", interface), .text("examplePage"), .text("exampleData")])
}
