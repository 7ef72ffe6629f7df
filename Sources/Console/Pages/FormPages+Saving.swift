import Catalogue
import Diagnostics
import Files
import Foundation
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
        else {
          let fault = Diagnostic(
            "review.file-gone", "本科室没有「\(draft.id)」，或者它的文件在您打开表单之后被删去、移走或改坏，没有保存",
            remedy: "下面是您填写的内容，请先复制出来；请管理文件的人恢复文件后再保存，或新建一条")
          draft.attachments = []
          return refused(draft, visitor, request, status: 404, [fault])
        }
        guard working.digest.hex == draft.digest else {
          return changed(draft, visitor, request, now: "(现为 \(working.digest.short))")
        }
        original = working
        draft.keepLists(of: working.record)
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
    draft.once = SecretToken(form["once"])?.text ?? ""
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

  /// The form again as it was sent; nil if it names no column.
  func again(
    _ visitor: Visitor, _ request: WebRequest, status: Int, _ text: String, remedy: String
  ) -> WebAnswer? {
    let catalogue = visitor.view.state.catalogue
    guard let column = ColumnCode(request.form["column"]).flatMap({ catalogue[$0] }), column.isLeaf else { return nil }
    let draft = read(request.form, column: column)
    return refused(draft, visitor, request, status: status, [Diagnostic("form.again", text, remedy: remedy)])
  }

  /// The form with what was typed, why it is not saved, and that its files are not either.
  private func refused(
    _ draft: Draft, _ visitor: Visitor, _ request: WebRequest, status: Int, _ faults: [Diagnostic]
  ) -> WebAnswer {
    let count = request.files.count
    let lost = count == 0 ? [] : [Diagnostic("form.files", "上传的 \(count) 个文件没有保存，改好后请重新选择")]
    return form(draft, visitor, status: status, faults: faults + lost)
  }

  /// The form over a file that is another one by now.
  private func changed(
    _ draft: Draft, _ visitor: Visitor, _ request: WebRequest, now version: String = ""
  ) -> WebAnswer {
    let fault = Diagnostic(
      "review.content-changed", "这个文件在您打开表单之后被改过\(version)，没有保存", remedy: "另开一页查看现在的内容，再决定怎么改")
    return refused(draft, visitor, request, status: 409, [fault])
  }

  private static func items(_ text: String) -> [String] {
    text.split { ";；\n".contains($0) }.map { FormFields.trimmed(String($0)) }.filter { !$0.isEmpty }
  }

  /// A new record's form that comes again: the same is saved already; anything else would go into what it was saved as.
  private func savedAlready(
    _ draft: Draft, _ earlier: OnceShelf.Saved, _ said: Digest, _ visitor: Visitor, _ request: WebRequest
  ) -> WebAnswer {
    guard earlier.form != said else {
      layout.sessions.tell(visitor.session.id, [Notice(.warning, "这张表单已经保存到 \(earlier.path)，没有再存一份。")])
      return .see("/records")
    }
    var draft = draft
    (draft.id, draft.digest, draft.once) = (earlier.id.rawValue, earlier.digest.hex, "")
    let fault = Diagnostic(
      "form.saved", "这张表单已经保存过，在 \(earlier.path)，没有再存一份",
      remedy: "下面是您这次填写的内容，再按「保存」就改到那一条上")
    return refused(draft, visitor, request, status: 409, [fault])
  }

  private func write(
    _ draft: Draft, over original: WorkingRecord?, _ visitor: Visitor, _ request: WebRequest
  ) async throws -> WebAnswer {
    let day = visitor.view.asOf
    let saving = RecordSaving(
      draft: draft, unit: visitor.person.unit, original: original, uploads: request.files, folder: "\(day.year)",
      catalogue: visitor.view.state.catalogue, site: desk.path)
    let (once, said) = (draft.id.isEmpty ? draft.once : "", Digest(of: Array(request.said.utf8)))
    // Two posts of one form come one after the other here.
    let (earlier, ended) = try await desk.act { [desk, store, onces] _ -> (OnceShelf.Saved?, RecordSaving.Outcome?) in
      // What was deleted since is saved anew.
      if !once.isEmpty, let earlier = onces.saved(once, by: visitor.account),
        FileManager.default.fileExists(atPath: "\(desk.path)/\(earlier.path)")
      {
        return (earlier, nil)
      }
      let outcome = try saving.run { digest, id in
        try store.noteSave(
          digest, over: original?.parts.first?.digest, of: id, by: visitor.account, now: .now())
      }
      if !once.isEmpty, case .saved(let record, let parts) = outcome {
        let saved = OnceShelf.Saved(
          id: record.id, path: parts.first?.path ?? "", form: said,
          digest: WorkingRecord(record: record, parts: parts, file: parts.first?.path ?? "", line: 1).digest)
        onces.put(saved, once, by: visitor.account)
      }
      return (nil, outcome)
    }
    if let earlier { return savedAlready(draft, earlier, said, visitor, request) }
    switch ended ?? .changed {
    case .changed:
      return changed(draft, visitor, request)
    case .faulty(let faults):
      return refused(draft, visitor, request, status: 422, faults)
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

extension FormPages.Draft {
  /// Lists that were left as they were shown: an item that holds a separator itself stays one.
  fileprivate mutating func keepLists(of record: Record) {
    for case (let field, .list(let items)) in record.fields where field.shape == .list {
      if values[field] == items.joined(separator: "；").replacing("\r\n", with: "\n") { lists[field] = items }
    }
  }
}

extension WebRequest {
  /// What a person put into a form, its files among it, without what the page put there.
  fileprivate var said: String {
    let typed = form.items.filter { $0.name != "token" }.map { ($0.name, $0.value) }
    return (typed + files.map { ($0.name, Digest(of: $0.bytes).hex) })
      .map { "\($0.0.utf8.count) \($0.0) \($0.1.utf8.count) \($0.1)" }.joined(separator: "\n")
  }
}
