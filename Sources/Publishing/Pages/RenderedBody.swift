import Diagnostics
import Markup
import Records
import Review
import Search
import Synchronization

/// A record's body as it stands on its page: safe HTML with anchors, and what a table of contents is made from.
struct RenderedBody: Sendable {
  let html: [UInt8]
  let headings: [MarkupHeading]
  let articles: [MarkupHeading]
  /// Records that links in it were looked up for, each with the address found.
  let links: [String: String?]

  /// A record without a body.
  static let empty = RenderedBody(html: [], headings: [], articles: [], links: [:])

  private init(
    html: [UInt8], headings: [MarkupHeading], articles: [MarkupHeading], links: [String: String?]
  ) {
    self.links = links
    self.html = html
    self.headings = headings
    self.articles = articles
  }

  /// Turns a body into HTML for the page that it is shown on.
  ///
  /// - Throws: `PublicationRefusal` if it can't be turned into HTML.
  init(_ item: SiteModel.Item, _ bytes: [UInt8], in model: SiteModel) throws(PublicationRefusal) {
    guard let format = item.record.bodyFormat else {
      self = .empty
      return
    }
    let links = BodyLinks(item: item, model: model, addresses: model.addresses.seen(from: item.page.address))
    let options = MarkupOptions(topHeading: 2, rewrite: { links.address(of: $0) })
    do throws(MarkupFault) {
      let anchored = ArticleAnchors.add(to: try RecordBody.html(bytes, format, options))
      let official = OfficialParts(
        item.page, text: String(decoding: VisibleText.of(html: anchored.html), as: UTF8.self))
      let html = official.map { $0.before + anchored.html + $0.after } ?? anchored.html
      self.init(
        html: html, headings: anchored.headings, articles: anchored.articles, links: links.lookedUp)
    } catch {
      throw PublicationRefusal([
        Diagnostic("record.invalid", "「\(item.record.id)」的正文不能转成网页:\(error.message)", remedy: "改正正文后重新提交审批")
      ])
    }
  }
}

/// Turns the links in a record's body into addresses on the site: to its own attachments, and to other records
/// that are on the site. Any other relative link is dropped, since what it names is not published.
private final class BodyLinks: Sendable {
  private let item: SiteModel.Item
  private let model: SiteModel
  private let addresses: SiteAddresses
  private let found = Mutex<[String: String?]>([:])

  init(item: SiteModel.Item, model: SiteModel, addresses: SiteAddresses) {
    self.item = item
    self.model = model
    self.addresses = addresses
  }

  /// What was asked for so far.
  var lookedUp: [String: String?] { found.withLock { $0 } }

  func address(of link: String) -> String? {
    let link = BodyLink(link)
    let attachments = item.page.version.parts.filter { $0.kind == .attachment }
    if let path = link.attachment(among: attachments.lazy.map(\.path)),
      let attachment = attachments.first(where: { $0.path == path })
    {
      return addresses.url(RecordPage.attachmentPath(attachment, of: item.page))
    }
    let id = link.record
    let address = model.byID[id].map { model.items[$0].page.address }
    found.withLock { $0[id.rawValue] = .some(address) }
    return address.map { addresses.url($0) }
  }
}
