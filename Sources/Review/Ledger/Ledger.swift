import Diagnostics
import Files
import Records
import Synchronization
import Values

/// The review ledger (审查台账) of one site: events, snapshots, and the acts that add to them.
///
/// Every change is one transaction: what was read, what was decided on it, and what was written belong
/// together, whatever other processes do meanwhile.
public final class Ledger: Sendable {
  let store: LedgerStore
  let cache = Mutex(LedgerState())
  /// The site's folder, where something is kept for the next run; nil where nothing is.
  private let folder: Folder?
  let recollection = Mutex(Recollection())

  /// Name of the database below the site folder.
  public static let fileName = "ledger.sqlite"
  /// Name of the export below the site folder.
  public static let exportName = "ledger.jsonl"

  /// Opens the ledger of a site; `:memory:` makes one that nobody keeps.
  ///
  /// - Parameters:
  ///   - isForReading: nothing will be written, so that a copy will do where the file can't be opened in place.
  ///   - folder: the site's, where an earlier run may have left its memory.
  /// - Throws: `LedgerFault` if the file is no ledger, is damaged, or can't be made durable.
  public init(path: String, isForReading: Bool = false, in folder: Folder? = nil) throws(LedgerFault) {
    self.folder = folder
    store = try LedgerStore(path: path, isForReading: isForReading)
  }

  /// Makes the empty ledger of a site, to be founded by the first act: under another name, and moved to its own once it
  /// is whole, so that no crash leaves half a database there. One that another process made meanwhile is opened.
  ///
  /// - Parameters:
  ///   - path: of the database to make.
  ///   - site: the site's folder, which is held meanwhile.
  static func begin(at path: String, in site: String) throws(LedgerFault) -> Ledger {
    let hold = try LedgerStore.guarded("建立台账") { try ExclusiveHold.waiting(on: site, upTo: 30) }
    guard let hold else { throw LedgerFault(isUnavailable: true, "另一个进程正占用站点文件夹") }
    return try withExtendedLifetime(hold) { () throws(LedgerFault) in
      let isMade = try LedgerStore.guarded("查看台账") { try OutputFiles.kind(of: path) != nil }
      if !isMade {
        try refuseLog(beside: path)
        _ = try LedgerStore.guarded("建立台账") { try LeftoverLog.moveAside(path) }
        let staged = path + ".founding"
        for suffix in ["", "-wal", "-shm", "-journal"] {
          try LedgerStore.guarded("建立台账") { try OutputFiles.removeTree(staged + suffix) }
        }
        try LedgerStore(path: staged).close()
        try LedgerStore.guarded("建立台账") { try OutputFiles.moveNew(staged, to: path) }
      }
      return try Ledger(path: path)
    }
  }

  /// Refuses to go on without a database where its log is left: it may hold the only copy of acts.
  static func refuseLog(beside path: String) throws(LedgerFault) {
    let left = try LedgerStore.guarded("查看台账") { try LeftoverLog.found(beside: path) }
    guard left.isEmpty else {
      throw LedgerFault(
        remedy: "找回原来的 ledger.sqlite，与日志放在一起；确认不要的，把日志移走",
        "没有 ledger.sqlite，却留有它的日志「\(left[0])」，里面可能有别处没有的办理")
    }
  }

  /// The state that follows from all events, each checked against its hash and the one before.
  ///
  /// - Throws: `LedgerFault` if the ledger can't be read or its chain does not hold.
  public func state() throws(LedgerFault) -> LedgerState {
    try LedgerStore.guarded("读取台账") { try store.read { try load($0) } }
  }

  /// Folds the events that came since the last look.
  func load(_ transaction: LedgerTransaction) throws -> LedgerState {
    try cache.withLock { state in
      // A fault leaves the cache as it was: the next look finds the same fault again.
      var next = try state.head == nil ? recall(transaction) ?? state : state
      let isRecalled = recollection.withLock { $0.head != nil }
      let touched = try next.fold(transaction, listing: isRecalled)
      if !touched.isEmpty { recollection.withLock { $0.touched.formUnion(touched) } }
      state = next
      return next
    }
  }

  /// Events that are read at once.
  static let batch = 2048

  /// The site's folder, for what is kept there.
  var memoryFolder: Folder? { folder }

  /// Runs an act in one transaction. One that does nothing, for every part of it is refused or is so already, founds no
  /// ledger either.
  ///
  /// - Parameters:
  ///   - actor: who acts.
  ///   - founding: what the site's files propose, recorded if the ledger has no event yet.
  ///   - now: the clock.
  ///   - isUrgent: what leaked has to go, and be confirmed: a clock behind the ledger's last event does not stop it.
  func act<Value>(
    by actor: Actor, founding: Founding, now: Moment = .now(), isUrgent: Bool = false,
    _ body: (inout ActContext) throws -> Value
  ) throws(ActRefusal) -> Value {
    do {
      var after: (state: LedgerState, touched: Set<RecordID>)?
      let value = try store.transaction(keeping: { after != nil }) { transaction in
        var context = try ActContext(
          transaction: transaction, state: try load(transaction), actor: actor, founding: founding, now: now,
          recalled: recollection.withLock { $0.histories }, isUrgent: isUrgent)
        let value = try body(&context)
        if context.isToKeep { after = (context.state, context.touched) }
        return value
      }
      if let after { know(after.state, touched: after.touched) }
      return value
    } catch let refusal as ActRefusal {
      throw refusal
    } catch let fault as MemoryFault {
      throw distrust(fault)
    } catch let fault as LedgerFault {
      throw ActRefusal([Diagnostic("ledger.broken", fault.message, remedy: Ledger.brokenRemedy)])
    } catch {
      let fault = Result { () throws(LedgerFault) in try LedgerStore.guarded("写入台账") { throw error } }
      let message = if case .failure(let known) = fault { known.message } else { "\(error)" }
      throw ActRefusal([Diagnostic("ledger.unavailable", message, remedy: "排除原因后重新执行，本次没有改动台账")])
    }
  }

  /// Takes over what an act that is on the disk came to, so that its events need not be read again.
  private func know(_ state: LedgerState, touched: Set<RecordID>) {
    recollection.withLock { if $0.head != nil { $0.touched.formUnion(touched) } }
    cache.withLock { known in
      if (state.head?.count ?? 0) > (known.head?.count ?? 0) { known = state }
    }
  }

  /// Lets a publication begin: makes sure that the person may publish, and begins the ledger if it has no event yet.
  ///
  /// - Throws: `ActRefusal` if the person may not publish, or the ledger can't be written.
  public func beginPublication(by actor: Actor, founding: Founding, now: Moment = .now()) throws(ActRefusal) {
    try act(by: actor, founding: founding, now: now) { context in
      try context.person.requirePublisher(actor)
      _ = context.keepFounding()
    }
  }

  /// Makes sure that the person may publish; changes nothing.
  ///
  /// - Throws: `ActRefusal` if the person may not; `LedgerFault` if the ledger can't be read.
  public func refusePublisher(_ actor: Actor, founding: Founding) throws {
    try ActContext.person(actor, in: try state(), founding).requirePublisher(actor)
  }

  /// What to do about a broken ledger.
  public static let brokenRemedy = "停止使用这份台账，运行 gongkai ledger verify 查看，从可信的备份恢复"
}

extension Person {
  /// Publishing decides nothing, so whoever works on records may do it, and so may the program by itself; who only
  /// audits, or only keeps accounts, may not.
  fileprivate func requirePublisher(_ actor: Actor) throws(ActRefusal) {
    guard actor.authentication != .program else { return }
    try require([.drafter, .unitHead, .secrecyReviewer, .signer, .disclosureOffice], for: "发布")
  }
}

/// Who acts, and how that is known.
public struct Actor: Sendable, Hashable {
  public let account: String
  public let authentication: Authentication

  /// Makes an actor.
  public init(account: String, authentication: Authentication) {
    self.account = account
    self.authentication = authentication
  }

  /// The program itself.
  public static let program = Actor(account: "gongkai", authentication: .program)
}

/// What the site's files propose; takes effect when a ledger begins.
public struct Founding: Sendable {
  public private(set) var people: [Person]
  public private(set) var policy: Policy
  public let layout: LayoutDigests?
  /// Why reviewers.yaml, or catalogue.yaml, proposes nothing: it can't be read.
  let peopleFaults: [Diagnostic]
  let policyFaults: [Diagnostic]

  /// Takes the proposals of a site.
  public init(_ configuration: SiteConfiguration, layout: LayoutDigests?) {
    people = configuration.people
    policy = Policy(proposedBy: configuration)
    self.layout = layout
    peopleFaults = configuration.peopleFaults
    policyFaults = configuration.catalogueFaults
  }

  /// Whether every file could be read.
  var isSound: Bool { peopleFaults.isEmpty && policyFaults.isEmpty }

  /// The same with what is in force in place of what can't be read.
  func standing(on state: LedgerState) -> Founding {
    var founding = self
    if !peopleFaults.isEmpty { founding.people = Array(state.people.values) }
    if !policyFaults.isEmpty, let changes = state.policy?.catalogueChanges {
      founding.policy.catalogueChanges = changes
    }
    return founding
  }
}

/// Why an act changed nothing.
public struct ActRefusal: Error, Sendable {
  public let diagnostics: [Diagnostic]

  /// Makes a refusal.
  public init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
}

/// What became of one record in an act.
public struct ActResult: Sendable {
  public let record: RecordID
  public let outcome: Outcome

  /// Done, nothing to do, or refused with every reason.
  public enum Outcome: Sendable {
    case done(Digest)
    case unchanged(String)
    case refused([Diagnostic])
  }

  /// Pairs a record with its outcome.
  public init(_ record: RecordID, _ outcome: Outcome) {
    self.record = record
    self.outcome = outcome
  }
}
