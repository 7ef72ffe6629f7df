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
    case recorded, dropped
    /// It stands.
    case unknown(Diagnostic)
  }

  var trace: Trace {
    let places = intent.output == output ? [output] : [intent.output, output]
    if places.contains(where: { manifest(in: $0) == intent.manifest }) { return .switched }
    // The switch takes the new site out of the folder that it was built in.
    if places.flatMap(Staging.paths).contains(where: { manifest(in: $0) == intent.manifest }) { return .notSwitched }
    // The site that was to be replaced is still there, as the ledger knows it.
    guard let old = Manifest.read(in: intent.output), old.head != intent.head else { return .unknown }
    return (try? session.ledger.hasPublication(from: old.head)) == true ? .notSwitched : .unknown
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
    case .unknown where !isPresumed: return .unknown(untold)
    case .switched, .unknown:
      try session.ledger.complete(intent, by: actor, founding: session.founding)
      return .recorded
    case .notSwitched:
      try session.ledger.dropIntent()
      return .dropped
    }
  }

  private var untold: Diagnostic {
    Diagnostic(
      "publish.unsettled", "上次发布到「\(intent.output)」时中断，现在那里读不到当时的网站，不能确定新网站是否已经公开",
      remedy: "把它挂载或移回原处后重试；已移到别处的，用 --output 指明；确已找不回来的，运行 gongkai publish --presume-published，按已经公开补记")
  }

  /// That it was recorded, for who publishes.
  var told: Diagnostic {
    Diagnostic(
      "publish.recovered", .warning,
      "上次发布换上了新网站，但没来得及记入台账；现已补记(公开 \(intent.goingLive.count) 条，撤下 \(intent.takingDown.count) 条)", remedy: "无需处理")
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
  /// - Returns: why nothing could be told; nil otherwise. While a publication is under way nothing is touched.
  /// - Throws: `LedgerFault`, `FileFault` or `ActRefusal` if the ledger or the output fails meanwhile.
  public static func settle(
    _ session: SiteSession, output: String, isUrgent: Bool = false
  ) throws -> Diagnostic? {
    guard try session.ledger.unfinishedIntent() != nil else { return nil }
    guard let hold = try ExclusiveHold.waiting(on: session.path, upTo: isUrgent ? 30 : 0) else { return nil }
    return try withExtendedLifetime(hold) {
      guard let intent = try session.ledger.unfinishedIntent() else { return nil }
      let unfinished = UnfinishedPublication(session, intent, output: OutputFiles.absolute(output))
      guard case .unknown(let why) = try unfinished.settle(by: .program, isPresumed: isUrgent) else { return nil }
      return why
    }
  }
}
