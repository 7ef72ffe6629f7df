import Testing

@testable import Inspection

@Suite("Inspection: text on the pages of PDF files that nobody sees")
struct PDFPaintTests {
  private static let image =
    "<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>stream\nx\nendstream"
  private static let form = "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 1>>stream\nq\nendstream"

  /// Findings of the structure alone; that the text is missing is left out.
  private func codes(_ content: String) -> [String] {
    var found = FileInspector.inspect(
      PDFFixture.page("BT /F1 12 Tf 72 750 Td (Notice) Tj ET " + content, objects: [Self.image, Self.form]),
      name: "a.pdf")
    found.findings.removeAll { $0.masked.contains("pdftotext") }
    return found.codes
  }

  private static let text = "BT /F1 12 Tf 72 700 Td (Zhang San) Tj ET "

  @Test(
    "invisible text, and white text on nothing, is hidden",
    arguments: [
      "BT 3 Tr /F1 12 Tf 72 700 Td (Zhang San) Tj ET", "BT 3 Tr [(Zhang) -200 <53616e>] TJ ET",
      "1 g \(text) 0 g", "1 1 1 rg \(text)", "0 0 0 0 k \(text)", "/Cs1 cs 1 1 1 sc \(text)",
      "q 50 0 0 50 0 0 cm /I Do Q BT 3 Tr (Zhang San) Tj ET",
      "1 g 0 0 600 800 re f \(text)", "0 g q 1 g Q q 1 g \(text) Q",
    ])
  func unseen(_ content: String) { #expect(codes(content) == ["!hiddenText"], "\(content)") }

  @Test(
    "text behind a scanned page, white text on a ground, and blanks are quiet",
    arguments: [
      "q 600 0 0 800 0 0 cm /I Do Q BT 3 Tr (Zhang San) Tj ET",
      "BT 3 Tr (Zhang San) Tj ET q 600 0 0 800 0 0 cm /I Do Q",
      "/Form Do BT 3 Tr (Zhang San) Tj ET", "0 0 1 rg 0 0 600 800 re f 1 g \(text)",
      "q 600 0 0 800 0 0 cm /I Do Q 1 g \(text)", "BT 3 Tr (   ) Tj <00030003> Tj ET", "q 1 g Q \(text)",
      "1 g 0 g \(text)", "BT 3 Tr 0 Tr (Zhang San) Tj ET",
      "BI /W 1 /H 1 ID (3 Tr \u{1}\u{2}) EI 0 g \(text)", "/Sep cs 1 scn \(text)", ") ] > 1 g 0 g \(text)",
    ])
  func seen(_ content: String) { #expect(codes(content).isEmpty, "\(content)") }
}
