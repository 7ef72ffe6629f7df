import Catalogue
import Records
import Review
import Values

/// Digests of everything that parts of the site are rendered from: the same key, the same bytes.
///
/// Whatever a record's page, its downloads, its machine form, its search entry or a list show must go in here.
/// `RenderMemoryTests` holds random sites that were published step by step against ones published at once.
struct RenderKeys: Sendable {
  private let model: SiteModel
  /// What every page shares.
  let common: Digest
  /// What pages show of each item but for its relations to others: its own, those of its neighbours, lists and the
  /// catalogue's machine forms.
  let items: [Digest]

  /// - Parameters:
  ///   - layout: templates and settings.
  ///   - policy: the rules in force, which hold the catalogue.
  ///   - program: which program renders.
  init(_ model: SiteModel, layout: LayoutDigests, policy: Digest?, program: String) {
    self.model = model
    var out = MemoryBytes(Array("gongkai-render-key-v1\n".utf8))
    out.add(program)
    out.add(layout.templates)
    out.add(layout.settings)
    out.add(policy?.hex)
    out.add(model.isDraft ? 1 : 0)
    for columns in [model.columns, model.emptied] {
      out.add(columns.count)
      for column in columns { out.add("\(column.code)") }
    }
    common = out.digest
    items = Parallel.map(model.items) { item in
      let page = item.page
      // Holds the record's id and every byte of it.
      var out = MemoryBytes(capacity: 256)
      out.add(page.digest)
      out.add(page.approval)
      out.add(page.address)
      out.add(page.indexNumber)
      out.add(Int(page.firstPublished.seconds))
      out.add(Int(page.since.seconds))
      out.add(Int(item.shownDay.ordinal))
      out.add(item.shownValidity)
      return out.digest
    }
  }

  /// The key of a page that lists items.
  func listing(_ page: SitePage, _ listing: SitePage.Listing) -> Digest {
    var out = MemoryBytes()
    out.add(common)
    out.add(page.path)
    out.add("\(page.kind)")
    out.add(listing.page)
    out.add(listing.pages)
    out.add(listing.total)
    out.add(listing.words.count)
    for word in listing.words { out.add(word) }
    out.add(listing.indexes.count)
    for index in listing.indexes { out.add(items[index]) }
    return out.digest
  }

  /// The key of the catalogue in its machine forms.
  var catalogue: Digest {
    var out = MemoryBytes()
    out.add(common)
    for key in items { out.add(key) }
    return out.digest
  }

  /// The key of a record's files, but for the links in its body.
  func record(_ index: Int) -> Digest {
    let item = model.items[index]
    var out = MemoryBytes(capacity: 192)
    out.add(common)
    out.add(items[index])
    let (newer, older) = model.neighbours[index]
    for neighbour in [newer, older] { add(neighbour, to: &out) }
    let record = item.record
    let pointing = model.pointers[item.id] ?? []
    guard record.has(.related) || record.has(.replaces) || !pointing.isEmpty || item.page.repealed != nil else {
      out.add(0)
      return out.digest
    }
    let pointed =
      record.related + record.list(.replaces).map(RecordID.init(rawValue:)) + pointing
      + [item.page.repealed?.target].compactMap(\.self)
    out.add(pointed.count)
    for id in pointed {
      out.add(id.rawValue)
      add(model.byID[id], to: &out)
    }
    return out.digest
  }

  /// What another record's page shows of an item.
  private func add(_ index: Int?, to out: inout MemoryBytes) {
    out.add(index == nil ? 0 : 1)
    if let index { out.add(items[index]) }
  }

  /// The key of a segment of the search index.
  ///
  /// - Parameter documents: keys of its records; nil for one that left.
  func segment(_ documents: some Collection<Digest?>) -> Digest {
    var out = MemoryBytes()
    out.add(common)
    out.add(documents.count)
    for key in documents {
      out.add(key == nil ? 0 : 1)
      if let key { out.add(key) }
    }
    return out.digest
  }

  /// Whether links in a body still lead where they led.
  func still(_ links: [String: String?]) -> Bool {
    links.allSatisfy { name, address in
      model.byID[RecordID(rawValue: name)].map { model.items[$0].page.address } == address
    }
  }
}
