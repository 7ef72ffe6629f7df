import Files
import Foundation
import Publishing
import Records
import Review
import Values

extension TestSite {
  /// The project's own templates.
  public static let templates = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "templates").path

  /// Digest of the project's own templates.
  static let templateDigest: Digest = (try? TemplateFolder(path: templates).digest) ?? Digest(of: "")

  /// Publishes to `output`, or to another folder beside it.
  @discardableResult
  public func publish(to folder: String? = nil, asOf: String = "2026-12-01", templates: String = TestSite.templates)
    throws
    -> PublicationReport
  {
    let folderOfTemplates = try TemplateFolder(path: templates)
    let target = folder.map { "\(root)/\($0)" } ?? output
    let session = try SiteSession(
      path: path, use: .acting, published: { Manifest.head(in: target, for: path) },
      layout: { LayoutDigests(templates: folderOfTemplates.digest, settings: $0.settings.digest) })
    return try Publisher(
      session: session, templates: folderOfTemplates, output: target, asOf: Day(iso: asOf) ?? Day(ordinal: 0)
    ).publish()
  }

  /// What `check` tells that belongs to no single record.
  public func check() throws -> [String] {
    let session = try open(.reading)
    let examination = try session.examine(asOf: Day(iso: "2026-12-01") ?? Day(ordinal: 0))
    return CheckReport(examination, foreseen: examination.movedNotices(session.configuration.settings)).notices
      .map(\.message)
  }

  /// Every file of a published folder, by path.
  public func files(in folder: String? = nil) throws -> [String: [UInt8]] {
    let target = folder.map { "\(root)/\($0)" } ?? output
    var files: [String: [UInt8]] = [:]
    try Folder(target).walkAll { entry, read in
      if case .success(let bytes) = read(1 << 30) { files[entry.path] = bytes }
    }
    return files
  }

  /// The published page of a record, by what the manifest says of it; nil if it has none.
  public func page(of id: String) throws -> String? {
    let entry = Manifest.read(in: output)?.files.first {
      $0.source?.record.rawValue == id && $0.path.hasSuffix(".html")
    }
    return try entry.flatMap { try files()[$0.path] }.map { String(decoding: $0, as: UTF8.self) }
  }

  /// Paths of published files that hold a text, in their bytes or their names.
  public func places(of text: String) throws -> [String] {
    try files().filter { path, bytes in
      path.contains(text) || String(decoding: bytes, as: UTF8.self).contains(text)
    }.keys.sorted()
  }

  /// Leaves the site as a publication does that was killed around its switch, and whose output folder is gone since.
  public func losePublication() throws {
    let session = try open()
    guard
      let plan = PublicationPlan(
        try examine(), creditCode: session.configuration.settings.creditCode, address: { "\($0)/\($2).html" }),
      let layout = session.founding.layout
    else { return }
    let intent = PublicationIntent(
      plan: plan, manifest: Digest(of: "gone"), content: Digest(of: "gone"), layout: layout,
      output: OutputFiles.absolute(output))
    try session.ledger.prepare(intent, by: .program, founding: session.founding)
    try FileManager.default.removeItem(atPath: output)
  }

  /// Puts a folder into the output that is too deep to be taken away by its path, whoever does it.
  public func plantDeepFolder() throws {
    try OutputFiles.makeFolder("\(output)/deep")
    let name = String(repeating: "d", count: 250)
    var folder = Foundation.open("\(output)/deep", O_RDONLY | O_DIRECTORY)
    for _ in 0..<20 {
      guard mkdirat(folder, name, 0o755) == 0 else { throw CocoaError(.fileWriteUnknown) }
      let next = openat(folder, name, O_RDONLY | O_DIRECTORY)
      close(folder)
      folder = next
    }
    close(folder)
  }

  /// Takes away a folder that holds a deep one.
  public static func removeDeep(_ path: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/rm")
    process.arguments = ["-rf", path]
    try process.run()
    process.waitUntilExit()
  }

  /// Removes the ledger's database.
  public func removeLedger() {
    for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: "\(path)/ledger.sqlite\(suffix)") }
  }
}
