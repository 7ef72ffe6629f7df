/// PDF files built by hand; their tables of references are left to be repaired by who reads them.
enum PDFFixture {
  /// A file of one page with a text and further objects, from number 5 on.
  static func file(_ text: String, objects: [String] = [], catalog: String = "", trailer: String = "") -> [UInt8] {
    page("BT /F1 12 Tf 72 700 Td (\(text)) Tj ET", objects: objects, catalog: catalog, trailer: trailer)
  }

  /// A file of one page with a content; `/I` and `/Form` are the names of objects 5 and 6.
  static func page(
    _ content: String, objects: [String] = [], catalog: String = "", trailer: String = ""
  ) -> [UInt8] {
    let all =
      [
        "<</Type/Catalog/Pages 2 0 R \(catalog)>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>/XObject<</I 5 0 R/Form 6 0 R>>>>>>",
        "<</Length \(content.utf8.count)>>stream\n\(content)\nendstream",
      ] + objects
    var result = "%PDF-1.7\n"
    var offsets: [Int] = []
    for (index, object) in all.enumerated() {
      offsets.append(result.utf8.count)
      result += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let table = result.utf8.count
    result += "xref\n0 \(all.count + 1)\n0000000000 65535 f \n"
    for offset in offsets {
      let digits = String(offset)
      result += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
    }
    result += "trailer<</Size \(all.count + 1)/Root 1 0 R \(trailer)>>\nstartxref\n\(table)\n%%EOF\n"
    return Array(result.utf8)
  }

  /// Saves a new text for the page behind the file.
  static func update(_ file: [UInt8], text: String) -> [UInt8] {
    let content = "BT /F1 12 Tf 72 700 Td (\(text)) Tj ET"
    var result = String(decoding: file, as: UTF8.self)
    // The table before this one, which the new trailer names.
    let previous = result.split(separator: "\n").dropLast().last ?? "0"
    let offset = result.utf8.count
    result += "4 0 obj\n<</Length \(content.utf8.count)>>stream\n\(content)\nendstream\nendobj\n"
    let digits = String(offset)
    let table = result.utf8.count
    result += "xref\n4 1\n\(String(repeating: "0", count: 10 - digits.count))\(digits) 00000 n \n"
    result += "trailer<</Size 5/Root 1 0 R/Prev \(previous)>>\nstartxref\n\(table)\n%%EOF\n"
    return Array(result.utf8)
  }
}
