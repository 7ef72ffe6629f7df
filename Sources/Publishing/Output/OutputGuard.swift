import Diagnostics
import Files
import Records
import Review
import Screening
import Synchronization
import Values

/// The last look before the switch: every file about to go live is searched for numbers of persons and secrecy marks,
/// wherever they came from (settings, templates, records from before there were detectors).
///
/// It looks for what has a check digit or a fixed form, so that markup deceives nobody; a finding is let pass only where
/// reviewers waived as many that read the same, in the version of the record that is on the site. Files that the last publication put out unchanged
/// were searched then.
final class OutputGuard: PageSink {
  private let staging: Staging
  /// What reviewers let pass, by the record that they saw it in.
  private let waived: [RecordID: Waived]
  /// What they let pass anywhere: for files that several records are in.
  private let waivedAnywhere: Waived
  /// Whether nothing new comes with it: what the search index shows of pages that stay is no reason to keep up what leaked.
  private let isTakeDown: Bool
  /// The site that is replaced.
  private let published: Manifest?
  private let found = Mutex<[Found]>([])

  private static let context: TextContext = {
    var context = TextContext()
    context.breadth = .certain
    return context
  }()
  private static let searched = ["html", "json", "xml", "csv", "txt", "nginx", "caddy", "xsd", "svg"]

  private static func isSearched(_ path: String) -> Bool {
    let dot = UInt8(ascii: ".")
    var bytes = path.utf8[...]
    while bytes.last == dot { bytes.removeLast() }
    let suffix = bytes.suffix(from: bytes.lastIndex(of: dot).map { bytes.index(after: $0) } ?? bytes.startIndex)
    return searched.contains { suffix.elementsEqual($0.utf8) }
  }

  init(staging: Staging, plan: PublicationPlan, published: Manifest?, isTakeDown: Bool = false) {
    self.isTakeDown = isTakeDown
    self.staging = staging
    self.published = published
    waived = Dictionary(
      plan.pages.lazy.filter(\.hasWaivers).map { page in
        let (version, findings) = (page.version, page.version.screening?.findings ?? [])
        return (page.record.id, Waived(findings.lazy.filter { version.waivers[$0.id] != nil }))
      }, uniquingKeysWith: { first, _ in first })
    waivedAnywhere = waived.values.reduce(into: Waived()) { $0.add($1) }
  }

  func write(_ bytes: UnsafeBufferPointer<UInt8>, to path: String, source: Manifest.Source?) throws {
    let digest = try staging.write(bytes, to: path, source: source)
    guard OutputGuard.isSearched(path), published?.file(at: path)?.digest != digest else { return }
    if CertainSieve.mayHold(bytes, OutputGuard.context) { search(bytes, of: path, record: source?.record) }
  }

  private func search(_ bytes: UnsafeBufferPointer<UInt8>, of path: String, record: RecordID?) {
    // The index has each line of a page, and each cell, on a line of its own, as no page has, and cuts its texts into pieces
    // of one size: what is a mark, and a number at the end of a piece, is told by the pages that it was made from.
    let isIndex = path.hasPrefix(SearchFiles.folder)
    guard !(isIndex && isTakeDown) else { return }
    let findings =
      isIndex
      ? TextScreen.findings(inPiece: bytes, context: OutputGuard.context)
      : TextScreen.findings(in: bytes, context: OutputGuard.context)
    for finding in findings
    where CertainSieve.detectors.contains(finding.detector) && !(isIndex && finding.detector == .secrecyMark) {
      found.withLock { $0.append(Found(path: path, record: record, finding: finding)) }
    }
  }

  func piece(_ bytes: [UInt8]) -> PagePiece {
    PagePiece(
      bytes: bytes, isSuspect: bytes.withUnsafeBufferPointer { CertainSieve.mayHold($0, OutputGuard.context) })
  }

  func begin(_ path: String) throws -> any PageStream {
    Stream(output: self, path: path, file: try staging.begin(path))
  }

  private struct Stream: PageStream {
    let output: OutputGuard
    let path: String
    let file: Staging.Stream
    private var isSuspect = false

    init(output: OutputGuard, path: String, file: Staging.Stream) {
      self.output = output
      self.path = path
      self.file = file
    }

    mutating func add(_ piece: PagePiece) throws {
      isSuspect = isSuspect || piece.isSuspect
      try file.add(piece.bytes)
    }

    func finish() throws {
      let digest = try file.finish()
      guard isSuspect, output.published?.file(at: path)?.digest != digest else { return }
      // Read again: what gives cause to is rare.
      try Folder(output.staging.path).read(path).withUnsafeBufferPointer { output.search($0, of: path, record: nil) }
    }
  }

  func keep(_ places: Range<Int>) -> Bool { staging.keep(places) }

  var paths: Set<String> { staging.paths }

  private func waived(in record: RecordID?) -> Waived {
    record.map { waived[$0] ?? Waived() } ?? waivedAnywhere
  }

  /// Refuses the publication if anything was found.
  func refuse() throws(PublicationRefusal) {
    let every = found.withLock { $0 }
    // What a record's own files show is judged there: lists and the index show it again.
    let own = Set(every.lazy.filter { $0.record != nil }.compactMap(\.finding.number))
    let all = Dictionary(
      grouping: every.filter { found in
        found.record != nil || found.finding.number.map(own.contains) != true
      }, by: \.record)
    let found = all.flatMap { record, found in waived(in: record).excess(of: found) }
      .sorted { ($0.path, $0.finding.offset ?? 0) < ($1.path, $1.finding.offset ?? 0) }
    guard !found.isEmpty else { return }
    throw PublicationRefusal(
      found.prefix(20).map { found in
        let finding = found.finding
        let of = found.record.map { "信息「\($0)」" } ?? ""
        let waived = waived(in: found.record).count(found.sighting)
        let more = waived == 0 ? "" : "，豁免过的只有 \(waived) 处"
        return Diagnostic(
          finding.detector.isWaivable ? "screening.\(finding.detector.rawValue)" : "secret.marked",
          at: Place(found.path),
          "将要发布的\(of.isEmpty ? "" : of + "的")文件里有\(finding.detector.title)「\(finding.masked)」(\(finding.place))\(more)",
          remedy: of.isEmpty
            ? "找出它来自哪条信息、设置或模板，去掉后再发布；旧的信息先撤下或重新审批" : "撤回\(of)，去掉后重新提交和审批；已经公开的先撤下",
          source: finding.detector.basis)
      })
  }
}
