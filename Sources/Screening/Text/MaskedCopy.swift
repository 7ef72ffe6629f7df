import Inspection

extension Masking {
  /// A copy with every number of a person masked, and in tables the columns of names, numbers, addresses, birthdays and
  /// illnesses; all else byte for byte.
  public static func maskedCopy(of text: String, kind: MaskedText.Kind) -> MaskedText {
    var replaced = 0
    // One line that is no row, a title above all.
    if kind == .text, !text.utf8.contains(where: { [0x0A, 0x09, UInt8(ascii: "|")].contains($0) }) {
      return MaskedText(text: maskNumbers(text, &replaced), replaced: replaced)
    }
    var columns: [Int: MaskedColumn] = [:]
    var result = ""
    for record in DelimitedText.records(of: text, kind: kind) {
      let heads =
        record.cells.count < 2
        ? [] : record.cells.enumerated().compactMap { at, cell in MaskedColumn(head: cell).map { (at, $0) } }
      if heads.contains(where: { $0.1 == .name || $0.1 == .id }) {
        columns = Dictionary(uniqueKeysWithValues: heads)
        result += record.text
        continue
      }
      if record.cells.count < 2 { columns = [:] }
      let cells = record.cells.enumerated().map { at, cell in
        columns[at].map { $0.mask(cell, &replaced) } ?? maskNumbers(cell, &replaced)
      }
      var whole = cells.joined(separator: record.sign)
      // A number with its digits in several cells.
      if cells.count > 1, columns.isEmpty { whole = maskNumbers(whole, &replaced) }
      result += whole + record.end
    }
    return MaskedText(text: result, replaced: replaced)
  }

  /// The text of a file in UTF-8, UTF-16 or GB 18030, without a byte order mark; nil if it is none.
  public static func text(of file: [UInt8]) -> String? {
    TextDecoding.utf8(of: file).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Masks what the detectors find in a text by itself.
  static func maskNumbers(_ text: String, _ replaced: inout Int) -> String {
    let findings = TextScreen.findings(in: text).filter {
      [.residentID, .residentID15, .disabilityCard, .bankCard, .mobile].contains($0.detector)
    }
    guard !findings.isEmpty else { return text }
    var bytes = Array(text.utf8)
    for finding in findings.reversed() {
      guard let start = finding.offset else { continue }
      let symbols = bytes.withUnsafeBufferPointer { SymbolReader(bytes: $0).run(from: start).symbols }
      let count = finding.masked.count
      // Stars of Markdown may stand within a number.
      let digits = symbols.filter { $0.byte != UInt8(ascii: "*") }.prefix(count)
      guard digits.count == count, let last = digits.last else { continue }
      let lead = bytes[last.offset]
      let stop = last.offset + (lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4)
      let number = String(decoding: digits.map(\.byte), as: UTF8.self)
      let masked =
        switch finding.detector {
        case .mobile: maskMobile(number)
        case .bankCard: maskCard(number)
        default: maskID(number)
        }
      bytes.replaceSubrange(start..<stop, with: Array(masked.utf8))
      replaced += 1
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// A column that is masked.
enum MaskedColumn {
  case name, id, mobile, card, address, birth, illness

  init?(head: String) {
    let head = head.filter { !$0.isWhitespace && !"\"*_`\u{FEFF}".contains($0) }
    guard head.count <= 16, !head.contains(where: \.isNumber) else { return nil }
    if TableScreen.isName(head) {
      self = .name
    } else if head.contains("身份证") || head.contains("证件号") || head.contains("公民身份") || head.contains("残疾证") {
      self = .id
    } else if head.contains("手机") || head.contains("电话") || head.contains("联系方式") {
      self = .mobile
    } else if head.contains("卡号") || head.contains("账号") || head.contains("帐号") {
      self = .card
    } else if head.contains("住址") || head.contains("家庭地址") {
      self = .address
    } else if head.contains("出生") {
      self = .birth
    } else if head.contains("病") || head.contains("诊断") || head.contains("残疾等级") || head.contains("残疾类别") {
      self = .illness
    } else {
      return nil
    }
  }

  /// A cell with its value masked, and its quotes and blanks kept.
  func mask(_ cell: String, _ replaced: inout Int) -> String {
    let isFrame: (Character) -> Bool = { $0.isWhitespace || "\"*_`".contains($0) }
    let front = cell.prefix(while: isFrame)
    var core = cell.dropFirst(front.count)
    while let last = core.last, isFrame(last) { core.removeLast() }
    let back = cell[core.endIndex...]
    let value = String(core)
    if value.contains("*") { return Masking.maskNumbers(cell, &replaced) }
    guard !value.isEmpty, !value.allSatisfy({ "-:—/".contains($0) }) else { return cell }
    let masked =
      switch self {
      case .name: Masking.maskName(value.filter { !$0.isWhitespace })
      case .id: Masking.maskID(value.filter { !$0.isWhitespace })
      case .mobile: Masking.maskMobile(value)
      case .card: Masking.maskCard(value.filter { !$0.isWhitespace })
      case .address: Masking.maskAddress(value)
      case .birth, .illness: Masking.nothing
      }
    replaced += masked == value ? 0 : 1
    return front + masked + back
  }
}

/// Records of a table as they stand in a text; put together again they are the text.
enum DelimitedText {
  struct Record {
    var cells: [String]
    var sign: String
    var end: String
    var text: String { cells.joined(separator: sign) + end }
  }

  static func records(of text: String, kind: MaskedText.Kind) -> [Record] {
    let bytes = Array(text.utf8)
    let first = bytes.prefix { $0 != 0x0A }
    // Excel writes semicolons where commas part decimals, and WPS tabs.
    let given: UInt8? = kind == .csv ? [0x2C, 0x3B, 0x09].first { first.contains($0) } ?? 0x2C : nil
    var records: [Record] = []
    var at = 0
    while at < bytes.count {
      let stop = bytes[at...].firstIndex(of: 0x0A) ?? bytes.count
      let sign = given ?? (bytes[at..<stop].contains(0x09) ? 0x09 : UInt8(ascii: "|"))
      records.append(record(bytes, &at, sign, isQuoted: kind == .csv))
    }
    return records
  }

  private static func record(_ bytes: [UInt8], _ at: inout Int, _ sign: UInt8, isQuoted: Bool) -> Record {
    var cells: [String] = []
    var start = at
    var isInside = false
    // Whether the cell holds nothing yet but blanks and a byte order mark.
    var isBlank = true
    while at < bytes.count {
      let byte = bytes[at]
      if isQuoted, byte == UInt8(ascii: "\""), isInside || isBlank {
        isInside.toggle()
        isBlank = false
      } else if !isInside, byte == sign {
        cells.append(String(decoding: bytes[start..<at], as: UTF8.self))
        start = at + 1
        isBlank = true
      } else if !isInside, byte == 0x0A {
        break
      } else if byte > 0x20, byte < 0xEF {
        isBlank = false
      }
      at += 1
    }
    let isReturn = at > start && at < bytes.count && bytes[at - 1] == 0x0D
    cells.append(String(decoding: bytes[start..<(isReturn ? at - 1 : at)], as: UTF8.self))
    let end = at < bytes.count ? (isReturn ? "\r\n" : "\n") : ""
    at += 1
    return Record(cells: cells, sign: String(UnicodeScalar(sign)), end: end)
  }
}
