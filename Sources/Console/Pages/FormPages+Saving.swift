import Catalogue
import Diagnostics
import Files
import Records
import Review
import Screening
import Values

extension FormPages {
  /// Checks a form with its files, and writes the record's file; a form with a fault writes nothing.
  func save(_ visitor: Visitor, _ request: WebRequest) async -> WebAnswer {
    let catalogue = visitor.view.state.catalogue
    let form = request.form
    guard let column = ColumnCode(form["column"]).flatMap({ catalogue[$0] }), column.isLeaf else {
      return layout.message(422, "没有栏目", "先选栏目，再填表。", for: visitor, back: ("/records/new", "选栏目"))
    }
    // A name that climbs is an attack or a broken browser; nothing of the form is taken.
    if request.files.count > UploadRule.countLimit {
      return layout.message(400, "文件太多", "一次最多上传 \(UploadRule.countLimit) 个文件。", for: visitor)
    }
    if let fault = request.files.lazy.compactMap({ UploadRule.fault(name: $0.name) }).first {
      store.log(.refused, account: visitor.account, address: request.address, "上传的文件名不合规")
      return layout.message(400, "文件名不合规", fault, hint: "改名后重新上传。", for: visitor)
    }
    if let file = request.files.first(where: { $0.bytes.count > UploadRule.fileLimit }) {
      return layout.message(
        413, "文件太大", "「\(file.name)」有 \(ItemScope.size(file.bytes.count))，上限 \(ItemScope.size(UploadRule.fileLimit))。",
        for: visitor)
    }
    guard Set(request.files.map(\.name)).count == request.files.count else {
      return layout.message(400, "文件重名", "上传的文件里有重名的。", for: visitor)
    }
    var draft = read(form, column: column)
    do {
      var original: WorkingRecord?
      if !draft.id.isEmpty {
        guard let working = try await records.own(draft.id, visitor), working.parts.first?.kind == .record
        else { return layout.message(404, "不能在这里编辑", "本科室没有这一条。", for: visitor) }
        guard working.digest.hex == draft.digest else {
          let fault = Diagnostic(
            "review.content-changed", "这个文件在您打开表单之后被改过(现为 \(working.digest.short))，没有保存", remedy: "另开一页查看现在的内容，再决定怎么改")
          return self.form(draft, visitor, status: 409, faults: [fault])
        }
        original = working
        // Only what the record has already may be kept; a form names nothing else.
        draft.attachments = draft.attachments.filter { name in working.record.attachments.contains(name) }
      } else {
        draft.attachments = []
      }
      return try await write(draft, over: original, visitor, request)
    } catch {
      return layout.message(503, "没有保存", error.words, hint: "请管理员检查站点文件夹的权限和磁盘。", for: visitor)
    }
  }

  private func read(_ form: FormFields, column: Column) -> Draft {
    var draft = Draft(column: column)
    draft.id = form["id"].limited(200)
    draft.digest = form["digest"]
    draft.attachments = form.all("keep")
    draft.body = (form.raw("body") ?? "").replacing("\r\n", with: "\n")
    for field in Field.allCases where ![Field.id, .column, .unit, .attachments, .body].contains(field) {
      let values = form.all("field-\(field.rawValue)").filter { !$0.isEmpty }
      guard !values.isEmpty else { continue }
      draft.values[field] = values.joined(separator: "；").replacing("\r\n", with: "\n")
      switch field.shape {
      case .choices: draft.lists[field] = values
      case .list: draft.lists[field] = FormPages.items(values.joined(separator: ";"))
      default: break
      }
    }
    return draft
  }

  private static func items(_ text: String) -> [String] {
    text.split { ";；\n".contains($0) }.map { FormFields.trimmed(String($0)) }.filter { !$0.isEmpty }
  }

  private func write(
    _ draft: Draft, over original: WorkingRecord?, _ visitor: Visitor, _ request: WebRequest
  ) async throws -> WebAnswer {
    let day = visitor.view.asOf
    let saving = RecordSaving(
      draft: draft, unit: visitor.person.unit, original: original, uploads: request.files, folder: "\(day.year)",
      catalogue: visitor.view.state.catalogue, site: desk.path)
    let outcome = try await desk.act { [store] _ in
      try saving.run { digest, id in
        try store.noteSave(
          digest, over: original?.parts.first?.digest, of: id, by: visitor.account, now: .now())
      }
    }
    switch outcome {
    case .changed:
      let fault = Diagnostic(
        "review.content-changed", "这个文件刚刚被别人改过，没有保存", remedy: "另开一页查看现在的内容，再决定怎么改")
      return form(draft, visitor, status: 409, faults: [fault])
    case .faulty(let faults):
      let count = request.files.count
      let lost = count == 0 ? [] : [Diagnostic("form.files", "上传的 \(count) 个文件没有保存，改好后请重新选择")]
      return form(draft, visitor, status: 422, faults: faults + lost)
    case .saved(let record, let parts):
      let path = parts.first?.path ?? ""
      store.log(
        .saved, account: visitor.account, address: request.address,
        "\(record.id) \(path) \(parts.first?.digest.short ?? "")")
      let screening = try await desk.read { RecordScreen(asOf: day).screen(record, parts) }
      var notices = [Notice(.done, "「\(record.title)」已保存到 \(path)。看过预览，没有问题就提交。")]
      notices += screening.findings.prefix(20).map { finding in
        Notice(
          .warning,
          "筛查(\(finding.action == .block ? "拦截" : "警示")):\(finding.file) \(finding.place) \(finding.title)「\(finding.masked)」",
          hint: finding.known?.remedy ?? "")
      }
      layout.sessions.tell(visitor.session.id, notices)
      return .see("/records")
    }
  }
}
