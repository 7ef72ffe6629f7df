import Diagnostics
import Values
import XML

/// Reads a document's XML file: one record, described by Schemas/公文.xsd.
enum DocumentFile {
  /// The record as the file says it.
  static func read(_ part: RecordPart, file: String) -> RawRecord {
    let id = RecordPath.defaultID(part.path)
    var raw = RawRecord(part: part, file: file, start: .start, baseID: id, fallbackID: id, entries: nil)
    do throws(XMLFaults) {
      let document = try XMLDocument(parsing: part.bytes)
      let root = document.root
      raw.start = position(root)
      guard root.name == "公文", root.namespace == nil else {
        raw.fault(raw.start, "根元素是\(Wording.quoted(root.name))，应为「公文」，不带命名空间", remedy: "把根元素改为 <公文>")
        return raw
      }
      raw.entries = entries(of: root, &raw)
      validate(document, &raw)
    } catch {
      for fault in error.all {
        raw.fault(
          Position(line: fault.line ?? 1, column: fault.column ?? 1), fault.message,
          remedy: remedy(for: fault.code))
      }
    }
    return raw
  }

  private static func position(_ element: XMLElement) -> Position {
    Position(line: max(element.line, 1), column: element.column ?? 1)
  }

  private static func remedy(for code: String) -> String {
    switch code {
    case "xml.doctype", "xml.external-entity", "xml.entity-bomb": "删去 <!DOCTYPE …> 和实体声明，直接写出文字"
    case "xml.encoding": "另存为 UTF-8 编码"
    case "xml.schema": "照 公文.xsd 改正"
    default: "照提示改正，使文件成为合格的 XML"
    }
  }

  // MARK: - Elements

  private static func entries(of root: XMLElement, _ raw: inout RawRecord) -> [RawRecord.Entry] {
    var texts: [Field: [PlacedText]] = [:]
    refuseAttributes(of: root, &raw)
    for element in root.elements {
      guard let field = field(of: element, &raw) else { continue }
      texts[field, default: []].append(PlacedText(text: element.text, position: position(element)))
    }
    readBody(texts.removeValue(forKey: .body) ?? [], &raw)
    return texts.map { field, texts in
      // One 关键词 often holds them all; every other list's items stand in elements of their own.
      let isWhole = texts.count == 1 && field == .keywords
      return RawRecord.Entry(
        field: field, value: isWhole ? .one(texts[0]) : .many(texts), position: texts[0].position)
    }.sorted { $0.position < $1.position }
  }

  private static func field(of element: XMLElement, _ raw: inout RawRecord) -> Field? {
    guard let field = Field(rawValue: element.name), element.namespace == nil else {
      let (message, remedy) = RawRecord.Entry.unknown(element.name, among: Field.ofDocuments)
      raw.fault(position(element), message, remedy: remedy)
      return nil
    }
    guard Field.ofDocuments.contains(field) else {
      raw.fault(
        position(element), "「\(field.rawValue)」不是公文的字段", remedy: "这类信息写成 records/ 之下的 Markdown 或 CSV 记录")
      return nil
    }
    if let nested = element.elements.first {
      raw.fault(
        position(nested), "「\(field.rawValue)」里只能有文字，不能有元素\(Wording.quoted(nested.name))",
        remedy: "文字里的「<」写作「&lt;」")
      return nil
    }
    refuseAttributes(of: element, &raw)
    return field
  }

  /// Attributes hold nothing here; only a schema hint on the root is let pass.
  private static func refuseAttributes(of element: XMLElement, _ raw: inout RawRecord) {
    for attribute in element.attributes
    where attribute.namespace != "http://www.w3.org/2001/XMLSchema-instance" {
      raw.fault(
        position(element), "「\(element.name)」不能有属性\(Wording.quoted(attribute.name))", remedy: "把内容写成元素")
    }
  }

  private static func readBody(_ texts: [PlacedText], _ raw: inout RawRecord) {
    let written = texts.map { PlacedText(text: Wording.clean($0.text), position: $0.position) }
    guard let body = written.first, !body.text.isEmpty else {
      raw.fault(written.first?.position ?? raw.start, "缺少「正文」", remedy: "补写 <正文>正文.docx</正文>(或 .md、.html、.ofd、.txt)")
      return
    }
    if written.count > 1 {
      raw.fault(written[1].position, "「正文」只能有一个", remedy: "其余文件列入「附件」")
    }
    raw.body = .file(body)
  }

  // MARK: - Schema

  /// The project's schema; compiled once.
  static let schema: Result<XMLSchema, XMLFaults> = Result { () throws(XMLFaults) in
    try XMLSchema(PackageResources.公文_xsd)
  }

  /// Adds what the schema finds on lines where our own reading, which knows better words, finds nothing.
  private static func validate(_ document: XMLDocument, _ raw: inout RawRecord) {
    var probe = FieldValues(file: raw.file)
    for entry in raw.entries ?? [] { probe.read(entry) }
    let told = Set((raw.faults + probe.faults).compactMap(\.place?.line))
    switch schema {
    case .failure(let faults): raw.fault(raw.start, "公文.xsd 不可用：\(faults)")
    case .success(let schema):
      for fault in schema.validate(document) where !told.contains(fault.line ?? 0) {
        add(fault, of: document.root, &raw)
      }
    }
  }

  /// The schema's words, but for days: it wants ISO 8601 where other formats are read more kindly.
  private static func add(_ fault: XMLFault, of root: XMLElement, _ raw: inout RawRecord) {
    let day = root.elements.first { element in
      element.line == fault.line && Field(rawValue: element.name)?.shape == .day
        && Day(iso: Wording.clean(element.text)) == nil
    }
    if let day {
      raw.fault(
        position(day), "「\(day.name)」的值\(Wording.quoted(Wording.clean(day.text)))不合 公文.xsd",
        remedy: "XML 里的日期写成 2024-05-08")
    } else {
      raw.fault(
        Position(line: fault.line ?? raw.start.line, column: fault.column ?? 1), fault.message,
        remedy: remedy(for: fault.code))
    }
  }
}
