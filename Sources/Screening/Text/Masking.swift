/// 去标识化 as offices do it (domain 7.3).
public enum Masking {
  /// 张三 → 张*, 张小三 → 张*三, longer ones keep the first and the last character.
  public static func maskName(_ name: String) -> String {
    let characters = Array(name)
    switch characters.count {
    case 0, 1: return name
    case 2: return "\(characters[0])*"
    default:
      return "\(characters[0])" + String(repeating: "*", count: characters.count - 2)
        + "\(characters[characters.count - 1])"
    }
  }

  /// The first six characters: the region. The end is left out, for with it only the birthday would be missing.
  public static func maskID(_ id: String) -> String { keep(id, 6, 0) }

  /// 138****5678.
  public static func maskMobile(_ number: String) -> String { keep(number, 3, 4) }

  /// The last four digits.
  public static func maskCard(_ number: String) -> String { keep(number, 0, 4) }

  /// An address to its village or community; without either, to the first half.
  public static func maskAddress(_ address: String) -> String {
    let characters = Array(address)
    let ends = ["村", "社区", "街道", "镇", "乡"]
    for end in ends {
      let mark = Array(end)
      guard characters.count > mark.count else { continue }
      for at in stride(from: characters.count - mark.count, through: 0, by: -1)
      where Array(characters[at..<(at + mark.count)]) == mark {
        let kept = at + mark.count
        return kept == characters.count ? address : String(characters[..<kept]) + "***"
      }
    }
    return String(characters.prefix(characters.count / 2)) + "***"
  }

  private static func keep(_ text: String, _ first: Int, _ last: Int) -> String {
    let characters = Array(text)
    guard characters.count > first + last else { return String(repeating: "*", count: characters.count) }
    return String(characters.prefix(first)) + String(repeating: "*", count: characters.count - first - last)
      + String(characters.suffix(last))
  }

  /// What a birthday or an illness becomes.
  static let nothing = "***"
}

/// A masked copy of a text.
public struct MaskedText: Sendable, Hashable {
  public let text: String
  /// How many values were replaced.
  public let replaced: Int

  /// How a text marks its cells.
  public enum Kind: Sendable, Hashable {
    case csv, markdown, text

    /// By a file's name; nil for other files.
    public init?(fileName: String) {
      switch fileName.split(separator: ".").last?.lowercased() {
      case "csv": self = .csv
      case "md", "markdown": self = .markdown
      case "txt", "tsv", "text": self = .text
      default: return nil
      }
    }
  }
}
