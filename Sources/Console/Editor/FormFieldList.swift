import Catalogue
import Records

/// The fields that a column's form asks for.
struct FormFieldList: Sendable {
  /// One field with why it is there.
  struct Item: Sendable {
    let field: Field
    let isRequired: Bool
    let hint: String
  }

  let items: [Item]

  /// - Parameter present: fields that the record has already; none of them is lost.
  init(_ column: Column, present: Set<Field>) {
    var items = FormFieldList.base
    func ask(_ field: Field, _ hint: String = "", isRequired: Bool = true) {
      items.append(Item(field: field, isRequired: isRequired, hint: hint))
    }
    switch column.rule {
    case .none: break
    case .fields(let names): for name in names { if let field = Field(rawValue: name) { ask(field) } }
    case .legalRank(let ranks):
      ask(.legalRank, "本栏目:\(ranks.joined(separator: "、"))")
      ask(.relevance, "与本机关职能或工作人员行为有什么关系")
      ask(.issuer, isRequired: false)
      ask(.documentNumber, "如 云府办发〔2026〕3号", isRequired: false)
    case .related: ask(.related, "所解读文件的标识，多个用分号隔开")
    case .leaderSpeech:
      ask(.speaker, "须是领导班子成员")
      ask(.relevance)
    case .link:
      ask(.url)
      ask(.linkGroup, AdmissionRule.linkGroups.map(\.name).joined(separator: "、"))
    case .download: break
    }
    for field in FormFieldList.further { items.append(Item(field: field, isRequired: false, hint: hint(field))) }
    for field in Field.allCases where present.contains(field) {
      items.append(Item(field: field, isRequired: false, hint: ""))
    }
    func hint(_ field: Field) -> String {
      switch field {
      case .changed: "内容有实质变更时填，期限从这天另算"
      case .noticeEnds: "公示类填，过期自动撤下"
      case .publishFrom: "最早公开的日期"
      case .related: "相关信息的标识，多个用分号隔开"
      default: ""
      }
    }
    var seen: Set<Field> = [.id, .column, .unit, .attachments, .body]
    self.items = items.filter { seen.insert($0.field).inserted }
  }

  private static let base = [
    Item(field: .title, isRequired: true, hint: ""),
    Item(field: .disclosure, isRequired: true, hint: "拟稿意见，由签发人决定"),
    Item(field: .withholding, isRequired: false, hint: "依申请公开或不予公开时必填，如 N5 内部事务信息"),
    Item(field: .carriers, isRequired: true, hint: ""),
    Item(field: .formed, isRequired: true, hint: "公文为成文日期；20 个工作日的期限从这天算"),
    Item(field: .summary, isRequired: false, hint: ""),
    Item(field: .keywords, isRequired: false, hint: "多个用分号隔开"),
  ]

  private static let further: [Field] = [
    .changed, .topic, .genre, .documentNumber, .issuer, .validity, .related, .noticeEnds, .publishFrom, .drafter,
    .source,
  ]
}
