import Diagnostics
import Dispatch
import Files
import Publishing
import Records
import Review
import Synchronization
import Values

/// One publication at a time, away from the pages; who looks sees how far it is. What has to leave the site at once waits
/// for nobody's hand: its publication comes right after the one that is under way, whatever becomes of that.
final class PublishJob: Sendable {
  /// How it stands.
  enum Standing: Sendable {
    case idle
    case running(stage: String, done: Int, total: Int, since: Moment)
    /// - aftermath: what asks for a hand besides.
    case finished(text: String, at: Moment, aftermath: [Diagnostic] = [])
    case refused([Diagnostic], at: Moment)

    var isRunning: Bool { if case .running = self { true } else { false } }
  }

  private struct State {
    var standing = Standing.idle
    /// An emergency waits for the end of the publication that is under way.
    var isFollowed = false
    /// Why the publication before an emergency came to nothing; told with the emergency's end.
    var dropped: [Diagnostic] = []
  }

  private let state = Mutex(State())
  /// Publications, one after the other; tests hold it up.
  let queue = DispatchQueue(label: "gongkai.console.publish")

  var now: Standing { state.withLock { $0.standing } }

  /// Begins a publication in the background; false if one is under way.
  func begin(_ desk: Desk, by account: String) -> Bool {
    guard claim() else { return false }
    queue.async { self.run(desk, by: account) }
    return true
  }

  /// Publishes what an emergency left and waits for the end.
  ///
  /// - Returns: false if a publication is under way, here or in another process: this one follows it at once, and nobody
  ///   waits for it here.
  func runNow(_ desk: Desk, by account: String) async -> Bool {
    guard claim() else {
      follow(desk, by: account)
      return false
    }
    if PublishJob.isHeld(desk.path) {
      queue.async { self.run(desk, by: account, isEmergency: true) }
      return false
    }
    await Blocking.run(on: queue) { self.run(desk, by: account, isEmergency: true) }
    return true
  }

  /// Another process has the site, for minutes perhaps.
  private static func isHeld(_ site: String) -> Bool {
    do throws(FileFault) {
      return try ExclusiveHold(on: site) == nil
    } catch {
      return false
    }
  }

  private func claim() -> Bool {
    state.withLock { state in
      guard !state.standing.isRunning else { return false }
      state.standing = .running(stage: "准备", done: 0, total: 0, since: .now())
      return true
    }
  }

  /// Puts an emergency behind what runs; one that has not begun yet takes what came up meanwhile along.
  private func follow(_ desk: Desk, by account: String) {
    let isFirst = state.withLock { state in
      defer { state.isFollowed = true }
      return !state.isFollowed
    }
    guard isFirst else { return }
    queue.async {
      self.state.withLock { state in
        state.isFollowed = false
        state.standing = .running(stage: "紧急撤下", done: 0, total: 0, since: .now())
      }
      self.run(desk, by: account, isEmergency: true)
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
        actor: Actor(account: account, authentication: .password),
        patience: isEmergency ? Publisher.emergencyPatience : 0
      ) { stage, done, total in
        self.state.withLock { state in
          guard case .running(_, _, _, let since) = state.standing, !stage.isEmpty else { return }
          state.standing = .running(stage: stage, done: done, total: total, since: since)
        }
      }
      let report = try publisher.publish()
      outcome = .finished(
        text: PublishJob.text(report, left: try? session.state().awaitingRemoval), at: .now(),
        aftermath: report.aftermath)
    } catch let refusal as PublicationRefusal {
      outcome = .refused(refusal.diagnostics, at: .now())
    } catch let refusal as SiteRefusal {
      outcome = .refused(refusal.diagnostics, at: .now())
    } catch let refusal as ActRefusal {
      outcome = .refused(refusal.diagnostics, at: .now())
    } catch {
      outcome = .refused([Diagnostic("publish.failed", error.words)], at: .now())
    }
    // Who follows is under way already for whoever looks: no other publication slips in between.
    state.withLock { state in
      if state.isFollowed {
        if case .refused(let reasons, _) = outcome { state.dropped = reasons }
        state.standing = .running(stage: "紧急撤下", done: 0, total: 0, since: .now())
      } else {
        state.standing = PublishJob.outcome(outcome, after: state.dropped)
        state.dropped = []
      }
    }
  }

  private static func outcome(_ outcome: Standing, after dropped: [Diagnostic]) -> Standing {
    guard !dropped.isEmpty, case .finished(let text, let at, let aftermath) = outcome else { return outcome }
    let why = dropped.map(\.message).joined(separator: "；")
    return .finished(text: "\(text)紧急撤下之前的那次发布没有完成(\(why))，须再发布一次。", at: at, aftermath: aftermath)
  }

  /// What a publication did.
  ///
  /// - Parameter left: how many records are still to leave the site: decided while it ran; nil if that can't be told.
  private static func text(_ report: PublicationReport, left: Int?) -> String {
    let pages = report.pages
    let isQuiet = report.goingLive.isEmpty && report.takingDown.isEmpty
    let done =
      isQuiet
      ? (left == 0 ? "网站与台账一致，没有新公开或撤下的。" : "没有新公开或撤下的。") + "现有 \(pages) 条。"
      : "新公开或更新 \(report.goingLive.count) 条，撤下 \(report.takingDown.count) 条，网站现有 \(pages) 条。"
    let waiting = left.map { $0 == 0 ? "" : "有 \($0) 条在发布期间决定撤下，网站上还没有撤下，须再发布一次。" } ?? ""
    let told =
      report.rendering.isEmpty
      ? ""
      : "\(report.rendering.count) 条原网址没有跳转:"
        + report.rendering.prefix(3).map(\.message).joined(separator: "；") + "。"
    return done + waiting + onlyTakenDown(report) + told + Notice.sentences(report.aftermath)
  }

  /// Why nothing new came with what had to go at once.
  private static func onlyTakenDown(_ report: PublicationReport) -> String {
    guard report.isTakeDownOnly else { return "" }
    let why = report.notices.filter { $0.severity == .error }.prefix(3).map(\.message).joined(separator: "；")
    return "为了立即撤下，这一次只撤不上(\(why))，排除原因后须再发布一次。"
  }
}

extension LedgerState {
  /// How many withdrawals were decided and are not on the site yet.
  var awaitingRemoval: Int {
    records.values.count { history in
      guard let decided = history.withdrawal, history.live != nil else { return false }
      return history.tombstone?.kind != decided.kind
    }
  }
}

extension RecordHistory {
  /// An emergency was decided, and the page is still there.
  var isStillUp: Bool { live != nil && withdrawal?.kind == .emergency }
}
