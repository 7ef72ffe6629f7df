import Records
import Review
import Values

/// What a document written in parts (公文 XML) has around its body, after GB/T 9704-2012 7.3: 主送机关 before it; 发文机关署名,
/// 成文日期 and 附注 after it. Its body file holds none of them; a page, a download and a print without them would be no document.
///
/// A record with a 发文字号 that is written in Markdown may have them in its text, where its writer wants them: they are
/// said once. One that nobody signs there is a text of its own, as a 办法 is: whom it was sent to stands in its facts.
struct OfficialParts {
  private let record: Record
  /// The body as it is shown, without marks.
  private let text: String

  /// Takes a document that names who signs it, or a record with a 发文字号 and either 发文机关署名 or 附注; nil for any other.
  ///
  /// - Parameter text: the visible text of its body; what it says already is not said again.
  init?(_ page: PublicationPlan.Page, text: @autoclosure () -> String) {
    let fields = page.record.fields
    let isDocument = page.version.parts.contains { $0.kind == .document }
    let hasPart = fields.contains(.signature) || fields.contains(.note)
    guard isDocument ? fields.contains(.signature) : fields.contains(.documentNumber) && hasPart else { return nil }
    record = page.record
    self.text = text()
  }

  /// What stands before the body, as HTML.
  var before: [UInt8] {
    guard record.has(.signature), let addressee = record.text(.addressee),
      !text.prefix(300).contains(addressee.prefix(12))
    else { return [] }
    let colon = addressee.hasSuffix("：") || addressee.hasSuffix(":") ? "" : "："
    return OfficialParts.paragraph("flush", addressee + colon)
  }

  /// What stands after the body, as HTML.
  var after: [UInt8] {
    var out: [UInt8] = []
    let tail = text.suffix(200)
    let names = record.text(.signature)?.split { "、;；\n".contains($0) } ?? []
    // Where several sign, each name may have a line of its own.
    if !names.isEmpty, !names.allSatisfy({ tail.contains($0) }) {
      for name in names { out += OfficialParts.paragraph("signature", String(name)) }
      if !tail.contains(record.formed.chinese) { out += OfficialParts.paragraph("signature", record.formed.chinese) }
    }
    if let note = record.text(.note), !tail.contains(note) {
      let isBracketed = note.hasPrefix("（") || note.hasPrefix("(")
      out += OfficialParts.paragraph(nil, isBracketed ? note : "（\(note)）")
    }
    return out
  }

  /// A paragraph of text, as HTML.
  static func paragraph(_ kind: String?, _ text: String) -> [UInt8] {
    var out = Array((kind.map { "<p class=\"\($0)\">" } ?? "<p>").utf8)
    EscapedText.append(text.utf8, to: &out, quotes: .none)
    return out + Array("</p>\n".utf8)
  }
}
