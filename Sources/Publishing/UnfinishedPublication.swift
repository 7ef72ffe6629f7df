import Diagnostics
import Files
import Records
import Review
import Values

/// A publication that was cut short: the ledger holds its intent and not its events, and the disk tells whether the new
/// site was switched in.
///
/// It is settled before anything is decided that hangs on it: a publication, a withdrawal, a revocation. An intent is
/// dropped only where the disk shows that the switch did not happen. A folder that can't be read shows nothing: were its
/// publication forgotten, its addresses and 索引号 would be given to other records.
public struct UnfinishedPublication {
  private let session: SiteSession
  private let intent: PublicationIntent
  /// The folder at hand, absolute: the recorded one may have been moved.
  private let output: String

  init(_ session: SiteSession, _ intent: PublicationIntent, output: String) {
    self.session = session
    self.intent = intent
    self.output = output
  }

  /// What the disk tells.
  enum Trace { case switched, notSwitched, unknown }

  /// What became of an intent.
  enum Outcome {
    /// What is to be said of it.
    case recorded(Diagnostic)
    case dropped
    /// It stands.
    case unknown(Diagnostic)
  }

  var trace: Trace {
    let places = intent.output == output ? [output] : [intent.output, output]
    if places.contains(where: { manifest(in: $0) == intent.manifest }) { return .switched }
    // The switch takes the new site out of the folder that it was built in.
    if places.flatMap(Staging.paths).contains(where: { manifest(in: $0) == intent.manifest }) { return .notSwitched }
    // After the switch the old site's folder becomes the spare of the new one.
    if places.contains(where: { manifest(in: SpareTree.path(beside: $0)) == intent.manifest }) { return .switched }
    // The site that was to be replaced is still there, and nothing of the switch beside it. (A copy of that site put back
    // in its place shows as much: what was built, or what was replaced, still lies beside it then.)
    let beside = Staging.paths(beside: intent.output) + [SpareTree.path(beside: intent.output)]
    guard beside.allSatisfy({ (try? OutputFiles.kind(of: $0)) == .some(nil) }),
      let old = Manifest.read(in: intent.output), let last = try? session.state().lastPublication
    else { return .unknown }
    return old.head == last.head ? .notSwitched : .unknown
  }

  private func manifest(in folder: String) -> Digest? {
    (try? Folder(folder).read(Manifest.fileName)).map { Digest(of: $0) }
  }

  /// Records what happened, or drops what did not. For whoever holds the site.
  ///
  /// - Parameter isPresumed: where nothing can be told, the switch counts as having happened: what leaked can be withdrawn
  ///   then, and no address is given twice.
  func settle(by actor: Actor, isPresumed: Bool) throws -> Outcome {
    switch trace {
    case .unknown:
      guard isPresumed else { return .unknown(untold) }
      try session.ledger.complete(intent, by: actor, founding: session.founding, isPresumed: true)
      return .recorded(told("上次发布中断，不能确定是否换上了新网站，按已经公开补记", "核对原来的网站；没有换上的，再运行一次 gongkai publish 即公开"))
    case .switched:
      try session.ledger.complete(intent, by: actor, founding: session.founding)
      return .recorded(told("上次发布换上了新网站，但没来得及记入台账；现已补记", "无需处理"))
    case .notSwitched:
      try session.ledger.dropIntent()
      return .dropped
    }
  }

  /// Why a publication would leave it unsettled, and be refused; nil where the disk tells what became of it.
  var doubt: Diagnostic? { trace == .unknown ? untold : nil }

  private var untold: Diagnostic {
    Diagnostic(
      "publish.unsettled", "上次发布到「\(intent.output)」时中断，现在那里读不到当时的网站，不能确定新网站是否已经公开",
      remedy: "把它挂载或移回原处后重试；已移到别处的，用 --output 指明；确已找不回来的，运行 gongkai publish --presume-published，按已经公开补记")
  }

  /// That it was recorded, for who publishes.
  private func told(_ what: String, _ remedy: String) -> Diagnostic {
    Diagnostic(
      "publish.recovered", .warning, "\(what)(公开 \(intent.goingLive.count) 条，撤下 \(intent.takingDown.count) 条)",
      remedy: remedy)
  }
}

extension UnfinishedPublication {
  /// Settles what a publication left unfinished, before an act that hangs on it. The program records it: who acts did not
  /// publish.
  ///
  /// - Parameters:
  ///   - output: the site's folder, as far as it is known.
  ///   - isUrgent: what leaked has to go: a publication that is under way is waited for, and where nothing can be told, it
  ///     counts as published.
  ///   - tell: given what is to be said where the publication was recorded.
  /// - Returns: why nothing could be told; nil otherwise. While a publication is under way nothing is touched.
  /// - Throws: `LedgerFault`, `FileFault` or `ActRefusal` if the ledger or the output fails meanwhile.
  public static func settle(
    _ session: SiteSession, output: String, isUrgent: Bool = false, tell: (Diagnostic) -> Void = { _ in }
  ) throws -> Diagnostic? {
    guard try session.ledger.unfinishedIntent() != nil else { return nil }
    guard let hold = try ExclusiveHold.waiting(on: session.path, upTo: isUrgent ? 30 : 0) else { return nil }
    return try withExtendedLifetime(hold) {
      guard let intent = try session.ledger.unfinishedIntent() else { return nil }
      let unfinished = UnfinishedPublication(session, intent, output: OutputFiles.absolute(output))
      switch try unfinished.settle(by: .program, isPresumed: isUrgent) {
      case .recorded(let told): tell(told)
      case .dropped: break
      case .unknown(let why): return why
      }
      return nil
    }
  }
}
