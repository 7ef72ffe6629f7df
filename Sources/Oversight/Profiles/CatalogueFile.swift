import Catalogue
import Values

/// A site's published catalogue.json (`gongkai-catalogue-v1`), as far as a comparison reads it.
public enum CatalogueFile {
  /// Why a file can't be compared.
  public struct Fault: Error, Hashable, Sendable {
    public let message: String
  }

  /// Reads the office and how many items each of its columns holds by itself.
  ///
  /// The list of items stands last in the file and is by far its largest part; where it does, it is not read.
  ///
  /// - Throws: `Fault` if the bytes are no catalogue.json.
  public static func office(_ bytes: [UInt8]) throws(Fault) -> CatalogueComparison.Office {
    guard let json = head(bytes) ?? whole(bytes) else { throw Fault(message: "不是 JSON") }
    guard json["format"]?.text == "gongkai-catalogue-v1" else {
      throw Fault(message: "不是 catalogue.json（没有 \"format\": \"gongkai-catalogue-v1\"）")
    }
    guard let name = json["site"]?["name"]?.text, !name.isEmpty, let columns = json["columns"]?.elements else {
      throw Fault(message: "没有机关名称或栏目列表")
    }
    var counts: [ColumnCode: Int] = [:]
    var strays: [String: Int] = [:]
    for column in columns {
      guard let text = column["code"]?.text, let count = column["count"]?.integer else {
        throw Fault(message: "栏目没有编码或数量")
      }
      let number = Int(clamping: min(max(count, 0), 1_000_000_000))
      if let code = ColumnCode(text) { counts[code] = number } else { strays[text] = number }
    }
    // A column's count holds those of the columns below it.
    var own = counts
    for (code, count) in counts { if let above = code.parent { own[above]? -= count } }
    var published = strays
    for (code, count) in own where count > 0 { published["\(code)"] = count }
    return CatalogueComparison.Office(name: name, published: published)
  }

  private static let marker = Array("\n],\n\"items\":[".utf8)

  /// The file up to its items, closed.
  private static func head(_ bytes: [UInt8]) -> JSON? {
    // No text of JSON holds a bare line feed, so the marker can't stand inside one.
    guard let start = bytes.firstRange(of: marker)?.lowerBound else { return nil }
    return try? JSON(reading: Array(bytes[..<start]) + Array("]}".utf8))
  }

  private static func whole(_ bytes: [UInt8]) -> JSON? { try? JSON(reading: bytes) }
}
