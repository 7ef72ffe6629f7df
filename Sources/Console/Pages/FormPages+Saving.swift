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
    var draft = read(form, column: column)
    do {
      var path = ""
      var original: Digest?
      var kept: [RecordPart] = []
      if !draft.id.isEmpty {
        guard let working = try await records.own(draft.id, visitor), let part = working.parts.first,
          part.kind == .record
        else { return layout.message(404, "不能在这里编辑", "本科室没有这一条。", for: visitor) }
        guard working.digest.hex == draft.digest else {
          let fault = Diagnostic(
            "review.content-changed", "这个文件在您打开表单之后被改过(现为 \(working.digest.short))，没有保存", remedy: "另开一页查看现在的内容，再决定怎么改")
          return self.form(draft, visitor, status: 409, faults: [fault])
        }
        (path, original) = (part.path, part.digest)
        kept = working.parts.filter { $0.kind == .attachment }
        // Only what the record has already may be kept; a form names nothing else.
        draft.attachments = draft.attachments.filter { name in working.record.attachments.contains(name) }
      } else {
        draft.attachments = []
      }
      return try await write(draft, path: path, over: original, kept: kept, visitor, request)
    } catch let fault as FileFault {
      return layout.message(503, "没有保存", fault.message, hint: "请管理员检查站点文件夹的权限和磁盘。", for: visitor)
    } catch {
      return layout.message(503, "没有保存", "\(error)", for: visitor)
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

  /// The file of a draft.
  private func file(_ draft: Draft, unit: String, attachments: [String]) -> RecordFile {
    var fields: [(Field, FieldValue)] = [(.column, .text("\(draft.column.code)")), (.unit, .text(unit))]
    for (field, text) in draft.values {
      switch field.shape {
      case .list, .choices: fields.append((field, .list(draft.lists[field] ?? [])))
      default: fields.append((field, Day(iso: text).map(FieldValue.day) ?? .text(text)))
      }
    }
    if !attachments.isEmpty { fields.append((.attachments, .list(attachments))) }
    return RecordFile(fields: fields, body: draft.body)
  }

  private func write(
    _ draft: Draft, path known: String, over original: Digest?, kept: [RecordPart], _ visitor: Visitor,
    _ request: WebRequest
  ) async throws -> WebAnswer {
    let site = desk.path
    let folder = "\(visitor.view.asOf.year)"
    let uploads = try request.files.map { file in
      (try FormPages.free(file.name, in: "\(site)/attachments/\(folder)"), file)
    }
    guard Set(uploads.map(\.0)).count == uploads.count else {
      return layout.message(400, "文件重名", "上传的文件里有重名的。", for: visitor)
    }
    let attachments = draft.attachments + uploads.map { "\(folder)/\($0.0)" }
    let title = draft.values[.title] ?? ""
    let path = known.isEmpty ? try FormPages.freeRecord(title, draft.column, in: site) : known
    let bytes = file(draft, unit: visitor.person.unit, attachments: attachments).bytes
    let parts =
      [RecordPart(kind: .record, path: path, bytes: bytes)]
      + kept.filter { part in draft.attachments.contains { "attachments/\($0)" == part.path } }
      + uploads.map { RecordPart(kind: .attachment, path: "attachments/\(folder)/\($0.0)", bytes: $0.1.bytes) }
    let parsed = RecordParser(catalogue: visitor.view.state.catalogue).parse(parts: parts)
    guard let record = parsed.record else {
      let lost = uploads.isEmpty ? [] : [Diagnostic("form.files", "上传的 \(uploads.count) 个文件没有保存，改好后请重新选择")]
      return form(draft, visitor, status: 422, faults: parsed.faults + lost)
    }
    let files = uploads.map { (path: "attachments/\(folder)/\($0.0)", bytes: $0.1.bytes) }
    guard try await desk.act({ _ in try FormPages.put(bytes, at: path, over: original, with: files, in: site) }) else {
      let fault = Diagnostic(
        "review.content-changed", "这个文件刚刚被别人改过，没有保存", remedy: "另开一页查看现在的内容，再决定怎么改")
      return form(draft, visitor, status: 409, faults: [fault])
    }
    let day = visitor.view.asOf
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

  /// Writes a record's file and those that come with it; acts come one after the other, so no other form does so
  /// meanwhile.
  ///
  /// - Parameter original: what the record's file has to hold still; nil for a new one.
  /// - Returns: false if it was changed since, and nothing was written.
  private static func put(
    _ bytes: [UInt8], at path: String, over original: Digest?, with files: [(path: String, bytes: [UInt8])],
    in site: String
  ) throws -> Bool {
    if let original {
      let folder = try Folder(site)
      guard try Digest(of: folder.read(path)) == original else { return false }
    }
    for (path, bytes) in files {
      try OutputFiles.makeFolder(OutputFiles.parent(of: "\(site)/\(path)"))
      try OutputFiles.write(bytes, to: "\(site)/\(path)")
    }
    if original == nil {
      try OutputFiles.makeFolder(OutputFiles.parent(of: "\(site)/\(path)"))
      try OutputFiles.write(bytes, to: "\(site)/\(path)")
    } else {
      try OutputFiles.replace("\(site)/\(path)", with: bytes)
    }
    return true
  }

  /// A name that is free in a folder: the name itself, or with a number.
  private static func free(_ name: String, in folder: String) throws -> String {
    let dot = name.lastIndex(of: ".") ?? name.endIndex
    for number in 1...200 {
      let candidate = number == 1 ? name : "\(name[..<dot])-\(number)\(name[dot...])"
      if try OutputFiles.kind(of: "\(folder)/\(candidate)") == nil { return candidate }
    }
    throw FileFault("写入", name, "同名的文件太多")
  }

  private static func freeRecord(_ title: String, _ column: Column, in site: String) throws -> String {
    let name = RecordFile.name(from: title)
    let free = try free("\(name).md", in: "\(site)/records/\(column.code)")
    return "records/\(column.code)/\(free)"
  }
}
