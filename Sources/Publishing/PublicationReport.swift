import Diagnostics
import Review
import Values

/// What a publication did, or would do.
public struct PublicationReport: Sendable {
  public let examination: Examination
  let output: String
  /// Records on the site afterwards.
  public let pages: Int
  public let goingLive: [PublicationPlan.GoingLive]
  public let takingDown: [PublicationPlan.TakingDown]
  let outcome: Outcome
  public let head: LedgerHead?
  /// Why the ledger does not tell of it yet; empty if it does.
  var unrecorded: [Diagnostic] = []
  /// What is to be said of how it was made.
  var remarks: [Diagnostic] = []

  /// Why it would be refused; of what is planned only.
  public internal(set) var refusals: [Diagnostic] = []

  /// What of the site before could not be removed.
  var leftovers: [Leftover] = []
  /// What is to be said of an earlier publication that was recorded only now.
  var recovered: [Diagnostic] = []

  /// Something of an earlier site is left beside the output: it may hold what was taken down.
  public var hasLeftovers: Bool { !leftovers.isEmpty }

  /// What of it asks for a hand besides: an earlier publication that was recorded only now, what the ledger does not tell
  /// of yet, what of the site before could not be removed.
  public var aftermath: [Diagnostic] { recovered + unrecorded + leftovers.map(\.told) }

  /// Something stood in the way of what was to come, and only what leaked was taken down.
  public var isTakeDownOnly: Bool { remarks.contains { $0.code == PublicationReport.takeDownOnly } }

  static let takeDownOnly = "publish.take-down-only"

  /// What was told of while pages were made: old addresses that lead nowhere.
  public internal(set) var rendering: [Diagnostic] = []

  /// Whether anything was done.
  enum Outcome: Sendable { case planned, changed, unchanged }

  private var check: CheckReport { CheckReport(examination) }

  /// Reasons of the gate that hold everything, which an emergency may go past, and what else would refuse it.
  private var allRefusals: [Diagnostic] { refusals + examination.refusals.filter { !refusals.contains($0) } }

  /// Warnings that belong to no single record.
  public var notices: [Diagnostic] {
    let today = Moment.now().day
    let told =
      allRefusals + recovered + examination.notices + rendering + unrecorded + remarks
      + leftovers.map(\.told)
    guard outcome != .planned, examination.asOf != today else { return told }
    let other = Diagnostic(
      "publish.as-of", .warning, "按 \(examination.asOf) 发布，今天是 \(today)；台账如实记录了办理时间", remedy: "平时不要写 --as-of")
    return told + [other]
  }

  /// Whether some records are invalid, or not all was done: recorded, removed.
  public var hasFaults: Bool { check.hasFaults || !unrecorded.isEmpty || hasLeftovers }

  private var held: Int { examination.assessments.filter(\.isHeld).count }

  /// The form for people.
  public var text: String {
    let verb = outcome == .planned ? "将公开" : "已公开"
    // A record that was on the site before, with its earlier day of publication.
    let updated = goingLive.filter { $0.firstPublished < $0.since }.count
    let parts = [
      "新公开 \(goingLive.count - updated) 条", updated > 0 ? "更新 \(updated) 条" : nil, "撤下 \(takingDown.count) 条",
    ].compactMap(\.self).joined(separator: "，")
    var lines = ["\(verb) \(pages) 条(其中\(parts))，卡住 \(held) 条"]
    switch outcome {
    case .planned where !refusals.isEmpty: lines.append("这是预演，没有改动任何东西；照现在的情况会拒绝发布，原因另列")
    case .planned: lines.append("这是预演，没有改动任何东西")
    case .changed: lines.append("网站在 \(output)，台账头 \(head.map { "\($0.count):\($0.hash.short)" } ?? "")")
    case .unchanged where !recovered.isEmpty: lines.append("网站在 \(output)，与上次发布相同；上次发布中断时没有记入的，现已补入台账")
    case .unchanged: lines.append("网站在 \(output)，与上次发布相同，台账没有新增事件")
    }
    let reasons = check.heldLines
    if !reasons.isEmpty { lines += ["", "卡住的信息和原因:"] + reasons }
    return lines.joined(separator: "\n")
  }

  /// The machine form with the processor seconds spent on stages, in milliseconds.
  public func json(with times: [String: Double]) -> JSON {
    guard case .object(let members) = json else { return json }
    let spent = times.sorted { $0.key < $1.key }.map { JSON.Member($0.key, JSON(Int($0.value * 1000))) }
    return .object(members + [JSON.Member("processorMilliseconds", .object(spent))])
  }

  /// Whether the site is, or would be, another than before.
  private var isChanging: Bool {
    switch outcome {
    case .changed: true
    case .unchanged: false
    case .planned: refusals.isEmpty && !(goingLive.isEmpty && takingDown.isEmpty)
    }
  }

  /// The machine form.
  public var json: JSON {
    [
      "asOf": .string(examination.asOf.description), "output": .string(output), "published": JSON(pages),
      "new": JSON(goingLive.map(\.record.rawValue)), "withdrawn": JSON(takingDown.map(\.record.rawValue)),
      "held": JSON(held), "changed": .bool(isChanging), "dryRun": .bool(outcome == .planned),
      "leftovers": JSON(leftovers.map(\.folder)),
      "head": head.map { ["events": JSON($0.count), "hash": .string($0.hash.hex)] } ?? .null,
      "refusals": .array(allRefusals.map(\.json)),
      "notices": .array(notices.dropFirst(allRefusals.count).map(\.json)),
    ]
  }
}
