import Diagnostics
import Records
import Values

/// What a publication is about to record: kept in the ledger's file before the switch, so that after a crash
/// the switched site and the 发布 events can't disagree.
public struct PublicationIntent: Sendable, Hashable {
  public let asOf: Day
  /// Digest of manifest.json: tells whether the switch happened.
  public let manifest: Digest
  /// Digest of the list of files, without the head.
  public let content: Digest
  public let layout: LayoutDigests
  /// The head that the site was made from.
  public let head: LedgerHead
  /// Absolute path of the output folder.
  public let output: String
  public let goingLive: [PublicationPlan.GoingLive]
  public let takingDown: [PublicationPlan.TakingDown]

  /// What to do where a record's publication is under way, or was cut short and can't be settled.
  static let remedy = "发布正在进行的，等它结束后重试；上次发布中断的，用 --output 指明网站所在的文件夹后重试"

  /// Codes of what overtook a publication.
  static let (changed, withdrawn) = ("review.content-changed", "withdrawn")

  /// Puts together what will be recorded.
  public init(
    plan: PublicationPlan, manifest: Digest, content: Digest, layout: LayoutDigests, output: String
  ) {
    self.init(
      asOf: plan.asOf, manifest: manifest, content: content, layout: layout, head: plan.head, output: output,
      goingLive: plan.goingLive, takingDown: plan.takingDown)
  }

  /// Puts an intent together from its parts.
  public init(
    asOf: Day, manifest: Digest, content: Digest, layout: LayoutDigests, head: LedgerHead, output: String,
    goingLive: [PublicationPlan.GoingLive], takingDown: [PublicationPlan.TakingDown]
  ) {
    self.asOf = asOf
    self.manifest = manifest
    self.content = content
    self.layout = layout
    self.head = head
    self.output = output
    self.goingLive = goingLive
    self.takingDown = takingDown
  }

  /// The bytes that are kept.
  var bytes: [UInt8] {
    let start: JSON = [
      "asOf": .string(asOf.description), "manifest": .string(manifest.hex), "content": .string(content.hex),
      "layout": layout.json, "events": JSON(head.count), "head": .string(head.hash.hex), "output": .string(output),
    ]
    // Tens of thousands of records go live at once on a new site: their texts are made on both cores.
    var out = Array(start.bytes.dropLast())
    for (name, items) in [
      ("live", Parallel.map(goingLive) { $0.json.bytes }), ("down", Parallel.map(takingDown) { $0.json.bytes }),
    ] {
      out += ",\"\(name)\":[".utf8
      for (place, item) in items.enumerated() {
        if place > 0 { out.append(UInt8(ascii: ",")) }
        out += item
      }
      out.append(UInt8(ascii: "]"))
    }
    out.append(UInt8(ascii: "}"))
    return out
  }

  init?(bytes: [UInt8]) {
    guard let json = try? JSON(reading: bytes), let asOf = json["asOf"]?.text.flatMap({ Day(iso: $0) }),
      let manifest = json["manifest"]?.text.flatMap({ Digest(hex: $0) }),
      let content = json["content"]?.text.flatMap({ Digest(hex: $0) }),
      let layout = json["layout"].flatMap(LayoutDigests.init(json:)), let events = json["events"]?.integer,
      let head = json["head"]?.text.flatMap({ Digest(hex: $0) }), let output = json["output"]?.text,
      let live = json["live"]?.elements, let down = json["down"]?.elements
    else { return nil }
    self.asOf = asOf
    self.manifest = manifest
    self.content = content
    self.layout = layout
    self.head = LedgerHead(count: Int(events), hash: head)
    self.output = output
    goingLive = live.compactMap(PublicationPlan.GoingLive.init(json:))
    takingDown = down.compactMap(PublicationPlan.TakingDown.init(json:))
  }
}

extension PublicationPlan.GoingLive {
  fileprivate var json: JSON {
    .object([.init("record", .string(record.rawValue)), .init("digest", .string(digest.hex))] + details)
  }

  /// What the 发布 event of the record holds.
  fileprivate var details: [JSON.Member] {
    [
      .init("index", .string(indexNumber)), .init("address", .string(address)),
      .init("first", .string(firstPublished.description)), .init("since", .string(since.description)),
      .init("approval", .string(approval.hex)),
    ] + (originalURL.map { [.init("from", .string($0))] } ?? [])
  }

  fileprivate init?(json: JSON) {
    guard let record = json["record"]?.text, let digest = json["digest"]?.text.flatMap({ Digest(hex: $0) }),
      let index = json["index"]?.text, let address = json["address"]?.text,
      let first = json["first"]?.text.flatMap({ Moment($0) }), let since = json["since"]?.text.flatMap({ Moment($0) }),
      let approval = json["approval"]?.text.flatMap({ Digest(hex: $0) })
    else { return nil }
    self.init(
      record: RecordID(rawValue: record), digest: digest, indexNumber: index, address: address, firstPublished: first,
      since: since, approval: approval, originalURL: json["from"]?.text)
  }
}

extension PublicationPlan.TakingDown {
  fileprivate var json: JSON { .object([.init("record", .string(record.rawValue))] + details) }

  /// What the 撤下 event of the record holds.
  fileprivate var details: [JSON.Member] {
    [
      .init("kind", .string(kind.rawValue)), .init("day", .string(day.description)),
      .init("target", JSON(target?.rawValue)),
    ]
  }

  fileprivate init?(json: JSON) {
    guard let record = json["record"]?.text, let kind = json["kind"]?.text.flatMap(WithdrawalKind.init(rawValue:)),
      let day = json["day"]?.text.flatMap({ Day(iso: $0) })
    else { return nil }
    self.init(
      record: RecordID(rawValue: record), kind: kind, day: day,
      target: json["target"]?.text.map(RecordID.init(rawValue:)))
  }
}

extension Ledger {
  /// Keeps an intent, unless something that the plan stands on changed since.
  ///
  /// - Throws: `ActRefusal` if a version was revoked, withdrawn or overtaken while the pages were made.
  public func prepare(
    _ intent: PublicationIntent, by actor: Actor, founding: Founding, now: Moment = .now()
  ) throws(ActRefusal) {
    try act(by: actor, founding: founding, now: now) { context in
      // Before the switch: afterwards it would be too late.
      for item in intent.takingDown {
        // What is over, its own fields tell; the rest was decided by people.
        if item.kind == .expired { try context.holdShown(item.record) } else { try context.hold(item.record) }
      }
      for item in intent.goingLive {
        try context.hold(item.record)
        let history = context.state.records[item.record]
        guard history?.latest == item.digest, history?.versions[item.digest]?.approval?.hash == item.approval else {
          throw ActRefusal([
            Diagnostic(
              PublicationIntent.changed, "「\(item.record)」在生成页面期间有了新的提交、撤回或撤下", remedy: "重新运行 gongkai publish")
          ])
        }
      }
      // What is on the site already was planned to stay there.
      try context.transaction.events(after: intent.head.count) { _, bytes, _ in
        let event = try Event(bytes: bytes)
        guard event.act == .withdraw, let record = event.record else { return }
        throw ActRefusal([
          Diagnostic(PublicationIntent.withdrawn, "「\(record)」在生成页面期间决定撤下，网站没有更新", remedy: "重新运行 gongkai publish")
        ])
      }
      try context.transaction.setIntent(intent.bytes)
    }
  }

  /// The intent of a publication that was not finished.
  ///
  /// - Throws: `LedgerFault` if the ledger can't be read or its chain does not hold.
  public func unfinishedIntent() throws(LedgerFault) -> PublicationIntent? {
    try LedgerStore.guarded("读取台账") {
      try store.read { try $0.intent().flatMap(PublicationIntent.init(bytes:)) }
    }
  }

  /// Drops an intent whose switch did not happen.
  ///
  /// - Throws: `LedgerFault` if the ledger can't be written.
  public func dropIntent() throws(LedgerFault) {
    try LedgerStore.guarded("写入台账") { try store.transaction { try $0.setIntent(nil) } }
  }

  /// Records that the switch happened: the 发布 and 撤下 events, in one transaction.
  ///
  /// - Parameter isPresumed: nothing shows that it happened; the event says so.
  /// - Throws: `ActRefusal` if the ledger fails.
  public func complete(
    _ intent: PublicationIntent, by actor: Actor, founding: Founding, isPresumed: Bool = false, now: Moment = .now()
  ) throws(ActRefusal) {
    try act(by: actor, founding: founding, now: now) { context in
      let told: [JSON.Member] = [
        .init("asOf", .string(intent.asOf.description)), .init("manifest", .string(intent.manifest.hex)),
        .init("content", .string(intent.content.hex)), .init("layout", intent.layout.json),
        .init("events", JSON(intent.head.count)), .init("head", .string(intent.head.hash.hex)),
        .init("live", JSON(intent.goingLive.count)), .init("down", JSON(intent.takingDown.count)),
      ]
      let presumed: [JSON.Member] = isPresumed ? [.init("presumed", .bool(true))] : []
      try context.append(.publish, details: .object(told + presumed))
      for item in intent.goingLive {
        try context.append(.publish, record: item.record, digest: item.digest, details: .object(item.details))
      }
      for item in intent.takingDown {
        try context.append(.takeDown, record: item.record, details: .object(item.details))
      }
      try context.transaction.setIntent(nil)
    }
  }
}

extension ActRefusal {
  /// What a publication stands on changed while its pages were made (`Ledger.prepare`): examined anew, it may go through.
  public var isOvertaken: Bool {
    diagnostics.contains { $0.code == PublicationIntent.changed || $0.code == PublicationIntent.withdrawn }
  }
}
