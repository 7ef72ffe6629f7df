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

  /// A copy with every number of a person masked, and in tables the columns of names, numbers and addresses; all else
  /// byte for byte.
  public static func maskedCopy(of text: String, kind: MaskedText.Kind) -> MaskedText {
    var replaced = 0
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var columns: [Int: Column] = [:]
    for index in lines.indices {
      let (cells, sign) = cells(lines[index], kind)
      guard cells.count > 1 else {
        columns = [:]
        lines[index] = maskNumbers(lines[index], &replaced)
        continue
      }
      let named = cells.enumerated().compactMap { at, cell in Column(head: cell).map { (at, $0) } }
      if columns.isEmpty, named.contains(where: { $0.1 == .name }) {
        columns = Dictionary(uniqueKeysWithValues: named)
        continue
      }
      let masked = cells.enumerated().map { at, cell in
        columns[at].map { $0.mask(cell, &replaced) } ?? maskNumbers(cell, &replaced)
      }
      lines[index] = masked.joined(separator: sign)
    }
    return MaskedText(text: lines.joined(separator: "\n"), replaced: replaced)
  }

  private static func cells(_ line: String, _ kind: MaskedText.Kind) -> ([String], String) {
    let sign: Character = kind == .csv ? "," : line.contains("\t") ? "\t" : "|"
    return (line.split(separator: sign, omittingEmptySubsequences: false).map(String.init), String(sign))
  }

  /// A column that is masked.
  private enum Column {
    case name, id, mobile, card, address

    init?(head: String) {
      let head = head.filter { !$0.isWhitespace && $0 != "\"" && $0 != "\u{FEFF}" }
      guard head.count <= 16 else { return nil }
      if head.contains("姓名") || head == "户主" || head == "患者" {
        self = .name
      } else if head.contains("身份证") || head.contains("证件号") || head.contains("公民身份") {
        self = .id
      } else if head.contains("手机") || head.contains("电话") || head.contains("联系方式") {
        self = .mobile
      } else if head.contains("卡号") || head.contains("账号") || head.contains("帐号") {
        self = .card
      } else if head.contains("住址") || head.contains("家庭地址") {
        self = .address
      } else {
        return nil
      }
    }

    func mask(_ cell: String, _ replaced: inout Int) -> String {
      let value = cell.filter { !$0.isWhitespace && $0 != "\"" }
      guard !value.isEmpty, !value.contains("*"), !value.allSatisfy({ "-:—/".contains($0) }) else { return cell }
      let masked =
        switch self {
        case .name: Masking.maskName(value)
        case .id: Masking.maskID(value)
        case .mobile: Masking.maskMobile(value)
        case .card: Masking.maskCard(value)
        case .address: Masking.maskAddress(value)
        }
      replaced += masked == value ? 0 : 1
      return cell.replacingFirst(value, with: masked)
    }
  }

  /// Masks what the detectors find in a text by itself.
  private static func maskNumbers(_ text: String, _ replaced: inout Int) -> String {
    let findings = TextScreen.findings(in: text).filter {
      [.residentID, .residentID15, .disabilityCard, .bankCard, .mobile].contains($0.detector)
    }
    guard !findings.isEmpty else { return text }
    var bytes = Array(text.utf8)
    for finding in findings.reversed() {
      guard let start = finding.offset else { continue }
      let (symbols, end) = bytes.withUnsafeBufferPointer { SymbolReader(bytes: $0).run(from: start) }
      let count = finding.masked.count
      guard symbols.count >= count, count > 0 else { continue }
      let stop = symbols.count > count ? symbols[count].offset : end
      let digits = String(decoding: symbols.prefix(count).map(\.byte), as: UTF8.self)
      let masked =
        switch finding.detector {
        case .mobile: maskMobile(digits)
        case .bankCard: maskCard(digits)
        default: maskID(digits)
        }
      let gap = symbols.count > count && symbols[count].gap != .none ? " " : ""
      bytes.replaceSubrange(start..<stop, with: Array((masked + gap).utf8))
      replaced += 1
    }
    return String(decoding: bytes, as: UTF8.self)
  }
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

extension String {
  fileprivate func replacingFirst(_ part: String, with other: String) -> String {
    let text = Array(self)
    let wanted = Array(part)
    guard text.count >= wanted.count else { return self }
    for at in 0...(text.count - wanted.count) where Array(text[at..<(at + wanted.count)]) == wanted {
      return String(text[..<at]) + other + String(text[(at + wanted.count)...])
    }
    return other
  }
}
