import Diagnostics
import Files
import Review
import Values

/// The end of a publication, in this order: manifest → all on the disk → intent in the ledger → one switch → 发布 and 撤下
/// events → what the next run is spared.
///
/// Whatever stops it, the site is the old one or the new one, and the ledger knows which: before the switch nothing
/// happened; after it the intent lets whoever comes next record what did (`UnfinishedPublication`).
struct PublicationSwitch {
  let session: SiteSession
  let actor: Actor
  /// The folder that readers see.
  let output: String
  let progress: @Sendable (_ stage: String, _ done: Int, _ total: Int) -> Void

  /// What came of it.
  struct Outcome {
    let manifest: Manifest
    let isChanged: Bool
    /// Why the ledger does not tell of it yet; empty if it does.
    let unrecorded: [Diagnostic]
  }

  /// - Parameters:
  ///   - staging: holds every file of the new site but the manifest.
  ///   - published: the manifest of the site that is replaced.
  ///   - settle: what is done with the old site, and kept of the new one for the next run: while the ledger records.
  /// - Throws: before the switch only, when nothing has happened.
  func run(
    _ staging: Staging, _ plan: PublicationPlan, _ examination: Examination, _ layout: PublicationLayout,
    over published: Manifest?, settle: @escaping @Sendable (Manifest) -> Void
  ) throws -> Outcome {
    let last = examination.state.lastPublication
    let (planned, told) = try StageTimes.measure("manifest") { try staging.finish(head: plan.head) }
    if let published { try refuseVanishing(published, planned) }
    // A publication that changes nothing records nothing, and writes the same bytes. Another layout is recorded though no
    // page shows it: the ledger names the one that the site was made with last.
    let isChanged =
      last?.content != planned.content || last?.layout != layout.digests || !plan.goingLive.isEmpty
      || !plan.takingDown.isEmpty
    let manifest = planned.with(head: isChanged ? plan.head : last?.head ?? plan.head)

    let digest = try write(manifest, of: manifest.head == planned.head ? told : nil, into: staging)
    progress("落盘", 1, 1)
    try OutputFiles.syncFileSystem(of: staging.path)
    let intent = PublicationIntent(
      plan: plan, manifest: digest, content: manifest.content, layout: layout.digests, output: output)
    if isChanged { try session.ledger.prepare(intent, by: actor, founding: session.founding) }
    let unsynced = try switchIn(staging, intent, isChanged: isChanged)

    let settling = Beside { settle(manifest) }
    var unrecorded = isChanged ? record(intent) : []
    if let unsynced {
      unrecorded.append(
        Diagnostic("publish.unsynced", "网站已经换成新的，但没能确认已写入磁盘:\(unsynced.message)", remedy: "检查磁盘后再运行一次 gongkai publish"))
    }
    session.ledger.rememberIfWorth(examination)
    settling.result()
    layout.keep(after: last?.layout, site: session.path, beside: output)
    progress("", 0, 0)
    return Outcome(manifest: manifest, isChanged: isChanged, unrecorded: unrecorded)
  }

  /// Switches the site in. Where that fails nothing was published, and nothing is kept of the intent that would stand in
  /// the way of taking an approval back.
  ///
  /// - Returns: why the switch may not be on the disk yet.
  private func switchIn(
    _ staging: Staging, _ intent: PublicationIntent, isChanged: Bool
  ) throws(FileFault) -> FileFault? {
    do throws(FileFault) {
      return try OutputFiles.switchFolder(staging.path, into: output)
    } catch {
      if isChanged, UnfinishedPublication(session, intent, output: output).trace == .notSwitched {
        try? session.ledger.dropIntent()
      }
      throw error
    }
  }

  /// - Parameter known: the digest of the manifest's bytes, where it is known.
  /// - Returns: the digest of the manifest's bytes.
  private func write(_ manifest: Manifest, of known: Digest?, into staging: Staging) throws -> Digest {
    let hashing = known == nil ? Beside { StageTimes.measure("manifest") { Digest(ofPieces: manifest.pieces) } } : nil
    try StageTimes.measure("manifest") {
      try OutputFiles.write(pieces: manifest.pieces, to: "\(staging.path)/\(Manifest.fileName)")
    }
    return known ?? hashing?.result() ?? Digest(ofPieces: manifest.pieces)
  }

  /// A record's or a column's address, once published, must lead somewhere for ever (国办发〔2017〕47号).
  private func refuseVanishing(_ published: Manifest, _ planned: Manifest) throws {
    // Both lists are in the order of their bytes: one pass over them.
    var gone: [String] = []
    var at = 0
    for file in published.files {
      while at < planned.files.count, planned.files[at].path.precedesInBytes(file.path) { at += 1 }
      let stays = at < planned.files.count && planned.files[at].path == file.path
      if !stays, SiteAddresses.isPermanent(file.path) { gone.append(file.path) }
    }
    guard gone.isEmpty else {
      let named = gone.prefix(5).map { "「\($0)」" }.joined(separator: "、")
      throw PublicationRefusal([
        Diagnostic(
          "publish.address-vanishes", "已发布的 \(gone.count) 个地址将会消失:\(named)",
          remedy: "核对台账和输出文件夹是否属于同一个站点；确要换站点时，换一个空的输出文件夹", source: "国办发〔2017〕47号")
      ])
    }
  }

  /// Records a switch that happened. What goes wrong now is no refusal: the new site is out, and the intent that the
  /// ledger holds lets the next publication record it.
  private func record(_ intent: PublicationIntent) -> [Diagnostic] {
    do throws(ActRefusal) {
      try session.ledger.complete(intent, by: actor, founding: session.founding)
      return []
    } catch {
      return error.diagnostics + [
        Diagnostic("publish.unrecorded", "网站已经换成新的，但这次发布还没有记入台账", remedy: "排除原因后再运行一次 gongkai publish，会自动补记")
      ]
    }
  }
}
