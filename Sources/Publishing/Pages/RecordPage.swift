import Markup
import Records
import Review
import Templates
import Values

/// A record's page: metadata block (domain §2.3), body, attachments, related records, neighbours.
struct RecordPage {
  let parts: PageParts
  private var model: SiteModel { parts.model }

  /// The page's scope.
  ///
  /// - Parameters:
  ///   - index: of the item in the model.
  ///   - downloads: forms of the document itself, with their sizes.
  func scope(_ index: Int, body: RenderedBody, downloads: [DocumentDownload]) -> Scope {
    let item = model.items[index]
    let record = item.record
    let attachments = item.attachments
    let related = related(item)
    let contents = RecordContents(body)
    let (newer, older) = model.neighbours[index]
    return Scope(
      PageSchemas.record,
      [
        "site": .object(parts.site), "page": .object(page(item)), "nav": parts.entries(.top(record.column.top)),
        "title": .text(item.title), "titleNote": .text(RecordPage.withoutBrackets(record.text(.titleNote) ?? "")),
        "indexNumber": .text(item.page.indexNumber), "metadata": metadata(item),
        "status": .list(status(item)), "person": person(item), "source": .text(source(record)),
        // Of a migrated item nobody knows the hour.
        "publishedAt": .text(item.isMigrated ? item.shownDay.description : item.shownMoment.toMinute),
        "hasContents": .flag(!contents.entries.isEmpty), "contentsAreArticles": .flag(contents.areArticles),
        "contents": .list(contents.scopes), "body": .html(body.html),
        "hasAttachments": .flag(!attachments.isEmpty),
        "attachments": .list(attachments.map { attachment($0, of: item) }),
        "hasDownloads": .flag(!downloads.isEmpty), "downloads": list(downloads),
        "jsonURL": .text(parts.addresses.url(SiteAddresses.json(of: item.page.address))),
        "hasRelated": .flag(!related.isEmpty), "related": .list(related),
        "hasNeighbours": .flag(newer != nil || older != nil), "previous": neighbour(newer),
        "next": neighbour(older),
      ])
  }

  private func list(_ files: [DocumentDownload]) -> Value {
    guard !files.isEmpty else { return .empty }
    return .rows(
      Rows(PageSchemas.download, capacity: files.count) { rows in
        for file in files {
          rows.add(
            .text(file.form.name), .text(file.fileName), .text(parts.addresses.url(file.path)),
            .text(RecordPage.size(file.size)))
        }
      })
  }

  /// A 题注 as the template sets it between brackets of its own.
  private static func withoutBrackets(_ text: String) -> String {
    let isBracketed = (text.hasPrefix("（") && text.hasSuffix("）")) || (text.hasPrefix("(") && text.hasSuffix(")"))
    return isBracketed ? String(text.dropFirst().dropLast()) : text
  }

  /// Who the information comes from (ContentSource).
  func source(_ record: Record) -> String {
    record.text(.source) ?? record.text(.issuer) ?? record.text(.maker) ?? model.settings.name
  }

  private func page(_ item: SiteModel.Item) -> Scope {
    let record = item.record
    let title = item.title
    let url = model.addresses.absolute(item.page.address)
    return parts.page(
      of: item, title: title, url: url,
      metas: [
        ("ArticleTitle", title), ("PubDate", item.shownMoment.toMinute), ("ContentSource", source(record)),
        ("Keywords", record.list(.keywords).joined(separator: ",")), ("Description", item.summary),
        ("Url", url),
      ])
  }

  private func metadata(_ item: SiteModel.Item) -> Value {
    .rows(
      Rows(PageSchemas.metadatum, capacity: 16) { rows in
        for fact in RecordPage.facts(item) {
          let url = fact.label == "网址" ? fact.value : ""
          rows.add(
            .text(fact.label), .text(fact.value), .text(url), .flag(!url.isEmpty && OutsideAddress.isOutside(url)),
            .flag(fact.isWide))
        }
      })
  }

  /// Who the record is about, as the list of its column shows it; empty where it is about no person.
  private func person(_ item: SiteModel.Item) -> Value {
    guard item.isPerson else { return .empty }
    let photo = item.portrait.map { parts.addresses.url(RecordPage.attachmentPath($0, of: item.page)) }
    let facts = RecordPage.personFacts(item).map { label, value in
      Scope(PageSchemas.labelled, ["label": .text(label), "value": .text(value)])
    }
    return .list([
      Scope(
        PageSchemas.person,
        [
          "name": .text(item.record.text(.personName) ?? ""), "photoURL": .text(photo ?? ""), "facts": .list(facts),
        ])
    ])
  }

  /// What is told of a person, in lines with a label each.
  static func personFacts(_ item: SiteModel.Item) -> [(label: String, value: String)] {
    guard item.isPerson else { return [] }
    let fields: [(String, Field)] = [("姓名", .personName), ("职务", .post), ("工作分工", .responsibilities), ("简历", .resume)]
    return fields.compactMap { label, field in
      item.record.text(field).flatMap { $0.isEmpty ? nil : (label, $0) }
    }
  }

  /// What the table of a page says, a line each.
  static func facts(_ item: SiteModel.Item) -> [(label: String, value: String, isWide: Bool)] {
    let record = item.record
    var facts: [(label: String, value: String, isWide: Bool)] = []
    facts.reserveCapacity(16)
    func add(_ label: String, _ value: String?, isWide: Bool = false) {
      if let value, !value.isEmpty { facts.append((label, value, isWide)) }
    }
    func add(_ label: String, _ field: Field, isWide: Bool = false) {
      if record.fields.contains(field) { add(label, record.text(field), isWide: isWide) }
    }
    // Empty ones are left out, but for 发文字号, whose absence says something of a document (domain: what policy pages
    // show). What is told of a person stands below the name.
    add("索引号", item.page.indexNumber)
    add("主题分类", .topic)
    add("发文机关", item.issuer)
    let isPerson = item.isPerson
    if !isPerson { add("成文日期", record.formed.chinese) }
    add("标题", item.title, isWide: true)
    if !isPerson { add("发文字号", record.text(.documentNumber) ?? "—") }
    add(item.isMigrated ? "原发布日期" : "发布日期", item.shownDay.chinese)
    add("更新日期", changed(item)?.chinese)
    add("有效性", item.validity)
    add("体裁", item.genre)
    add("承办科室", record.unit)
    add("效力位阶", .legalRank)
    add("施行日期", record.day(.effectiveFrom)?.chinese)
    add("失效日期", record.day(.expires)?.chinese)
    add("主送机关", .addressee, isWide: true)
    add("相关性", .relevance, isWide: true)
    add("讲话人", .speaker)
    if !isPerson {
      add("姓名", .personName)
      add("职务", .post)
      add("分工", .responsibilities, isWide: true)
    }
    add("负责人", .head)
    add("联系电话", record.text(.phone) ?? record.text(.contact))
    add("传真", .fax)
    add("办公地址", .officeAddress, isWide: true)
    add("办公时间", .officeHours, isWide: true)
    add("职责", .duties, isWide: true)
    add("网址", .url, isWide: true)
    add("公示截止", record.day(.noticeEnds)?.chinese)
    add("内容概述", item.summary, isWide: true)
    add("关键词", .keywords, isWide: true)
    return facts
  }

  /// The day that a later version than the first came onto the site.
  private static func changed(_ item: SiteModel.Item) -> Day? {
    item.page.since.day > item.page.firstPublished.day ? item.page.since.day : nil
  }

  /// The banner that marks it in the document itself (国办发〔2017〕47号).
  private func status(_ item: SiteModel.Item) -> [Scope] {
    let validity = item.shownValidity
    guard let sentence = validity.sentence else { return [] }
    let record = item.record
    // The document that takes this one's place names it under 替代, or is named in the withdrawal.
    let replacing = (model.pointers[record.id] ?? []).compactMap { model.byID[$0] }.first { index in
      model.items[index].record.list(.replaces).contains(record.id.rawValue)
    }
    let named = item.page.repealed?.target.flatMap { model.byID[$0] } ?? replacing
    // While it is in force, its own text is the one in force.
    let successor = validity.status == nil ? nil : named
    return [
      Scope(
        PageSchemas.status,
        [
          "label": .text(validity.status == nil ? Validity.inForce.rawValue : validity.mark), "text": .text(sentence),
          "linkURL": .text(successor.map { parts.url(model.items[$0]) } ?? ""),
          "linkTitle": .text(successor.map { model.items[$0].record.title } ?? ""),
        ])
    ]
  }

  /// Names of an item's attachments without their suffixes.
  func attachmentNames(_ item: SiteModel.Item) -> [String] {
    item.attachments.map { part in
      part.path.split(separator: "/").last.map(String.init) ?? part.path
    }
  }

  private func attachment(_ part: PartReference, of item: SiteModel.Item) -> Scope {
    let fileName = part.path.split(separator: "/").last.map(String.init) ?? part.path
    let dot = fileName.lastIndex(of: ".")
    let type = dot.map { fileName[fileName.index(after: $0)...].uppercased() } ?? "文件"
    return Scope(
      PageSchemas.attachment,
      [
        "name": .text(dot.map { String(fileName[..<$0]) } ?? fileName), "fileName": .text(fileName),
        "url": .text(parts.addresses.url(RecordPage.attachmentPath(part, of: item.page))), "type": .text(type),
        "size": .text(RecordPage.size(part.size)), "sha256": .text(part.digest.hex),
        "sha256Short": .text(part.digest.short),
      ])
  }

  /// Where an attachment lies: below the record's own folder, under the path that the record names.
  static func attachmentPath(_ part: PartReference, of page: PublicationPlan.Page) -> String {
    let below = part.path.hasPrefix("attachments/") ? String(part.path.dropFirst(12)) : part.path
    return "\(SiteAddresses.attachments(of: page.address))/\(below)"
  }

  private static func size(_ bytes: Int) -> String {
    if bytes < 1024 { return "\(bytes) 字节" }
    if bytes < 1024 * 1024 { return "\((bytes + 512) / 1024) KB" }
    let tenths = (bytes * 10 + 524_288) / 1_048_576
    return "\(tenths / 10).\(tenths % 10) MB"
  }

  /// Links both ways, and only to what is on the site.
  private func related(_ item: SiteModel.Item) -> [Scope] {
    let record = item.record
    let named = record.related.map { ($0, relation(of: record, to: $0)) }
    let replaced = record.list(.replaces).map { (RecordID(rawValue: $0), "被本文件替代的文件") }
    let pointing = (model.pointers[record.id] ?? []).map { id in (id, backRelation(of: record, from: id)) }
    var seen: Set<RecordID> = [record.id]
    return (named + replaced + pointing).compactMap { id, relation in
      guard let index = model.byID[id], seen.insert(id).inserted else { return nil }
      let other = model.items[index]
      return Scope(
        PageSchemas.related,
        [
          "relation": .text(relation), "title": .text(other.record.title), "url": .text(parts.url(other)),
          "date": .text(other.shownDay.description),
        ])
    }
  }

  private func isInterpretation(_ record: Record) -> Bool {
    model.catalogue[record.column]?.rule == .related
  }

  private func relation(of record: Record, to id: RecordID) -> String {
    if isInterpretation(record) { return "所解读的文件" }
    if let index = model.byID[id], isInterpretation(model.items[index].record) { return "解读" }
    return record.title.contains("澄清") ? "被澄清的信息" : "相关"
  }

  private func backRelation(of record: Record, from id: RecordID) -> String {
    guard let index = model.byID[id] else { return "相关" }
    let other = model.items[index].record
    if other.list(.replaces).contains(record.id.rawValue) { return "替代本文件的文件" }
    return isInterpretation(other) ? "解读" : other.title.contains("澄清") ? "澄清" : "相关"
  }

  private func neighbour(_ index: Int?) -> Value {
    guard let index else { return .empty }
    let item = model.items[index]
    return .rows(
      Rows(PageSchemas.neighbour, capacity: 1) { $0.add(.text(item.title), .text(parts.url(item))) })
  }
}
