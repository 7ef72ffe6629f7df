/// The names under which an office stands in lists, and signs as 制作机关 and 发文机关.
struct OfficeNames: Hashable, Sendable {
  /// `云川市人民政府办公室`, `云川市政府办公室`, `市政府办公室` …; the full name first, none of an office without a name.
  let all: [String]

  /// Takes the full name.
  init(_ name: String) {
    guard !name.isEmpty else {
      all = []
      return
    }
    let parts = name.split(separator: "人民政府", maxSplits: 1).map(String.init)
    // A site may be called 云川市人民政府办公室门户网站.
    let office = ["办公厅", "办公室"].first { parts.count == 2 && parts[1].hasPrefix($0) }
    guard let office, let level = parts[0].last else {
      all = [name]
      return
    }
    let names = [
      name, "\(parts[0])人民政府\(office)", "\(parts[0])政府\(office)", "\(level)政府\(office)", "\(level)政府办",
      "政府\(office)", office,
    ]
    all = names[0] == names[1] ? Array(names.dropFirst()) : names
  }

  /// Whether a text names the office, as in 市政府办公室（市外事办公室）; spaces don't matter.
  func contains(_ text: String) -> Bool { OfficeNames.contains(text, in: all) }

  static func contains(_ text: String, in names: [String]) -> Bool {
    let plain = text.filter { !$0.isWhitespace }
    return names.contains(plain) || names.contains(String(plain.prefix { $0 != "（" && $0 != "(" }))
  }
}
