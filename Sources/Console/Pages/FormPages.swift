import Catalogue
import Diagnostics
import Records
import Review
import Templates
import Values

/// The form of a record: made by its column's fields, written to the same file that a person would write.
struct FormPages: Sendable {
  let layout: Layout
  let desk: Desk
  let store: AccountStore
  let records: RecordsPages
  let onces = OnceShelf()

  private static let input = Schema(
    "input",
    [
      .text("name"), .text("value"), .text("hint"), .flag("required"), .flag("long"), .flag("day"), .flag("plain"),
      .flag("choice"), .list("options", Layout.option), .flag("many"), .list("checks", ItemSchemas.check),
      .text("type"), .text("slug"), .flag("paragraph"),
    ])
  private static let file = Schema("file", [.text("path"), .text("size"), .text("slug")])
  static let schema = Schema(
    "form",
    Layout.common + [
      .flag("choosing"), .list("columns", Layout.option), .text("heading"), .text("column"), .text("columnName"),
      .text("purpose"), .text("id"), .text("unit"), .text("digest"), .list("inputs", input), .text("body"),
      .list("files", file), .flag("hasFiles"), .text("types"), .text("limit"), .list("faults", ItemSchemas.hold),
      .flag("hasFaults"), .text("once"), .text("address"),
    ])

  // MARK: - Forms

  /// What stands in a form.
  struct Draft: Sendable {
    var id = ""
    var column: Column
    var values: [Field: String] = [:]
    var lists: [Field: [String]] = [:]
    var attachments: [String] = []
    var body = ""
    /// The working file's digest that the form was made from; empty for a new record.
    var digest = ""
    /// Of a new record's form: what makes it one form, however often it is sent.
    var once = ""

    /// The page of its form.
    var address: String {
      id.isEmpty
        ? "/records/new?column=\(FormFields.encode("\(column.code)"))" : "/records/edit?id=\(FormFields.encode(id))"
    }
  }

  func new(_ visitor: Visitor, _ request: WebRequest) -> WebAnswer {
    let catalogue = visitor.view.state.catalogue
    guard let column = ColumnCode(request.query["column"]).flatMap({ catalogue[$0] }), column.isLeaf else {
      let leaves = catalogue.leaves.map { ("\($0.code)", "\($0.code) \(catalogue.path(of: $0.code))") }
      return layout.page(
        .form, "新建信息", for: visitor, at: "/records",
        [
          "choosing": .flag(true), "columns": Layout.options(leaves, selected: ""), "heading": .text("新建信息"),
        ])
    }
    var draft = Draft(column: column)
    draft.values[.formed] = visitor.view.asOf.description
    draft.values[.disclosure] = Disclosure.proactive.rawValue
    draft.lists[.carriers] = [Carrier.website.rawValue]
    draft.once = SecretToken().text
    return form(draft, visitor)
  }

  func edit(_ visitor: Visitor, _ request: WebRequest) async -> WebAnswer {
    let found = try? await records.own(request.query["id"], visitor)
    guard let working = found, let draft = FormPages.draft(of: working, visitor.view.state.catalogue) else {
      return layout.message(
        404, "不能在这里编辑", "本科室没有这一条，或者它不是可以在表单里编辑的文件。", hint: "表格和 XML 里的信息请直接修改文件。", for: visitor)
    }
    return form(draft, visitor)
  }

  /// A Markdown record as a form shows it; nil for other files.
  static func draft(of working: WorkingRecord, _ catalogue: Catalogue) -> Draft? {
    guard working.parts.first?.kind == .record, let column = catalogue[working.record.column] else { return nil }
    var draft = Draft(column: column)
    draft.id = working.record.id.rawValue
    draft.digest = working.digest.hex
    draft.attachments = working.record.attachments
    for (field, value) in working.record.fields where field != .attachments {
      switch value {
      case .text(let text): draft.values[field] = text
      case .day(let day): draft.values[field] = day.description
      case .list(let items):
        draft.lists[field] = items
        draft.values[field] = items.joined(separator: "；")
      }
    }
    draft.body =
      RecordBody.bytes(of: working.record, in: working.parts).map { String(decoding: $0, as: UTF8.self) } ?? ""
    return draft
  }

  func form(_ draft: Draft, _ visitor: Visitor, status: Int = 200, faults: [Diagnostic] = []) -> WebAnswer {
    let present = Set(draft.values.keys).union(draft.lists.keys)
    let inputs = FormFieldList(draft.column, present: present).items.enumerated().map { index, item in
      input(item, draft, slug: "f\(index)")
    }
    let shown = faults.map { fault in
      let notice = Notice(refusing: fault)
      return Scope(
        ItemSchemas.hold, ["text": .text(notice.text), "hint": .text(notice.hint), "code": .text(fault.code)])
    }
    return layout.page(
      .form, draft.id.isEmpty ? "新建信息" : "编辑信息", for: visitor, at: "/records", status: status,
      [
        "heading": .text(draft.id.isEmpty ? "新建信息" : "编辑信息"), "column": .text("\(draft.column.code)"),
        "columnName": .text(visitor.view.state.catalogue.path(of: draft.column.code)),
        "purpose": .text(draft.column.purpose), "id": .text(draft.id), "unit": .text(visitor.person.unit),
        "digest": .text(draft.digest), "inputs": .list(inputs), "body": .text(draft.body),
        "files": .list(
          draft.attachments.enumerated().map {
            Scope(
              FormPages.file,
              ["path": .text($0.element), "size": .text(""), "slug": .text("a\($0.offset)")])
          }),
        "hasFiles": .flag(!draft.attachments.isEmpty), "types": .text(UploadRule.types.joined(separator: "、")),
        "limit": .text(ItemScope.size(UploadRule.fileLimit)), "faults": .list(shown),
        "hasFaults": .flag(!faults.isEmpty), "once": .text(draft.once), "address": .text(draft.address),
      ])
  }

  private func input(_ item: FormFieldList.Item, _ draft: Draft, slug: String) -> Scope {
    let value = draft.values[item.field] ?? ""
    var fields: [String: Value] = [
      "name": .text(item.field.rawValue), "value": .text(value), "hint": .text(item.hint),
      "required": .flag(item.isRequired), "slug": .text(slug), "type": .text("text"),
    ]
    switch item.field.shape {
    case .day:
      fields["day"] = .flag(true)
      fields["type"] = .text("date")
    case .choice(let words):
      fields["choice"] = .flag(true)
      fields["options"] = Layout.options([("", "（不填）")] + words.map { ($0, $0) }, selected: value)
    case .choices(let words):
      let chosen = draft.lists[item.field] ?? []
      fields["many"] = .flag(true)
      fields["checks"] = .list(
        words.map {
          Scope(ItemSchemas.check, ["value": .text($0), "checked": .flag(chosen.contains($0))])
        })
    default:
      // An input of one line would take the line breaks out.
      let isParagraph =
        value.contains(where: \.isNewline)
        || [Field.summary, .responsibilities, .resume, .duties, .relevance].contains(item.field)
      fields[isParagraph ? "paragraph" : "plain"] = .flag(true)
    }
    return Scope(FormPages.input, fields)
  }
}
