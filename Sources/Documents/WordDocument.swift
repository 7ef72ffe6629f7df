import XML
import Zip

/// Documents as Word files (.docx, ECMA-376), laid out as GB/T 9704-2012 lays out official documents.
///
/// The same document gives the same bytes on every machine: nothing comes from the clock, and parts are stored rather
/// than deflated, since deflated bytes depend on the machine's zlib. That also takes half the time.
public enum WordDocument {
  /// Largest body, in bytes.
  public static let maxBytes = 64 << 20

  /// Writes the file.
  ///
  /// - Throws: `document.too-large`; `zip.…` if the archive cannot be written.
  public static func bytes(of document: DocumentText) throws(DocumentFault) -> [UInt8] {
    guard document.body.count <= maxBytes else {
      throw DocumentFault("document.too-large", "正文超过 \(maxBytes >> 20) MB，不能做成 Word 文件。")
    }
    let body = write(document)
    let entries = [
      ZipEntry("docProps/core.xml", WordParts.properties(of: document), .stored),
      ZipEntry("word/_rels/document.xml.rels", WordParts.relationships(body.links), .stored),
      ZipEntry("word/document.xml", body.out, .stored),
    ]
    do {
      return try ZipArchive.bytes(of: entries, after: WordParts.base.get())
    } catch {
      throw DocumentFault(error.code, error.message)
    }
  }

  /// The document part.
  private static func write(_ document: DocumentText) -> WordBody {
    var head = WordBody(capacity: document.body.count * 3 + 4096)
    head.raw(WordParts.documentStart)
    if let status = document.status { head.paragraph("Status", status) }
    head.paragraph("Title", document.title)
    if let note = document.titleNote { head.paragraph("Subtitle", "（\(note.withoutBrackets)）") }
    if let origin = document.origin { head.paragraph("Origin", origin) }
    var body = BodyText.withValid(document.body) { bytes in
      var walk = FragmentWalk(bytes, to: head)
      walk.run()
      return walk.output
    }
    for (index, name) in document.attachments.enumerated() {
      let number = document.attachments.count > 1 ? "\(index + 1)." : ""
      body.paragraph(index == 0 ? "Attachment" : "AttachmentNext", (index == 0 ? "附件：" : "") + number + name)
    }
    if !document.source.isEmpty { body.paragraph("Source", document.source) }
    body.raw(WordParts.documentEnd)
    return body
  }
}

extension DocumentText {
  /// Who issued the document under which number, in one line.
  var origin: String? {
    let parts = [issuer, documentNumber].compactMap { $0 }.filter { !$0.isEmpty }
    return parts.isEmpty ? nil : parts.joined(separator: "　")
  }
}

extension String {
  /// The text without full-width or ASCII brackets around it.
  var withoutBrackets: Substring {
    let isInBrackets = (hasPrefix("（") && hasSuffix("）")) || (hasPrefix("(") && hasSuffix(")"))
    return isInBrackets ? dropFirst().dropLast() : self[...]
  }
}
