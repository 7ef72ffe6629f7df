import Catalogue
import Diagnostics
import Dispatch
import Files
import Foundation
import Markup
import Records
import Review
import Synchronization
import Templates
import Values

/// Renders every page of a site into a staging folder, on both cores.
struct SiteRenderer: Sendable {
  private let model: SiteModel
  /// What pages share, by how deep they lie.
  private let parts: [Int: PageParts]
  private let anywhere: PageParts
  private let templates: [PageKind: Template]
  private let assets: [(path: String, bytes: [UInt8])]

  /// Records rendered between two looks at the snapshots.
  private static let batch = 256

  /// Compiles the templates.
  ///
  /// - Throws: `PublicationRefusal` with every fault of every template.
  init(model: SiteModel, templates folder: TemplateFolder) throws(PublicationRefusal) {
    self.model = model
    let paths =
      [SiteAddresses.home, "1/index.html"] + model.items.map(\.page.address) + model.tombstones.map(\.address)
    let shallow = Dictionary(paths.map { (SiteAddresses.depth(of: $0), $0) }, uniquingKeysWith: { first, _ in first })
    parts = shallow.mapValues { PageParts(model: model, path: $0) }
    anywhere = PageParts(model: model, path: nil)
    assets = folder.assets
    let set = TemplateSet(folder.templates)
    do throws(TemplateErrors) {
      let compiled = try set.compile(PageKind.allCases.map { ($0.file, $0.schema) })
      templates = Dictionary(uniqueKeysWithValues: zip(PageKind.allCases, compiled))
    } catch {
      throw PublicationRefusal(
        error.errors.map {
          Diagnostic(
            $0.code, at: Place("\(folder.path)/\($0.file)", line: $0.line, column: $0.column), $0.message,
            remedy: "改正模板后重新发布")
        })
    }
  }

  /// Renders everything.
  ///
  /// - Throws: `LedgerFault` if approved bytes are gone, `FileFault` if a file can't be written,
  ///   `PublicationRefusal` if a body can't be turned into HTML.
  func render(
    from snapshots: SnapshotSource, into staging: Staging,
    progress: @Sendable (_ stage: String, _ done: Int, _ total: Int) -> Void
  ) throws {
    for asset in assets { try staging.write(asset.bytes, to: "assets/\(asset.path)") }
    var start = 0
    while start < model.items.count {
      let first = start
      let end = min(first + SiteRenderer.batch, model.items.count)
      let bodies = try (first..<end).map { index in
        try snapshots.body(of: model.items[index].record, model.items[index].page.version)
      }
      try each(first..<end) { index in try renderRecord(index, body: bodies[index - first], into: staging) }
      for index in first..<end { try copyAttachments(of: model.items[index], from: snapshots, into: staging) }
      progress("生成页面", end, model.items.count)
      start = end
    }
    let columns = model.columns
    try each(0..<columns.count) { index in
      let pages = ColumnPages(parts: parts(for: SiteAddresses.column(columns[index].code)))
      for page in pages.pages(of: columns[index]) { try write(page, into: staging) }
    }
    let whole = WholePages(parts: parts(for: SiteAddresses.home))
    let graves = model.tombstones.map { WholePages(parts: parts(for: $0.address)).grave($0) }
    // A server shows this one at whatever address was asked for.
    let others = [whole.home(), whole.map(), WholePages(parts: anywhere).notFound()] + whole.catalogue() + graves
    for page in others { try write(page, into: staging) }
  }

  private func parts(for path: String) -> PageParts { parts[SiteAddresses.depth(of: path)] ?? anywhere }

  /// Runs on both cores; the first fault is thrown once all are done.
  private func each(_ range: Range<Int>, _ body: @Sendable (Int) throws -> Void) throws {
    let failure = Mutex<(any Error)?>(nil)
    let workers = 2
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      for index in stride(from: range.lowerBound + worker, to: range.upperBound, by: workers) {
        do {
          try body(index)
        } catch {
          failure.withLock { $0 = $0 ?? error }
          return
        }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }

  private func renderRecord(_ index: Int, body: [UInt8], into staging: Staging) throws {
    let item = model.items[index]
    let html = try bodyHTML(item, body)
    let scope = RecordPage(parts: parts(for: item.page.address)).scope(index, body: html)
    let source = Manifest.Source(
      record: item.record.id, version: item.page.version.digest, approval: item.page.approval)
    try write(SitePage(path: item.page.address, kind: .record, scope: scope), into: staging, source: source)
  }

  private func write(_ page: SitePage, into staging: Staging, source: Manifest.Source? = nil) throws {
    guard let template = templates[page.kind] else { return }
    var out: [UInt8] = []
    out.reserveCapacity(16_384)
    template.render(page.scope, into: &out)
    try staging.write(out, to: page.path, source: source)
  }

  private func copyAttachments(
    of item: SiteModel.Item, from snapshots: SnapshotSource, into staging: Staging
  ) throws {
    for part in item.page.version.parts where part.kind == .attachment {
      let bytes = try snapshots.bytes(of: part, in: item.record.id)
      let source = Manifest.Source(
        record: item.record.id, version: item.page.version.digest, approval: item.page.approval)
      try staging.write(bytes, to: RecordPage.attachmentPath(part, of: item.page), source: source)
    }
  }

  /// The body as safe HTML.
  private func bodyHTML(_ item: SiteModel.Item, _ body: [UInt8]) throws -> [UInt8] {
    let format: Record.BodyFormat
    switch item.record.body {
    case .none: return []
    case .inline: format = .markdown
    case .part(_, _, let written): format = written
    }
    let links = BodyLinks(item: item, model: model, addresses: model.addresses.seen(from: item.page.address))
    let options = MarkupOptions(topHeading: 2, rewrite: { links.address(of: $0) })
    do throws(MarkupFault) {
      switch format {
      case .markdown: return try Markdown.html(body, options).html
      case .html: return try HTMLSanitizer.html(body, options).html
      case .text: return try PlainText.html(body, options).html
      }
    } catch {
      throw PublicationRefusal([
        Diagnostic("record.invalid", "「\(item.record.id)」的正文不能转成网页:\(error.message)", remedy: "改正正文后重新提交审批")
      ])
    }
  }
}

/// Turns the links in a record's body into addresses on the site: to its own attachments, and to other records
/// that are on the site. Any other relative link is dropped, since what it names is not published.
private struct BodyLinks: Sendable {
  let item: SiteModel.Item
  let model: SiteModel
  let addresses: SiteAddresses

  func address(of link: String) -> String? {
    let path = link.removingPercentEncoding ?? link
    let trimmed = path.hasPrefix("attachments/") ? String(path.dropFirst(12)) : path
    let attachment = item.page.version.parts.first { part in
      part.kind == .attachment && (part.path == "attachments/\(trimmed)" || part.path == trimmed)
    }
    if let attachment { return addresses.url(RecordPage.attachmentPath(attachment, of: item.page)) }
    let name = trimmed.hasSuffix(".md") ? String(trimmed.dropLast(3)) : trimmed
    return model.byID[RecordID(rawValue: name)].map { addresses.url(model.items[$0].page.address) }
  }
}
