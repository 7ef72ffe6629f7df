import Catalogue
import Records
import Values

/// One record for other systems: the public metadata under the words of the office's own forms, and the twelve core
/// elements of GB/T 21063.3-2007 (参照; the names are not verified against the standard's text).
struct RecordExport {
  let model: SiteModel

  /// The fields that may leave the office: no more than the site's pages show, for those are what was looked at before
  /// it was approved. What serves the making, sending and reviewing of a record (拟稿人, 签发人, 密级, 保密期限, 紧急程度, 份号,
  /// 抄送机关, 印发机关, 不公开理由, 上交, 定时发布 …) is not among them.
  static let publicFields: [Field] = [
    .title, .titleNote, .documentNumber, .issuer, .maker, .signature, .documentKind, .genre, .topic, .keywords,
    .summary, .unit, .formed, .changed, .originalDate, .source, .validity, .legalRank, .relevance, .effectiveFrom,
    .expires, .repealed, .addressee, .speaker, .year, .summaryKind, .noticeEnds, .personName, .post,
    .responsibilities, .resume, .officeAddress, .officeHours, .contact, .head, .phone, .fax, .duties, .url, .linkGroup,
  ]

  /// The file's bytes.
  func json(_ item: SiteModel.Item) -> [UInt8] {
    let record = item.record
    let address = model.addresses.absolute(item.page.address)
    let path = model.column(of: item).map { model.catalogue.path(of: $0.code) }
    var out = JSONBytes()
    out.reserve(4096)
    out.raw("{")
    out.member("format", "gongkai-item-v1")
    out.member("索引号", item.page.indexNumber)
    out.member("网址", address)
    out.member("栏目编码", "\(record.column)")
    out.member("栏目", path)
    out.member("发布时间", item.shownMoment.description)
    out.member("更新时间", item.page.since.description)
    out.member("状态", item.status?.rawValue)
    out.member("版本", item.page.digest.hex)
    out.member("批准", item.page.approval.hex)
    out.raw(",\n\"元数据\":{")
    for field in RecordExport.fields(of: record) {
      out.member(field.rawValue, field == .validity ? item.validity : record.text(field))
    }
    out.raw("},\n\"核心元数据（参照 GB/T 21063.3-2007）\":{")
    core(item, address: address, column: path, to: &out)
    out.raw("}")
    out.attachments(item.files(in: model))
    out.raw("}\n")
    return out.bytes
  }

  /// The public fields that a record has, in their order.
  private static func fields(of record: Record) -> [Field] {
    let given = record.fields
    // 有效性 is told of every document, stated or not.
    return publicFields.filter { $0 == .validity || given.contains($0) }
  }

  private func core(_ item: SiteModel.Item, address: String, column: String?, to out: inout JSONBytes) {
    let record = item.record
    let office = model.settings.disclosureOffice
    out.member("信息资源名称", record.title)
    out.member("信息资源摘要", record.text(.summary) ?? record.title)
    out.member("信息资源负责方", item.issuer ?? model.settings.name)
    out.member("信息资源分类", record.text(.topic) ?? column)
    out.member("信息资源标识符", item.page.indexNumber)
    out.member("元数据标识符", item.page.digest.hex)
    out.member("信息资源发布日期", item.shownDay.description)
    out.member("关键字说明", record.text(.keywords))
    out.member("在线资源链接地址", address)
    out.member("服务信息", "\(office.name)，\(office.phone)")
    out.member("元数据维护方", model.settings.name)
    out.member("元数据更新日期", item.page.since.day.description)
  }
}
