import Diagnostics
import Files
import Records
import Review
import Values

extension RecordsPages {
  /// Where files of deleted drafts go, below the site folder: no part of the site, and nothing is lost by a mistaken click.
  static let bin = "deleted"

  /// 删除草稿: takes a record that nobody ever put forward out of records/.
  func delete(_ visitor: Visitor, _ request: WebRequest) async -> WebAnswer {
    let back = (url: "/records", name: "回到本科室信息")
    let wanted = request.form["id"]
    do {
      guard let working = try await own(wanted, visitor), let file = working.parts.first, file.kind == .record else {
        return layout.message(404, "没有这一条", "本科室没有这一条，或者它不是单独的一个文件。", for: visitor, back: back)
      }
      guard working.digest.hex == request.form["digest"] else {
        return layout.message(
          409, "内容已变", "「\(working.record.title)」的文件在您打开列表之后有改动，没有删除。", hint: "回到列表查看后再决定。",
          for: visitor, back: back)
      }
      let id = working.record.id
      let now = Moment.now()
      let place = "\(Self.bin)/\(now.description.filter(\.isNumber).prefix(14))-\(OutputFiles.name(of: file.path))"
      let (site, numbers) = (desk.path, desk.numbers)
      let isDone = try await desk.act { session in
        // Whatever the ledger names, even once, stays: it is the office's record of what was put forward.
        guard try session.ledger.state().records[id] == nil, numbers(id).isEmpty else { return false }
        guard try Digest(of: Folder(site).read(file.path)) == file.digest else { return false }
        try OutputFiles.makeFolder("\(site)/\(Self.bin)")
        try OutputFiles.moveNew("\(site)/\(file.path)", to: "\(site)/\(place)")
        return true
      }
      guard isDone else {
        return layout.message(
          409, "没有删除", "「\(working.record.title)」提交过，台账里有它的记录，或者文件刚刚有改动。", hint: "提交过的不能删除；不公开的由审查人退回或决定不予公开。",
          for: visitor, back: back)
      }
      store.log(.saved, account: visitor.account, address: request.address, "删除草稿 \(id) \(file.path) 移到 \(place)")
      let kept = working.record.attachments.isEmpty ? "" : "它的附件仍在 attachments/ 里。"
      layout.sessions.tell(
        visitor.session.id, [Notice(.done, "草稿「\(working.record.title)」已删除，文件移到站点文件夹的 \(place)。\(kept)")])
      return .see("/records")
    } catch {
      return layout.message(503, "没有删除", error.words, hint: "请管理员检查站点文件夹的权限和磁盘。", for: visitor, back: back)
    }
  }
}
