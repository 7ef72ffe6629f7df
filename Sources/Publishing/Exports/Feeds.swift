import Catalogue
import Values

/// RSS 2.0 and Atom (RFC 4287): for the whole site and for each column.
struct Feeds {
  let model: SiteModel

  /// Items of a feed, newest first.
  private static let size = 50

  /// What one feed is about.
  private struct Subject {
    let title: String
    let description: String
    /// Path of the page that it follows.
    let page: String
    /// Folder that it lies in, with its slash.
    let folder: String
    let indexes: ArraySlice<Int>
  }

  /// Every feed with its path; none for a site that never had items. A column that was emptied keeps its feeds, as it
  /// keeps its page: who follows them would be told of a fault.
  func files() -> [(path: String, bytes: [UInt8])] {
    guard !model.items.isEmpty || !model.tombstones.isEmpty else { return [] }
    let whole = Subject(
      title: model.settings.name, description: "\(model.settings.name)最新公开的政府信息", page: SiteAddresses.home, folder: "",
      indexes: Array(model.items.indices).prefix(Feeds.size))
    let columns = (model.columns + model.emptied).filter(\.isLeaf).map { column in
      Subject(
        title: "\(model.settings.name)：\(column.name)", description: column.purpose,
        page: SiteAddresses.column(column.code), folder: "\(column.code)/",
        indexes: newest(column))
    }
    return ([whole] + columns).flatMap { [("\($0.folder)rss.xml", rss($0)), ("\($0.folder)atom.xml", atom($0))] }
  }

  /// The newest items of a column, whatever order its pages show them in.
  private func newest(_ column: Column) -> ArraySlice<Int> {
    let indexes = model.byColumn[column.code] ?? []
    let isInOrder = zip(indexes, indexes.dropFirst()).allSatisfy { $0 < $1 }
    return (isInOrder ? indexes : indexes.sorted()).prefix(Feeds.size)
  }

  private func rss(_ subject: Subject) -> [UInt8] {
    let addresses = model.addresses
    var xml = XMLBytes()
    xml.raw("<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\"")
    xml.raw(" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel>\n")
    xml.element("title", subject.title)
    xml.element("link", addresses.absolute(subject.page))
    // The one element that a channel must have and a column may lack words for.
    xml.element("description", subject.description.isEmpty ? subject.title : subject.description)
    xml.element("language", "zh-cn")
    xml.element("lastBuildDate", Feeds.rfc822(updated(subject)))
    xml.raw("<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"")
    xml.escape(addresses.absolute("\(subject.folder)rss.xml"))
    xml.raw("\"/>\n")
    for index in subject.indexes {
      let item = model.items[index]
      xml.raw("<item>")
      xml.element("title", Feeds.title(item))
      xml.element("link", addresses.absolute(item.page.address))
      xml.element("guid", addresses.absolute(item.page.address), attributes: " isPermaLink=\"true\"")
      xml.element("pubDate", Feeds.rfc822(item.shownMoment))
      // Not author, which must be an e-mail address.
      xml.element("dc:creator", model.settings.name)
      xml.element("category", model.column(of: item)?.name)
      xml.element("description", item.record.text(.summary))
      xml.raw("</item>\n")
    }
    xml.raw("</channel>\n</rss>\n")
    return xml.bytes
  }

  private func atom(_ subject: Subject) -> [UInt8] {
    let addresses = model.addresses
    let own = addresses.absolute("\(subject.folder)atom.xml")
    var xml = XMLBytes()
    xml.raw("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"zh-CN\">\n")
    xml.element("title", subject.title)
    xml.element("subtitle", subject.description)
    xml.element("id", own)
    xml.element("updated", updated(subject).description)
    xml.raw("<author>")
    xml.element("name", model.settings.name)
    xml.raw("</author>\n")
    link(&xml, "self", "application/atom+xml", own)
    link(&xml, "alternate", "text/html", addresses.absolute(subject.page))
    for index in subject.indexes {
      let item = model.items[index]
      xml.raw("<entry>")
      xml.element("title", Feeds.title(item))
      xml.element("id", addresses.absolute(item.page.address))
      link(&xml, "alternate", "text/html", addresses.absolute(item.page.address))
      xml.element("published", item.shownMoment.description)
      xml.element("updated", item.page.since.description)
      if let column = model.column(of: item) {
        xml.raw("<category term=\"\(column.code)\" label=\"")
        xml.escape(column.name)
        xml.raw("\"/>")
      }
      xml.element("summary", item.record.text(.summary) ?? item.record.title)
      xml.raw("</entry>\n")
    }
    xml.raw("</feed>\n")
    return xml.bytes
  }

  private func link(_ xml: inout XMLBytes, _ relation: String, _ type: String, _ address: String) {
    xml.raw("<link rel=\"\(relation)\" type=\"\(type)\" href=\"")
    xml.escape(address)
    xml.raw("\"/>\n")
  }

  /// When the newest of its items came or changed; without items, when the site last changed. Never the clock's time.
  private func updated(_ subject: Subject) -> Moment {
    if let newest = subject.indexes.lazy.map({ model.items[$0].page.since }).max() { return newest }
    let changes = model.items.map(\.page.since) + model.tombstones.map { Moment(startOf: $0.tombstone.day) }
    return changes.max() ?? Moment(startOf: model.asOf)
  }

  /// A title, marked as lists on the site mark it.
  private static func title(_ item: SiteModel.Item) -> String {
    let mark = item.shownValidity.mark
    return mark.isEmpty ? item.record.title : "〔\(mark)〕\(item.record.title)"
  }

  /// `Mon, 23 Nov 2026 15:45:00 +0800`.
  static func rfc822(_ moment: Moment) -> String {
    let day = moment.day
    let parts = day.parts
    let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let time = moment.description.dropFirst(11).prefix(8)
    let number = parts.day < 10 ? "0\(parts.day)" : "\(parts.day)"
    return "\(names[day.weekday - 1]), \(number) \(months[parts.month - 1]) \(parts.year) \(time) +0800"
  }
}
