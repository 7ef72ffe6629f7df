import Catalogue
import Diagnostics
import Dispatch
import Records
import Review
import Search
import Synchronization
import Templates
import Values

/// Renders every file of a site into a sink, on both cores.
struct SiteRenderer: Sendable {
  let model: SiteModel
  /// What pages share, by how deep they lie.
  private let parts: [Int: PageParts]
  private let anywhere: PageParts
  private let templates: [PageKind: Template]
  private let assets: [(path: String, bytes: [UInt8])]
  private let buffers = PageBuffers()

  /// Records rendered between two looks at the snapshots.
  private static let batch = 256

  /// Compiles the templates.
  ///
  /// - Throws: `PublicationRefusal` with every fault of every template.
  init(model: SiteModel, templates folder: TemplateFolder) throws(PublicationRefusal) {
    self.init(model: model, templates: try folder.compiled(), assets: folder.assets)
  }

  /// Takes compiled templates.
  init(model: SiteModel, templates: [PageKind: Template], assets: [(path: String, bytes: [UInt8])]) {
    self.model = model
    self.templates = templates
    self.assets = assets
    var shallow: [Int: String] = [:]
    func note(_ path: String, _ depth: Int) {
      if shallow[depth] == nil { shallow[depth] = path }
    }
    for path in [SiteAddresses.home, "1/index.html"] + model.tombstones.map(\.address) {
      note(path, SiteAddresses.depth(of: path))
    }
    for item in model.items where shallow[item.depth] == nil { note(item.page.address, item.depth) }
    parts = shallow.mapValues { PageParts(model: model, path: $0) }
    anywhere = PageParts(model: model, path: nil)
  }

  /// Renders everything.
  ///
  /// - Returns: what people should know of it.
  /// - Throws: `LedgerFault` if approved bytes are gone, `FileFault` if a file can't be written,
  ///   `PublicationRefusal` if a body can't be turned into HTML.
  @discardableResult
  func render(
    from source: some RecordBytes, into sink: some PageSink, log: RenderLog? = nil,
    progress: @Sendable (_ stage: String, _ done: Int, _ total: Int) -> Void
  ) throws -> [Diagnostic] {
    for asset in assets { try sink.write(asset.bytes, to: "assets/\(asset.path)") }
    let work = RecordWork(model, log: log, into: sink)
    let search = SearchFiles(model: model, standing: work.segments, sink: sink)
    defer { search.settle() }
    let groups = Beside { [model] in CatalogueView.groups(in: model) }
    let known = log.map { log in
      CatalogueExport.Known(
        common: log.keys.common, keys: log.keys.items,
        standing: log.reuse.flatMap { StandingCatalogue($0, common: log.keys.common) })
    }
    // Where most of it stands there is time for it while records are rendered; else it keeps both cores busy by itself.
    let isShort = known?.standing != nil
    let catalogue: @Sendable () -> Result<Void, any Error> = { [self] in
      Result { try renderCatalogue(known, into: sink, log) }
    }
    let beside = isShort ? Beside(catalogue) : nil
    let rendered = Result { try renderRecords(work, from: source, into: sink, search, log, progress) }
    // Nothing may be written any more once this throws.
    if case .failure = rendered { _ = beside?.result() }
    let finishSearch = try rendered.get()
    if beside == nil { try catalogue().get() }
    // The long ones first, so that both cores end together.
    let jobs =
      [finishSearch] + exports(into: sink) + cataloguePages(groups.result(), into: sink, log)
      + columnPages(into: sink, log)
    try each(
      0..<jobs.count, besides: { try renderWholePages(into: sink, log) }, and: { try beside?.result().get() }
    ) { try jobs[$0]() }
    return try renderMoved(into: sink, log)
  }

  /// A part of the site that needs no other.
  private typealias Job = @Sendable () throws -> Void

  private func exports(into sink: some PageSink) -> [Job] {
    [
      { [model] in for (path, bytes) in Feeds(model: model).files() { try sink.write(bytes, to: path) } },
      { [model] in for (path, bytes) in Sitemap(model: model).files() { try sink.write(bytes, to: path) } },
    ]
  }

  /// The catalogue's machine forms: items that stand on the site that is replaced are not put into words again.
  private func renderCatalogue(_ known: CatalogueExport.Known?, into sink: some PageSink, _ log: RenderLog?) throws {
    let export = CatalogueExport(model: model)
    guard let log else {
      try export.write(into: sink)
      return
    }
    let key = log.keys.catalogue
    log.note(catalogue: try export.write(into: sink, known) { log.keeps($0, madeFrom: key, into: sink) })
  }

  private func columnPages(into sink: some PageSink, _ log: RenderLog?) -> [Job] {
    (model.columns + model.emptied).map { column in
      {
        let pages = ColumnPages(parts: parts(for: SiteAddresses.column(column.code)))
        for page in pages.pages(of: column) { try write(page, into: sink, log) }
      }
    }
  }

  // MARK: - Records

  /// One place in the order of publication where something is to be done, with what is needed for it.
  private struct Piece: Sendable {
    let place: Int
    let item: Int
    let body: [UInt8]
  }

  /// Records in the order of their first publication, which the search index keeps: while a batch of them is rendered,
  /// this thread, to which the snapshots belong, reads the next one and puts the one before into the index.
  ///
  /// - Returns: what is left to do for the search index.
  private func renderRecords<Sink: PageSink>(
    _ work: RecordWork, from source: some RecordBytes, into sink: Sink, _ index: SearchFiles, _ log: RenderLog?,
    _ progress: @Sendable (_ stage: String, _ done: Int, _ total: Int) -> Void
  ) throws -> Job {
    let order = model.publicationOrder
    let todo = order.indices.filter { work.tasks[$0] != .none }
    // Nothing may be written any more once this returns: a fault waits for the batch that is under way.
    var failure: (any Error)?
    var read = 0
    var taken = 0
    Parallel.stream {
      guard failure == nil else { return [] }
      let batch = todo[read..<min(read + SiteRenderer.batch, todo.count)]
      read = batch.endIndex
      do {
        return try batch.compactMap { place in
          guard let item = order[place] else { return nil }
          let shown = model.items[item]
          if work.tasks[place] == .all { try source.vouch(for: shown.page) }
          return Piece(place: place, item: item, body: try source.body(of: shown.record, shown.page.version))
        }
      } catch {
        failure = error
        return []
      }
    } _: { [self] piece in
      Result { (place: piece.place, item: piece.item, text: try render(piece, work, into: sink, log)) }
    } take: { (rendered: [Result<SearchFiles.Text, any Error>]) in
      guard failure == nil, !rendered.isEmpty else { return }
      do {
        let texts = try rendered.map { try $0.get() }
        for text in texts where work.tasks[text.place] == .all {
          try copyAttachments(of: model.items[text.item], from: source, into: sink)
        }
        try StageTimes.measure("search") { try index.add(texts) }
        taken += texts.count
        progress("生成页面", taken, todo.count)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return {
      for (range, bits) in try StageTimes.measure("search", index.finish) {
        guard let log else { continue }
        let key = log.keys.segment(work.keys[range])
        log.note(segment: range.lowerBound, RenderMemory.Segment(key: key, bits: bits))
      }
    }
  }

  /// Renders one place; the visible text of its body, and what its table says.
  private func render(_ piece: Piece, _ work: RecordWork, into sink: some PageSink, _ log: RenderLog?) throws -> [UInt8]
  {
    let item = model.items[piece.item]
    let body = try RenderedBody(item, piece.body, in: model)
    if work.tasks[piece.place] == .all {
      let files = try renderRecord(piece.item, body, into: sink)
      if let log, let key = work.keys[piece.place] {
        log.note(item.id, RenderMemory.Unit(key: key, links: body.links, files: files))
      }
    }
    return VisibleText.of(html: body.html) + RecordPage.searchable(item)
  }

  /// Renders one record's page, its downloads and its machine form from the bytes of its body.
  func renderRecord(_ index: Int, body: [UInt8], into sink: some PageSink) throws {
    try renderRecord(index, RenderedBody(model.items[index], body, in: model), into: sink)
  }

  /// Renders a record's page, its downloads and its machine form.
  ///
  /// - Returns: how many files the record has, with its attachments.
  @discardableResult
  private func renderRecord(_ index: Int, _ body: RenderedBody, into sink: some PageSink) throws -> Int {
    let item = model.items[index]
    let source = SiteRenderer.source(of: item)
    let page = RecordPage(parts: parts(for: item.page.address))
    let downloads = try DocumentDownload.all(of: item, body, page: page)
    let scope = page.scope(index, body: body, downloads: downloads)
    for file in downloads { try sink.write(file.bytes, to: file.path, source: source) }
    try write(SitePage(path: item.page.address, kind: .record, scope: scope), into: sink, source: source)
    try sink.write(RecordExport(model: model).json(item), to: SiteAddresses.json(of: item.page.address), source: source)
    return downloads.count + 2 + item.page.version.parts.count { $0.kind == .attachment }
  }

  private func copyAttachments(of item: SiteModel.Item, from source: some RecordBytes, into sink: some PageSink) throws
  {
    for part in item.page.version.parts where part.kind == .attachment {
      let bytes = try source.bytes(of: part, in: item.id)
      try sink.write(bytes, to: RecordPage.attachmentPath(part, of: item.page), source: SiteRenderer.source(of: item))
    }
  }

  private static func source(of item: SiteModel.Item) -> Manifest.Source {
    Manifest.Source(record: item.id, version: item.page.digest, approval: item.page.approval)
  }

  // MARK: - Other pages

  private func renderWholePages(into sink: some PageSink, _ log: RenderLog?) throws {
    let whole = WholePages(parts: parts(for: SiteAddresses.home))
    let platform = PlatformPages(parts: parts(for: SiteAddresses.platform))
    // A server shows this one at whatever address was asked for.
    let lost = WholePages(parts: anywhere).notFound()
    var pages = [
      whole.home(), whole.map(), whole.search(), whole.interfaces(), lost, platform.platform(), platform.guide(),
    ]
    if !model.byStatutoryItem.isEmpty { pages.append(platform.statutory()) }
    pages += PlatformPages(parts: parts(for: SiteAddresses.statutory(1))).statutoryLists()
    pages += model.dropped.map { WholePages(parts: parts(for: "1/index.html")).dropped($0.code, heir: $0.heir) }
    pages += model.tombstones.map { WholePages(parts: parts(for: $0.address)).grave($0) }
    let all = pages
    try each(0..<all.count) { try write(all[$0], into: sink, log) }
  }

  private func cataloguePages(
    _ groups: [[CatalogueView.Group]], into sink: some PageSink, _ log: RenderLog?
  ) -> [Job] {
    let whole: Job = {
      for page in CataloguePages(parts: parts(for: SiteAddresses.catalogue())).whole() {
        try write(page, into: sink, log)
      }
    }
    guard !model.items.isEmpty else { return [whole] }
    let pages = CataloguePages(parts: parts(for: SiteAddresses.catalogueView(.year)))
    return [whole]
      + zip(CatalogueView.allCases, groups).flatMap { view, values in
        let choices: Job = { try write(pages.choices(view, values), into: sink) }
        let tables = values.map { value -> Job in
          { for page in pages.tables(view, value.value, value.indexes) { try write(page, into: sink, log) } }
        }
        return [choices] + tables
      }
  }

  /// Redirects for addresses of an earlier site, and the maps for web servers.
  ///
  /// - Returns: what is told of those that have no place on this one.
  private func renderMoved(into sink: some PageSink, _ log: RenderLog?) throws -> [Diagnostic] {
    // Everything else is written by now.
    let moved = MovedAddresses(
      model.moved, under: model.settings.basePath, beside: model.moved.isEmpty ? [] : sink.paths)
    var deep: [Int: PageParts] = [:]
    let pages = moved.all.compactMap { entry -> SitePage? in
      guard let path = entry.page else { return nil }
      let depth = SiteAddresses.depth(of: path)
      let parts = deep[depth] ?? PageParts(model: model, path: path)
      deep[depth] = parts
      return WholePages(parts: parts).moved(entry.record, from: path, to: entry.target)
    }
    try each(0..<pages.count) { try write(pages[$0], into: sink, log) }
    // Also without any: a web server that includes them does not start without them.
    try sink.write(moved.nginx(model.addresses), to: MovedAddresses.nginx)
    try sink.write(moved.caddy(model.addresses), to: MovedAddresses.caddy)
    return moved.notices
  }

  private func parts(for path: String) -> PageParts { parts[SiteAddresses.depth(of: path)] ?? anywhere }

  private func write(
    _ page: SitePage, into sink: some PageSink, _ log: RenderLog? = nil, source: Manifest.Source? = nil
  ) throws {
    if let log, log.keeps(page, into: sink) { return }
    guard let template = templates[page.kind] else { return }
    let scope = page.scope
    try buffers.with { output in
      template.render(scope, into: &output)
      try output.withBytes { try sink.write($0, to: page.path, source: source) }
    }
  }

  /// Runs on both cores; the first fault is thrown once all are done.
  ///
  /// - Parameters:
  ///   - first: something else that one of the cores does before it joins in. (A parallel loop inside another would run
  ///     on one core only.)
  ///   - second: what the other core does before.
  private func each(
    _ range: Range<Int>, besides first: @Sendable () throws -> Void = {},
    and second: @Sendable () throws -> Void = {}, _ body: @Sendable (Int) throws -> Void
  ) throws {
    let failure = Mutex<(any Error)?>(nil)
    let next = Atomic(range.lowerBound)
    DispatchQueue.concurrentPerform(iterations: 2) { worker in
      do {
        try worker == 0 ? first() : second()
        while true {
          let index = next.add(1, ordering: .relaxed).oldValue
          guard index < range.upperBound else { return }
          try body(index)
        }
      } catch {
        failure.withLock { $0 = $0 ?? error }
        next.store(range.upperBound, ordering: .relaxed)
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }
}
