import Diagnostics
import Foundation
import Glibc
import Preview
import Publishing
import Records
import Review

/// The site's settings as the pages go by them: read again whenever a file of theirs changed, as a publication reads them.
struct SettingsInForce: Sendable {
  let session: SiteSession
  /// What the files looked like when they were read last.
  var look: SettingsLook
  /// Goes up with each reading.
  var generation = 0
  /// Why the files, as they are now, can't be used; the session goes by the earlier ones then.
  var faults: [Diagnostic] = []

  /// Reads the settings again if their files changed.
  ///
  /// - Parameter isFounded: there is a ledger: the desk opens it again, and never begins or restores one in its place.
  func looked(after desk: Desk, isFounded: Bool) -> SettingsInForce {
    let now = SettingsLook(site: desk.path, templates: desk.templatesPath)
    guard now != look || !faults.isEmpty else { return self }
    var same = self
    same.look = now
    guard !isFounded || access("\(desk.path)/\(Ledger.fileName)", F_OK) == 0 else {
      same.faults = [Diagnostic("ledger.missing", "台账文件 \(Ledger.fileName) 不在站点文件夹里", remedy: "放回台账后再发布")]
      return same
    }
    do {
      let session = try Desk.open(desk.path, templates: desk.templatesPath, output: desk.output)
      return SettingsInForce(session: session, look: now, generation: generation + 1)
    } catch let refusal as SiteRefusal {
      same.faults = refusal.diagnostics.filter { $0.severity == .error }
    } catch {
      same.faults = [Diagnostic("site.unread", "站点设置或模板现在读不出:\(error.words)")]
    }
    return same
  }
}

/// What the files of the settings look like: those directly in the site folder, and the templates.
struct SettingsLook: Equatable, Sendable {
  private let files: [String: [Int]]
  private let templates: FolderLook

  init(site: String, templates folder: String) {
    let own = (try? FileManager.default.contentsOfDirectory(atPath: site)) ?? []
    var files: [String: [Int]] = [:]
    for name in own where !name.hasPrefix(".") && !name.hasPrefix("ledger.") && !name.hasPrefix("console.sqlite") {
      var status = stat()
      guard stat("\(site)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
      files[name] = [
        Int(status.st_ino), status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ctim.tv_sec,
        status.st_ctim.tv_nsec,
      ]
    }
    self.files = files
    templates = FolderLook(at: [folder, TemplateFolder.overrides(site: site)].compactMap(\.self))
  }
}
