import ArgumentParser
import Diagnostics
import Files
import Publishing
import Records
import Review
import Values

/// Takes back an agreement or a submission.
struct ReviewRevoke: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke", abstract: "撤回自己的同意或提交(公开之前)")

  @Argument(help: ArgumentHelp("记录的标识", valueName: "标识"))
  var ids: [String]

  @OptionGroup var person: ActorOptions
  @OptionGroup var options: SiteOptions

  @Option(help: ArgumentHelp("撤回哪一步:提交，或审查步骤的名称，如 科室审核", valueName: "步骤"))
  var step: String

  @Option(help: ArgumentHelp("理由", valueName: "理由"))
  var reason: String

  @Option(help: ArgumentHelp("已发布的网站:上次发布中断时，据它确定是否已经公开", valueName: "文件夹"))
  var output: String?

  func run() throws {
    try refusing {
      let session = try options.open(.acting, published: output)
      let untold = try UnfinishedPublication.settle(session, output: output ?? options.outputBeside) {
        Terminal.report([$0])
      }
      Terminal.report([untold].compactMap(\.self))
      if let fault = try options.rollback(session, output: output) { throw ActRefusal([fault]) }
      let results = try session.ledger.revoke(
        ids.map(RecordID.init(rawValue:)), step: step, reason: reason, by: person.actor, founding: session.founding)
      try ResultLines.print(results, verb: "撤回")
    }
  }
}

/// Decides that published records leave the site.
struct ReviewWithdraw: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdraw", abstract: "撤下已公开的信息",
    discussion: "紧急撤下立即重新发布 --output 所指的网站；其他几种在下次 publish 时生效。")

  @Argument(help: ArgumentHelp("记录的标识", valueName: "标识"))
  var ids: [String]

  @OptionGroup var person: ActorOptions
  @OptionGroup var options: SiteOptions

  @Option(help: ArgumentHelp("发布有误、失效废止、并入替代、期满、紧急撤下", valueName: "种类"))
  var kind: String?

  @Option(help: ArgumentHelp("理由", valueName: "理由"))
  var reason: String?

  @Option(help: ArgumentHelp("并入替代时，替代它的记录", valueName: "标识"))
  var target: String?

  @Flag(help: "由第二人确认紧急撤下")
  var confirm = false

  @Option(help: ArgumentHelp("紧急撤下时立即重新发布的输出文件夹", valueName: "文件夹"))
  var output = "public"

  func validate() throws {
    if confirm { return }
    guard let kind else { throw ValidationError("缺少 --kind") }
    guard WithdrawalKind(rawValue: kind) != nil else {
      throw ValidationError("没有「\(kind)」；可选:\(WithdrawalKind.allCases.map(\.rawValue).joined(separator: "、"))")
    }
    if reason == nil { throw ValidationError("缺少 --reason") }
  }

  func run() throws {
    try refusing {
      let session = try open()
      let records = ids.map(RecordID.init(rawValue:))
      if confirm {
        warnOfClock(try session.state(), "确认撤下")
        let results = try session.ledger.confirmWithdrawal(records, by: person.actor, founding: session.founding)
        return try ResultLines.print(results, verb: "确认撤下")
      }
      guard let kind = kind.flatMap(WithdrawalKind.init(rawValue:)), let reason else { return }
      // Whatever could keep the site from being made anew is found before anything is decided.
      let templates = kind == .emergency ? try options.templateFolder() : nil
      try settle(session, records, isEmergency: kind == .emergency, reason: reason)
      let state = try session.state()
      // An emergency would be recorded where it is forgotten, and no site can be made from there.
      if kind == .emergency || records.contains(where: { state.records[$0]?.live == nil }),
        let fault = try options.rollback(session, output: output)
      {
        throw ActRefusal(kind == .emergency ? [WithdrawalKind.onOldLedger, fault] : [fault])
      }
      if kind == .emergency { warnOfClock(state, "紧急撤下") }
      let results = try session.ledger.withdraw(
        records, kind: kind, reason: reason, target: target.map(RecordID.init(rawValue:)), by: person.actor,
        founding: session.founding)
      // A site that was not made anew after an earlier decision is made anew now; where nothing was decided, nothing is.
      let isDecided = results.contains { if case .refused = $0.outcome { false } else { true } }
      let isClean = templates.flatMap { isDecided ? republish(session, templates: $0) : nil } ?? true
      try ResultLines.print(results, verb: kind.rawValue)
      if !isClean { throw ExitCode.faultsFound }
    }
  }

  /// Settles what a publication left unfinished: what it put on the site can be withdrawn only then. An emergency goes on
  /// without where that fails, and presumes nothing where it does not hang on that publication.
  private func settle(_ session: SiteSession, _ records: [RecordID], isEmergency: Bool, reason: String) throws {
    do {
      let isUrgent =
        try isEmergency && session.ledger.hangsOnPublication(emergencyOf: records, reason: reason, by: person.actor)
      let untold = try UnfinishedPublication.settle(session, output: output, isUrgent: isUrgent) {
        Terminal.report([$0])
      }
      Terminal.report([untold].compactMap(\.self))
    } catch  where isEmergency {
      try? refusing { throw error }
    }
  }

  /// A ledger whose last act was dated by a clock that ran ahead takes an emergency, and its confirmation, under that date.
  private func warnOfClock(_ state: LedgerState, _ act: String) {
    guard let last = state.lastTime, last.seconds - Moment.now().seconds > 2 else { return }
    Terminal.report([
      Diagnostic(
        "ledger.clock", .warning, "台账最后一个事件的时间(\(last))晚于系统时钟，这次\(act)记为同一时间",
        remedy: "核对系统时钟；是那个事件办理时时钟快了的，在它之前只能紧急撤下和确认撤下")
    ])
  }

  /// Opens the site; where that fails, a person in a hurry is told that nothing was done, and what to do meanwhile.
  private func open() throws -> SiteSession {
    let isEmergency = kind == WithdrawalKind.emergency.rawValue
    do {
      return try options.open(.acting, published: output, isEmergency: confirm || isEmergency, output: output)
    } catch {
      if isEmergency, !confirm {
        Terminal.report([WithdrawalKind.nothingDone("改正下列问题后立即重新执行；来不及的，\(WithdrawalKind.byHand)")])
      }
      throw error
    }
  }

  /// Takes the bytes off the published site at once.
  ///
  /// - Returns: whether all of them are gone; if not, the person is told what is still out.
  private func republish(_ session: SiteSession, templates: TemplateFolder) -> Bool {
    defer {
      Terminal.error("提示: 两个工作日内须由另一人执行 review withdraw --confirm；镜像、缓存和搜索引擎里的副本须另行清除")
    }
    guard Manifest.read(in: output) != nil else {
      Terminal.error("错误: 撤下决定已记入台账，但「\(output)」不是已发布的网站，网站没有更新 [withdrawn]")
      Terminal.error("  提示: \(wayToSite)")
      return false
    }
    do {
      let publisher = Publisher(
        session: session, templates: templates, output: output, asOf: Moment.now().day, actor: person.actor,
        patience: Publisher.emergencyPatience, progress: tellWaiting)
      let report = try publisher.publish()
      Terminal.out(report.text)
      Terminal.report(report.notices)
      // Bytes that went down with one record may be out with another.
      return try session.state().sharedWithheldFiles.isEmpty && !report.hasLeftovers
    } catch {
      Terminal.error("错误: 撤下决定已记入台账，但网站没有更新 [withdrawn]")
      Terminal.error("  提示: 改正下列问题后立即运行 gongkai publish；来不及的，\(WithdrawalKind.byHand)")
      try? refusing { throw error }
      return false
    }
  }
}

extension ReviewWithdraw {
  /// What to do where the output is no published site: what is there without a manifest is not published over.
  private var wayToSite: String {
    let elsewhere = "立即运行 gongkai publish --output 网站所在的文件夹"
    guard (try? Folder(output).isEmpty()) == false else { return "\(elsewhere)；来不及的，\(WithdrawalKind.byHand)" }
    return
      "网站在别处的，\(elsewhere)；网站就在这里的，里面没有可读的 manifest.json，不能就地更新:\(WithdrawalKind.byHand)，"
      + "再运行 gongkai publish --output 空文件夹，用它换下网站"
  }

  /// A person in a hurry is told what keeps the site from being made anew, and what to do meanwhile.
  private func tellWaiting(_ stage: String, _ done: Int, _ total: Int) {
    guard stage == Publisher.waiting else { return }
    Terminal.error("提示: 撤下决定已记入台账；另一个发布正在进行，它一结束就撤下(最多等 \(Publisher.emergencyPatience / 60) 分钟)，不要关闭")
    Terminal.error("  提示: 来不及等的，\(WithdrawalKind.byHand)")
  }
}

/// Destroys the snapshots of a record withdrawn in an emergency, by two people.
struct ReviewExpunge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "expunge", abstract: "销毁紧急撤下的记录的快照(两人先后执行)")

  @Argument(help: ArgumentHelp("记录的标识", valueName: "标识"))
  var id: String

  @OptionGroup var person: ActorOptions
  @OptionGroup var options: SiteOptions

  @Option(help: ArgumentHelp("理由", valueName: "理由"))
  var reason: String

  func run() throws {
    try refusing {
      let session = try options.open(.acting)
      let result = try session.ledger.expunge(
        RecordID(rawValue: id), reason: reason, by: person.actor, founding: session.founding)
      let history = try session.ledger.state().records[RecordID(rawValue: id)]
      let isDestroyed = history.map { $0.leaked.isEmpty && !$0.expunged.isEmpty } ?? false
      try ResultLines.print([result], verb: isDestroyed ? "销毁" : "申请销毁")
      if isDestroyed {
        tell(isLogEmpty: session.ledger.emptyLog())
      } else {
        Terminal.out("下一步:由另一人再次执行同一命令，快照才会销毁")
      }
    }
  }

  /// Where the bytes may still lie.
  private func tell(isLogEmpty: Bool) {
    Terminal.out("从前的备份、导出的 ledger.jsonl 和工作文件夹里的原件不在此列，可能仍有这些内容:逐一清理，并重新执行 gongkai ledger export 和 ledger backup")
    guard !isLogEmpty else { return }
    Terminal.report([
      Diagnostic(
        "ledger.log-kept", .warning, "另一个进程正在读台账，「\(options.path)/\(Ledger.fileName)-wal」里可能还有已销毁的内容",
        remedy: "关闭审查台等打开这个站点的程序后，再执行一次本命令；这个文件不在或为空，内容才全部清除")
    ])
  }
}
