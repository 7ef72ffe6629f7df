import Records
import Review

/// What a document written in parts (公文 XML) has around its body, after GB/T 9704-2012 7.3: 主送机关 before it; 发文机关署名,
/// 成文日期 and 附注 after it. Its body file holds none of them; a page, a download and a print without them would be no document.
///
/// A record in Markdown has them in its text, where its writer wants them.
struct OfficialParts {
  private let record: Record
  /// The body as it is shown, without marks.
  private let text: String

  /// Takes a document that names who signs it; nil for any other, and for a record in Markdown.
  ///
  /// - Parameter text: the visible text of its body; what it says already is not said again.
  init?(_ page: PublicationPlan.Page, text: @autoclosure () -> String) {
    guard page.record.fields.contains(.signature), page.version.parts.contains(where: { $0.kind == .document }) else {
      return nil
    }
    record = page.record
    self.text = text()
  }

  /// What stands before the body, as HTML.
  var before: [UInt8] {
    guard let addressee = record.text(.addressee), !text.prefix(300).contains(addressee.prefix(12)) else { return [] }
    let colon = addressee.hasSuffix("：") || addressee.hasSuffix(":") ? "" : "："
    return paragraph("flush", addressee + colon)
  }

  /// What stands after the body, as HTML.
  var after: [UInt8] {
    var out: [UInt8] = []
    let tail = text.suffix(200)
    if let signature = record.text(.signature), !tail.contains(signature) {
      for name in signature.split(whereSeparator: { "、;；\n".contains($0) }) {
        out += paragraph("signature", String(name))
      }
      if !tail.contains(record.formed.chinese) { out += paragraph("signature", record.formed.chinese) }
    }
    if let note = record.text(.note), !tail.contains(note) {
      let isBracketed = note.hasPrefix("（") || note.hasPrefix("(")
      out += paragraph(nil, isBracketed ? note : "（\(note)）")
    }
    return out
  }

  private func paragraph(_ kind: String?, _ text: String) -> [UInt8] {
    var out = Array((kind.map { "<p class=\"\($0)\">" } ?? "<p>").utf8)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): out += "&amp;".utf8
      case UInt8(ascii: "<"): out += "&lt;".utf8
      case UInt8(ascii: ">"): out += "&gt;".utf8
      default: out.append(byte)
      }
    }
    return out + Array("</p>\n".utf8)
  }
}
