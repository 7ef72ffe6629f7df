import Catalogue
import Diagnostics
import Records
import Review
import Values

/// One version's page exactly as a publication would make it, kept in memory for a reviewer to look at.
public struct VersionPreview: Sendable {
  /// Path of the page below the root of the site.
  public let address: String
  /// The page, the forms of it that can be downloaded, and the site's assets, by path below the root.
  public let files: [String: [UInt8]]
  /// Attachments by path below the root; their bytes stay in the ledger.
  public let attachments: [String: PartReference]

  /// Renders a version among what is on the site.
  ///
  /// - Parameters:
  ///   - body: the body's bytes, from the snapshot.
  ///   - live: the parsed records of what is on the site, by the digest of the version.
  ///   - parts: of a draft, whose attachments are in no ledger.
  ///   - isDraft: marks the page 草稿.
  /// - Throws: `PublicationRefusal` if a template has a fault or the body can't be turned into a page.
  public init(
    of record: Record, _ version: Version, body: [UInt8], among live: [Digest: Record], state: LedgerState,
    settings: SiteSettings, templates: TemplateFolder, asOf: Day, parts: [RecordPart] = [], isDraft: Bool = false
  ) throws {
    let plan = PublicationPlan(
      showing: record, version, among: live, state: state, asOf: asOf, creditCode: settings.creditCode,
      address: SiteAddresses.record)
    let model = SiteModel(plan: plan, settings: settings, isDraft: isDraft)
    guard let index = model.byID[record.id] else {
      throw PublicationRefusal([Diagnostic("preview.failed", "「\(record.id)」不在预览之中")])
    }
    let sink = DraftFiles()
    let renderer = try SiteRenderer(model: model, templates: templates)
    try renderer.renderRecord(index, body: body, into: sink)
    for asset in templates.assets { try sink.write(asset.bytes, to: "assets/\(asset.path)") }
    let page = model.items[index].page
    for part in parts where part.kind == .attachment {
      try sink.write(part.bytes, to: RecordPage.attachmentPath(part.reference, of: page))
    }
    files = sink.files
    address = page.address
    attachments = Dictionary(
      version.parts.filter { $0.kind == .attachment }.map { (RecordPage.attachmentPath($0, of: page), $0) },
      uniquingKeysWith: { first, _ in first })
  }
}
