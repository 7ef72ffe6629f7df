import Catalogue
import Diagnostics
import Files
import Glibc
import Values

/// Reads a site folder (DESIGN §3): its settings, and every record in it.
///
///     let reader = SiteReader(folder: try Folder("site"), displayPath: "site")
///     let configuration = try reader.configuration()
///     let site = try reader.site(catalogue: .standard, knownIDs: [])
///
/// It only reads: no clock, no ledger, and no file outside the folder.
public struct SiteReader: Sendable {
  private let folder: Folder
  private let prefix: String

  /// Takes the folder.
  ///
  /// - Parameter displayPath: the folder's path as the person typed it; diagnostics begin with it.
  public init(folder: Folder, displayPath: String) {
    self.folder = folder
    prefix = displayPath.isEmpty || displayPath.hasSuffix("/") ? displayPath : displayPath + "/"
  }

  /// Reads site.yaml, reviewers.yaml, and where they are there catalogue.yaml and oversight.yaml with the files it names.
  ///
  /// - Parameters:
  ///   - bearsProposals: faults of reviewers.yaml and catalogue.yaml are part of what is given: where a ledger was
  ///     founded, they only propose.
  ///   - earlier: site.yaml as it was once, to go by where it can't be read now; its faults are part of what is given then,
  ///     and what supervision goes by is left out.
  /// - Throws: all faults of all files at once.
  public func configuration(
    bearsProposals: Bool = false, earlier: [UInt8]? = nil
  ) throws(SiteRefusal) -> SiteConfiguration {
    var site = SettingsFile(file: prefix + "site.yaml", code: "site.invalid")
    var reviewers = SettingsFile(file: prefix + "reviewers.yaml", code: "reviewers.invalid")
    var catalogue = SettingsFile(file: prefix + "catalogue.yaml", code: "catalogue.invalid")
    var content = bytes(of: "site.yaml", in: &site).flatMap { SiteYAML.read($0, in: &site) }
    var oversight = SettingsFile(file: prefix + SiteReader.oversightName, code: "oversight.invalid")
    if let bytes = bytes(of: SiteReader.oversightName, isOptional: true, in: &oversight) {
      if let place = content?.firstOversightKey {
        site.fault(
          place.position, "「\(place.text)」应写在 \(SiteReader.oversightName)，那里已有核查设置",
          remedy: "把核查设置写在一处：site.yaml，或 \(SiteReader.oversightName)")
      }
      if let (settings, files) = OversightYAML.file(bytes, in: &oversight) {
        content?.oversight = settings
        content?.files = files
      }
    }
    var holidays = SettingsFile(file: prefix + (content?.files.holidays?.text ?? ""), code: "oversight.invalid")
    if let name = content?.files.holidays?.text, let bytes = bytes(of: name, in: &holidays),
      let node = holidays.root(of: bytes)
    {
      content?.oversight.holidays.add(HolidaysYAML.read(node, in: &holidays))
      if let day = content?.oversight.holidays.conflict, holidays.faults.isEmpty, site.faults.isEmpty {
        holidays.fault(nil, "\(day) 在站点设置和这里分别列为放假和上班", remedy: "照通知只留一种")
      }
    }
    var targets = SettingsFile(file: prefix + (content?.files.targets?.text ?? ""), code: "oversight.invalid")
    if let name = content?.files.targets?.text, let bytes = bytes(of: name, in: &targets),
      let node = targets.root(of: bytes)
    {
      content?.oversight.targets += TargetsYAML.read(node, in: &targets)
    }
    let people = bytes(of: "reviewers.yaml", in: &reviewers).flatMap { PeopleYAML.read($0, in: &reviewers) }
    let changes = bytes(of: "catalogue.yaml", isOptional: true, in: &catalogue)
      .flatMap { CatalogueYAML.read($0, in: &catalogue) }
    let proposals = reviewers.faults + catalogue.faults
    var faults = [site, oversight, holidays, targets].flatMap(\.faults)
    let warnings = [site, oversight, holidays, targets, reviewers, catalogue].flatMap(\.warnings)
    var siteFaults: [Diagnostic] = []
    var before = SettingsFile(file: prefix + "site.yaml", code: "site.invalid")
    if !faults.isEmpty, let known = earlier.flatMap({ SiteYAML.read($0, in: &before) }) {
      (content, siteFaults, faults) = (known, faults, [])
    }
    guard faults.isEmpty, let content, bearsProposals || proposals.isEmpty else {
      throw SiteRefusal(faults + proposals + warnings)
    }
    return SiteConfiguration(
      settings: content.settings, people: reviewers.faults.isEmpty ? people ?? [] : [], steps: content.steps,
      requiresPassword: content.requiresPassword, reviewsLayout: content.reviewsLayout,
      reassessmentMonths: content.reassessmentMonths,
      catalogueChanges: catalogue.faults.isEmpty ? changes ?? [] : [], oversight: content.oversight,
      diagnostics: warnings, peopleFaults: reviewers.faults, catalogueFaults: catalogue.faults,
      siteFaults: siteFaults, siteSample: siteFaults.isEmpty ? site.sample : before.sample,
      peopleSample: reviewers.sample)
  }

  /// What supervision goes by, where it is not written in site.yaml: a change here touches no published page.
  private static let oversightName = "oversight.yaml"

  private func bytes(of name: String, isOptional: Bool = false, in file: inout SettingsFile) -> [UInt8]? {
    do throws(FileFault) {
      return try folder.read(name, limit: YAMLGuard.sizeLimit)
    } catch {
      if error.number == ENOENT, isOptional { return nil }
      let isMissing = error.number == ENOENT
      file.fault(
        nil, isMissing ? "没有 \(name)" : error.message,
        remedy: isMissing ? "在站点文件夹里新建 \(name)，或用 gongkai init 生成样例" : "换成可读的普通文件")
      return nil
    }
  }

  /// Reads every record below records/ and documents/, with the attachments they name.
  ///
  /// A bad record never stops the others; every fault of every record is told in one run.
  /// - Parameters:
  ///   - catalogue: the catalogue in force.
  ///   - knownIDs: the records of the ledger; 关联 and 替代 may name them too.
  /// - Throws: a folder that can't be listed: half a site must not be taken for the whole.
  public func site(catalogue: Catalogue, knownIDs: Set<RecordID>) throws(SiteRefusal) -> WorkingSite {
    site(from: try files(), catalogue: catalogue, knownIDs: knownIDs)
  }

  /// The first half of `site(catalogue:knownIDs:)`, which needs neither catalogue nor ledger.
  ///
  /// - Parameter remembered: files that were known to hold a version of the ledger, by path: those that nobody touched
  ///   since are not read.
  /// - Throws: `SiteRefusal` if the folder can't be read.
  public func files(remembered: () -> [String: RememberedFile] = { [:] }) throws(SiteRefusal) -> WorkingFiles {
    var walk: SiteWalk
    do throws(FileFault) {
      walk = try SiteWalk(folder)
    } catch {
      throw SiteRefusal([
        Diagnostic("site.invalid", at: Place(prefix + error.path), error.message, remedy: "检查文件夹的权限")
      ])
    }
    walk.recognise(remembered())
    let parts = Parallel.map(walk.sources) { $0.remembered == nil ? part($0) : nil }
    return WorkingFiles(walk: walk, parts: parts)
  }

  /// The second half of `site(catalogue:knownIDs:)`.
  ///
  /// - Parameter known: versions of the ledger: a file that holds the same bytes as one is not looked into again, and
  ///   stands in the site as `standing`.
  public func site(
    from read: WorkingFiles, catalogue: Catalogue, knownIDs: Set<RecordID>, known: KnownVersions = .none
  ) -> WorkingSite {
    let prefix = prefix
    let checker = RecordChecker(catalogue)
    var standing: [RecordID: StandingRecord] = [:]
    var sources: [(SiteWalk.Source, Result<RecordPart, FileFault>)] = []
    standing.reserveCapacity(read.walk.sources.count)
    var versions = KnownVersions.Lookup(known)
    func version(_ source: SiteWalk.Source, _ part: Result<RecordPart, FileFault>?) -> KnownVersion? {
      switch part {
      case nil: source.remembered.flatMap { versions.stands($0, at: source.path) ? $0 : nil }
      case .success(let part): versions.version(at: source.path).flatMap { $0.part == part.digest ? $0 : nil }
      case .failure: nil
      }
    }
    for (source, part) in zip(read.walk.sources, read.parts) {
      if let version = version(source, part) {
        standing[version.id] = StandingRecord(version: version, prefix: prefix, source: source)
      } else {
        sources.append((source, part ?? self.part(source)))
      }
    }
    var assembly = SiteAssembly(read.walk, prefix: prefix)
    var files = SiteFiles(folder, entries: read.walk.entries)
    func add(_ sources: [(SiteWalk.Source, Result<RecordPart, FileFault>)]) {
      for reading in Parallel.map(sources, { SourceReading($0.0, $0.1, prefix: prefix, checker) }) {
        assembly.diagnostics += reading.faults
        for record in reading.records {
          switch record {
          case .checked(let checked): assembly.add(checked)
          case .raw(let raw): assembly.add(checker.check(raw, files: &files))
          }
        }
      }
    }
    add(sources)
    // Another file claims the same id: both are read, so that both are told.
    let claimed = assembly.ids.compactMap { standing.removeValue(forKey: $0)?.source }
    add(claimed.map { ($0, part($0)) })
    var site = assembly.finish(knownIDs: knownIDs)
    site.standing = standing
    return site
  }

  private func part(_ source: SiteWalk.Source) -> Result<RecordPart, FileFault> {
    Result { () throws(FileFault) in
      let bytes = try folder.read(source.path, limit: SiteFiles.textLimit)
      return RecordPart(kind: source.kind, path: source.path, bytes: bytes)
    }
  }
}

/// The files of a site folder, with the digests of those that hold records.
public struct WorkingFiles: Sendable {
  let walk: SiteWalk
  /// One for each of the walk's sources; nil for a file that was not read.
  let parts: [Result<RecordPart, FileFault>?]
}

/// One source file read as far as that can be done without looking at other files.
struct SourceReading: Sendable {
  /// A record of the file.
  enum Item: Sendable {
    case checked(CheckedRecord)
    /// One that names other files, and is checked where they can be looked at.
    case raw(RawRecord)
  }

  private(set) var records: [Item] = []
  /// Faults that belong to the file and not to one of its records.
  private(set) var faults: [Diagnostic] = []

  /// Reads a file by its kind.
  init(_ source: SiteWalk.Source, _ part: Result<RecordPart, FileFault>, prefix: String, _ checker: RecordChecker) {
    let file = prefix + source.path
    var raws: [RawRecord]
    switch part {
    case .failure(let fault):
      let id = RecordPath.defaultID(source.path)
      var raw = RawRecord(
        part: RecordPart(kind: source.kind, path: source.path, bytes: []), file: file, start: .start, baseID: id,
        fallbackID: source.path, entries: nil)
      raw.faults = [
        Diagnostic("record.invalid", at: Place(file), fault.message, remedy: "检查文件的权限和大小")
      ]
      raws = [raw]
    case .success(let part):
      switch source.kind {
      case .row:
        let content = CSVFile(path: source.path, file: file).read(part.bytes)
        (raws, faults) = (content.records, content.faults)
      case .document: raws = [DocumentFile.read(part, file: file)]
      default: raws = [MarkdownFile.read(part, file: file)]
      }
    }
    var none = SnapshotFiles([])
    records = raws.map { $0.namesFiles ? .raw($0) : .checked(checker.check($0, files: &none)) }
  }
}

extension RawRecord {
  /// Whether the record is made of more than the file it stands in.
  fileprivate var namesFiles: Bool {
    if case .file = body { return true }
    return (entries ?? []).contains { $0.field == .attachments || $0.field == .portrait }
  }
}
