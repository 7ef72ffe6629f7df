/// A table as CSV that Excel and WPS open: UTF-8 with BOM, CRLF, quotes where needed (RFC 4180).
public enum CSVTable {
  /// Writes rows; the first is the header.
  public static func text(_ rows: [[String]]) -> String {
    "\u{FEFF}" + rows.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
  }

  /// A cell that begins like a formula gets an apostrophe in front, so that no program computes it.
  private static func cell(_ text: String) -> String {
    let starts: Set<UInt8> = [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D]
    let isFormula = text.utf8.first.map(starts.contains) == true && Int(text) == nil
    let safe = isFormula ? "'" + text : text
    guard safe.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return safe }
    var quoted = "\""
    for scalar in safe.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}
