import Catalogue
import Diagnostics
import Documents
import Records
import Values

/// A form of the document itself that readers can take away.
struct DocumentDownload: Sendable {
  let form: Form
  /// Path below the output folder.
  let path: String
  /// The name that a browser saves it under.
  let fileName: String
  let bytes: [UInt8]

  /// In bytes.
  var size: Int { bytes.count }

  /// A form that a document is offered in.
  enum Form: String, CaseIterable, Sendable {
    case word = "docx"
    case text = "txt"

    var name: String {
      switch self {
      case .word: "下载 Word 文档"
      case .text: "下载纯文本"
      }
    }
  }

  /// The forms of an item, as site.yaml's 文件下载 wants them; none for an item without a body.
  ///
  /// - Throws: `PublicationRefusal` for a body beyond all measure.
  static func all(
    of item: SiteModel.Item, _ body: RenderedBody, page: RecordPage
  ) throws(PublicationRefusal) -> [DocumentDownload] {
    guard !body.html.isEmpty, isOffered(item.record, by: page.parts.model.settings.downloads) else { return [] }
    let record = item.record
    let document = DocumentText(
      title: record.title, titleNote: record.text(.titleNote), documentNumber: record.text(.documentNumber),
      issuer: record.text(.issuer) ?? record.text(.maker), body: RecordPage.factsForDownload(item) + body.html,
      status: item.shownValidity.sentence,
      attachments: page.attachmentNames(item),
      source:
        "来源：\(page.source(record))\n索引号：\(item.page.indexNumber)\n网址：\(page.parts.model.addresses.absolute(item.page.address))",
      date: record.formed.description)
    let name = fileName(record.title)
    let word: [UInt8]
    do throws(DocumentFault) {
      word = try WordDocument.bytes(of: document)
    } catch {
      throw PublicationRefusal([
        Diagnostic(
          "record.invalid", "「\(record.id)」不能做成 Word 文件:\(error.message)", remedy: "改短正文，或在 site.yaml 写「文件下载: 无」")
      ])
    }
    return [(Form.word, word), (.text, PlainDocument.bytes(of: document))].map { form, bytes in
      DocumentDownload(
        form: form, path: SiteAddresses.beside(item.page.address, form.rawValue), fileName: "\(name).\(form.rawValue)",
        bytes: bytes)
    }
  }

  private static func isOffered(_ record: Record, by setting: SiteSettings.Downloads) -> Bool {
    switch setting {
    case .none: false
    case .all: true
    case .documents:
      record.text(.legalRank) != nil || record.text(.documentKind) != nil || record.column.top == policies
    }
  }

  private static let policies = ColumnCode("2")

  /// A title as a file's name on any system.
  private static func fileName(_ title: String) -> String {
    // Most titles are names as they are, and characters are slow to walk through.
    let scalars = title.unicodeScalars
    if !title.isEmpty, scalars.count <= 60, !scalars.contains(where: { isKeptOut($0) }) { return title }
    let kept = title.filter { !"/\\:*?\"<>|".contains($0) && !$0.isNewline }
    let short = String(kept.prefix(60))
    return short.isEmpty ? "文件" : short
  }

  private static func isKeptOut(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "/", "\\", ":", "*", "?", "\"", "<", ">", "|": true
    default: scalar.properties.isWhitespace && Character(scalar).isNewline
    }
  }
}
