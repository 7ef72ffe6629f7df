import ArgumentParser
import Diagnostics
import Records
import Review
import Values

/// Puts records forward for review.
struct ReviewSubmit: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "submit", abstract: "提交审查(拟稿人)")

  @OptionGroup var selection: SelectionOptions
  @OptionGroup var person: ActorOptions
  @OptionGroup var options: SiteOptions

  @Option(help: ArgumentHelp("像是应上交而由本机关公开的，说明理由；只用于写明标识的记录", valueName: "理由"))
  var keep: String?

  func validate() throws {
    if keep != nil, selection.isBulk { throw ValidationError("--keep 只用于写明标识的记录，逐条说明") }
  }

  func run() throws {
    try refusing {
      let session = try options.open(.acting)
      let site = try session.workingSite()
      let state = try session.state()
      let code = try selection.columnCode(in: (state.policy ?? session.founding.policy).catalogue)
      try selection.refuseUnknownUnit(Set(site.records.map(\.record.unit)))
      let named = Set(selection.ids)
      let chosen = site.records.filter { working in
        let record = working.record
        if !named.isEmpty, !named.contains(record.id.rawValue) { return false }
        if let code, !record.column.parts.starts(with: code.parts) { return false }
        if let unit = selection.unit, record.unit != unit { return false }
        return !selection.isBulk || !state.holds(working)
      }
      let faulty = site.faulty.filter { record in
        selection.isBulk ? selection.all : named.contains(record.id.rawValue)
      }
      let known = Set(chosen.map(\.record.id.rawValue) + faulty.map(\.id.rawValue))
      let ids = site.records.map(\.record.id.rawValue)
      let missing = selection.ids.filter { !known.contains($0) }.map { id in
        let near = Suggestion.nearest(to: id, among: ids).map { "，是否为「\($0)」？" } ?? ""
        return ActResult(
          RecordID(rawValue: id),
          .refused([Diagnostic("record.unknown", "站点中没有记录「\(id)」\(near)", remedy: "用 gongkai check 查看全部标识")]))
      }
      let renamed = try session.renamedFiles(site, in: state)
      let told = chosen.compactMap { working in renamed.told(of: working, in: state).map { (working.record.id, $0) } }
      let twice = Dictionary(told.filter { $0.1.severity == .error }, uniquingKeysWith: { first, _ in first })
      let results = try session.ledger.submit(
        chosen, keep: keep, renamed: twice, by: person.actor, founding: session.founding)
      let here = Set(site.records.lazy.map(\.record).filter { $0.proposal == .proactive }.map(\.id))
      let advice = zip(chosen, results).flatMap { working, result -> [Diagnostic] in
        guard case .done = result.outcome else { return [] }
        return working.advice { here.contains($0) || state.mayShow($0) }
      }
      Terminal.report(
        routeWarnings(chosen, results) + told.map(\.1).filter { $0.severity == .warning } + advice)
      let invalid = faulty.map { ActResult($0.id, .refused($0.faults)) }
      try ResultLines.print(results + invalid + missing, verb: "提交")
    }
  }

  /// What was submitted just now, looks like information that goes up to the government, and was not answered.
  private func routeWarnings(_ records: [WorkingRecord], _ results: [ActResult]) -> [Diagnostic] {
    guard keep?.allSatisfy(\.isWhitespace) ?? true else { return [] }
    return zip(records, results).compactMap { working, result in
      guard case .done = result.outcome else { return nil }
      return RouteHint(working.record)?.warning(for: working.record.id)
    }
  }
}
