import Catalogue
import Diagnostics
import Files
import Records
import Review
import Synchronization
import Values

/// The working files as they would look on the site, for `preview`: marked 草稿 on every page, approved by nobody, kept
/// in memory and never written to the output.
public struct DraftSite: Sendable {
  /// The site folder.
  public let path: String
  private let templates: String?

  /// - Parameters:
  ///   - path: the site folder.
  ///   - templates: the folder of templates, where one is given.
  public init(path: String, templates: String? = nil) {
    self.path = path
    self.templates = templates
  }

  /// What a rendering gave.
  public struct Rendering: Sendable {
    /// Bytes of each file by its path below the root; empty if nothing could be rendered.
    public var files: [String: [UInt8]] = [:]
    /// Records shown.
    public var records = 0
    public var problems: [Diagnostic] = []
  }

  /// Folders that a change in calls for a new rendering.
  public var watched: [String] {
    [path, TemplateFolder.locate(site: path, given: templates)].compactMap(\.self)
  }

  /// Renders the working files as they are now. Faults are part of the result: a draft has them by nature.
  public func render() -> Rendering {
    var rendering = Rendering()
    do {
      guard let found = TemplateFolder.locate(site: path, given: templates) else {
        rendering.problems = [Diagnostic("template.missing", "找不到模板文件夹", remedy: "用 --templates 指明，或在项目文件夹中运行")]
        return rendering
      }
      let folder = try TemplateFolder(path: found, overrides: TemplateFolder.overrides(site: path))
      let session = try SiteSession(path: path, use: .reading)
      rendering.problems += session.configuration.diagnostics
      var site = try session.workingSite()
      // One file that is no Word file does not keep the others from being looked at.
      let unread = site.records.compactMap { record in record.officeBodyFault.map { (record.record.id, $0) } }
      if !unread.isEmpty {
        let ids = Set(unread.map(\.0))
        site.records.removeAll { ids.contains($0.record.id) }
        rendering.problems += unread.map(\.1)
      }
      rendering.problems += site.faulty.flatMap(\.faults) + site.diagnostics
      let state = try session.state()
      let settings = session.configuration.settings
      let plan = PublicationPlan(
        draftOf: site, state: state, catalogue: (state.policy ?? session.founding.policy).catalogue,
        asOf: Moment.now().day,
        creditCode: settings.creditCode, address: SiteAddresses.record)
      let renderer = try SiteRenderer(
        model: SiteModel(plan: plan, settings: settings, isDraft: true), templates: folder)
      let sink = DraftFiles()
      try renderer.render(from: WorkingBytes(site), into: sink) { _, _, _ in }
      rendering.files = sink.files
      rendering.records = plan.pages.count
    } catch let refusal as SiteRefusal {
      rendering.problems += refusal.diagnostics
    } catch let refusal as PublicationRefusal {
      rendering.problems += refusal.diagnostics
    } catch let fault as LedgerFault {
      rendering.problems.append(Diagnostic(fault.code, fault.message, remedy: fault.remedy))
    } catch let fault as FileFault {
      rendering.problems.append(Diagnostic("file", fault.message))
    } catch {
      rendering.problems.append(Diagnostic("preview.failed", "\(error)"))
    }
    return rendering
  }
}

/// Files of a draft, in memory.
final class DraftFiles: PageSink {
  private let state = Mutex<[String: [UInt8]]>([:])

  var files: [String: [UInt8]] { state.withLock { $0 } }

  var paths: Set<String> { Set(files.keys) }

  func write(_ bytes: UnsafeBufferPointer<UInt8>, to path: String, source: Manifest.Source?) throws {
    let copy = Array(bytes)
    state.withLock { $0[path] = copy }
  }

  func begin(_ path: String) -> any PageStream { Stream(files: self, path: path) }

  private struct Stream: PageStream {
    let files: DraftFiles
    let path: String
    private var bytes: [UInt8] = []

    init(files: DraftFiles, path: String) {
      self.files = files
      self.path = path
    }

    mutating func add(_ piece: PagePiece) { bytes += piece.bytes }

    func finish() throws { try files.write(bytes, to: path) }
  }
}

/// The bytes of working files, by the record that they belong to.
private struct WorkingBytes: RecordBytes {
  private let parts: [RecordID: [RecordPart]]

  init(_ site: WorkingSite) {
    parts = Dictionary(site.records.map { ($0.record.id, $0.parts) }, uniquingKeysWith: { first, _ in first })
  }

  func body(of record: Record, _ version: Version) throws -> [UInt8] {
    RecordBody.bytes(of: record, in: parts[record.id] ?? []) ?? []
  }

  func bytes(of part: PartReference, in record: RecordID) throws -> [UInt8] {
    (parts[record] ?? []).first { $0.reference == part }?.bytes ?? []
  }
}
