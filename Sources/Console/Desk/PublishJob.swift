import Diagnostics
import Dispatch
import Publishing
import Records
import Review
import Synchronization
import Values

/// One publication at a time, away from the pages; who looks sees how far it is.
final class PublishJob: Sendable {
  /// How it stands.
  enum Standing: Sendable {
    case idle
    case running(stage: String, done: Int, total: Int, since: Moment)
    case finished(text: String, at: Moment)
    case refused([Diagnostic], at: Moment)
  }

  private let standing = Mutex(Standing.idle)
  private let queue = DispatchQueue(label: "gongkai.console.publish")

  var now: Standing { standing.withLock { $0 } }

  /// Begins a publication in the background; false if one is under way.
  func begin(_ desk: Desk, by account: String) -> Bool {
    guard claim() else { return false }
    queue.async { self.run(desk, by: account) }
    return true
  }

  /// Publishes what an emergency left and waits for the end; false if a publication is under way.
  func runNow(_ desk: Desk, by account: String) async -> Bool {
    guard claim() else { return false }
    await Blocking.run(on: queue) { self.run(desk, by: account, isEmergency: true) }
    return true
  }

  private func claim() -> Bool {
    standing.withLock { standing in
      if case .running = standing { return false }
      standing = .running(stage: "准备", done: 0, total: 0, since: .now())
      return true
    }
  }

  private func run(_ desk: Desk, by account: String, isEmergency: Bool = false) {
    let outcome: Standing
    do {
      let folder = try TemplateFolder(path: desk.templatesPath, overrides: TemplateFolder.overrides(site: desk.path))
      let session = try Desk.open(
        desk.path, templates: desk.templatesPath, output: desk.output, isEmergency: isEmergency)
      let publisher = Publisher(
        session: session, templates: folder, output: desk.output, asOf: Moment.now().day,
        actor: Actor(account: account, authentication: .password)
      ) { stage, done, total in
        self.standing.withLock { standing in
          guard case .running(_, _, _, let since) = standing, !stage.isEmpty else { return }
          standing = .running(stage: stage, done: done, total: total, since: since)
        }
      }
      let report = try publisher.publish()
      let text =
        report.goingLive.isEmpty && report.takingDown.isEmpty
        ? "网站与台账一致，没有新公开或撤下的。现有 \(report.pages) 条。"
        : "新公开或更新 \(report.goingLive.count) 条，撤下 \(report.takingDown.count) 条，网站现有 \(report.pages) 条。"
      let told =
        report.rendering.isEmpty
        ? ""
        : "\(report.rendering.count) 条原网址没有跳转:"
          + report.rendering.prefix(3).map(\.message).joined(separator: "；") + "。"
      outcome = .finished(text: text + told, at: .now())
    } catch let refusal as PublicationRefusal {
      outcome = .refused(refusal.diagnostics, at: .now())
    } catch let refusal as SiteRefusal {
      outcome = .refused(refusal.diagnostics, at: .now())
    } catch let refusal as ActRefusal {
      outcome = .refused(refusal.diagnostics, at: .now())
    } catch {
      outcome = .refused([Diagnostic("publish.failed", "\(error)")], at: .now())
    }
    standing.withLock { $0 = outcome }
  }
}
