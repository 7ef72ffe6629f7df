import Catalogue
import Records
import Values

/// One record for other systems: the public metadata under the words of the office's own forms, and the twelve core
/// elements of GB/T 21063.3-2007 (参照; the names are not verified against the standard's text).
struct RecordExport {
  let model: SiteModel

  /// The fields that may leave the office. What serves the making and reviewing of a record (拟稿人, 签发人, 密级, 保密期限,
  /// 紧急程度, 份号, 不公开理由, 上交, 定时发布 …) is not among them.
  static let publicFields: [Field] = [
    .title, .titleNote, .documentNumber, .issuer, .maker, .signature, .documentKind, .genre, .topic, .keywords,
    .summary,
    .unit, .formed, .changed, .originalDate, .source, .validity, .legalRank, .relevance, .effectiveFrom,
    .expires, .repealed, .addressee, .copiedTo, .printedBy, .printedOn, .speaker, .year, .summaryKind, .noticeEnds,
    .personName, .post, .responsibilities, .resume, .officeAddress, .officeHours, .contact, .head, .phone, .fax,
    .duties,
    .url, .linkGroup,
  ]

  /// The file's bytes.
  func json(_ item: SiteModel.Item) -> [UInt8] {
    let record = item.record
    let address = model.addresses.absolute(item.page.address)
    var out = JSONBytes()
    out.raw("{")
    out.members([
      ("format", "gongkai-item-v1"), ("索引号", item.page.indexNumber), ("网址", address), ("栏目编码", "\(record.column)"),
      ("栏目", model.column(of: item).map { model.catalogue.path(of: $0.code) }),
      ("发布时间", item.shownMoment.description), ("更新时间", item.page.since.description),
      ("状态", item.status?.rawValue), ("版本", item.page.version.digest.hex), ("批准", item.page.approval.hex),
    ])
    out.raw(",\n\"元数据\":{")
    out.members(RecordExport.publicFields.map { ($0.rawValue, record.text($0)) })
    out.raw("},\n\"核心元数据（参照 GB/T 21063.3-2007）\":{")
    out.members(core(item, address))
    out.raw("}")
    out.attachments(of: item, model)
    out.raw("}\n")
    return out.bytes
  }

  private func core(_ item: SiteModel.Item, _ address: String) -> [(name: String, value: String?)] {
    let record = item.record
    let office = model.settings.disclosureOffice
    return [
      ("信息资源名称", record.title), ("信息资源摘要", record.text(.summary) ?? record.title),
      ("信息资源负责方", record.text(.issuer) ?? record.text(.maker) ?? model.settings.name),
      ("信息资源分类", record.text(.topic) ?? model.column(of: item).map { model.catalogue.path(of: $0.code) }),
      ("信息资源标识符", item.page.indexNumber), ("元数据标识符", item.page.version.digest.hex),
      ("信息资源发布日期", item.shownDay.description), ("关键字说明", record.text(.keywords)), ("在线资源链接地址", address),
      ("服务信息", "\(office.name)，\(office.phone)"), ("元数据维护方", model.settings.name),
      ("元数据更新日期", item.page.since.day.description),
    ]
  }
}
