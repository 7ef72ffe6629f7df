/// Tables whose head joins names with what is private: lists of recipients, pupils, patients (domain 7.3).
public enum TableScreen {
  /// What is found in a table given as cells.
  public static func findings(
    header: [String], rows: [[String]], context: TextContext = TextContext()
  ) -> [Finding] {
    let heads = header.map { $0.filter { !$0.isWhitespace && !$0.isASCIISign } }
    let nameColumns = heads.indices.filter { isName(heads[$0]) }
    guard !nameColumns.isEmpty else { return [] }
    // Rows about somebody: an empty form has labels, or nothing, below 姓名.
    let rows = rows.enumerated().map { (number: $0 + 1, cells: $1) }.filter { row in
      nameColumns.contains { $0 < row.cells.count && namesSomebody(row.cells[$0], below: heads[$0]) }
    }
    var findings: [Finding] = []
    let isOffice = nameColumns.allSatisfy { isOfOffice(heads[$0]) }
    let isReached = isOffice || nameColumns.allSatisfy { isOfOffice(heads[$0]) || isOfficial(heads[$0]) }
    let isAppointment = heads.contains(where: namesPost)
    let isOfPupils = nameColumns.contains { index in pupils.contains { heads[index].contains($0) } }
    let told = heads.enumerated().filter { index, head in
      let ofPupils: Kind? = isOfPupils && head.contains("准考证") ? .anything : nil
      guard let kind = kind(head, context) ?? ofPupils else { return false }
      let isFamily = head.hasPrefix("家庭")
      return rows.contains { row in
        guard index < row.cells.count, isOpen(row.cells[index]) else { return false }
        let value = row.cells[index]
        switch kind {
        case .anything: return true
        case .number: return value.count { $0.isNumber } > 6
        case .home:
          return isExact(value)
            || !nameColumns.allSatisfy { $0 >= row.cells.count || row.cells[$0].isEmpty || isMasked(row.cells[$0]) }
        // What an institution is reached by, and what the rules of appointments have told of a candidate.
        case .address: return (!isReached || isFamily) && isExact(value)
        case .phone: return isFamily || !isOffice && (!isReached || hasMobile(value))
        case .officePhone: return !isOffice && hasMobile(value)
        case .birth: return !isAppointment || isDay(value)
        }
      }
    }
    if !told.isEmpty {
      let names = (heads.filter(isName).prefix(1) + told.map(\.element)).map { String($0.prefix(8)) }
      findings.append(
        Finding(detector: .personalTable, action: .block, place: "表头", masked: names.joined(separator: "、")))
    }
    if let row = rows.first(where: { isMinor($0.cells, heads, context) }) {
      findings.append(Finding(detector: .minor, action: .block, place: "表第\(row.number)行", masked: "年龄或出生日期…"))
    }
    return findings
  }

  /// Whether a head says that its column holds names of persons.
  static func isName(_ head: String) -> Bool {
    let head = head.filter { !$0.isWhitespace }
    return head.count <= 12 && head.contains("姓名") || names.contains(head) || listed.contains(head)
  }

  static let names: Set<String> = ["户主", "患者", "患者名", "受益人", "名字", "申请人", "当事人", "持卡人", "学生", "学生名"]
  /// Words for those whom lists are of; names of persons must stand below them.
  static let listed: Set<String> = [
    "救助对象", "低保户", "低保对象", "特困人员", "残疾人", "被征收人", "承租人", "幼儿", "儿童", "考生", "被保障人", "保障对象", "受助人", "机主", "贫困户",
    "脱贫户", "监测对象", "病人", "老人", "职工", "业主", "权利人", "优抚对象", "参保人", "孕妇", "被执行人", "申请家庭", "农户",
  ]
  /// Words for those who may be companies as well.
  private static let parties: Set<String> = ["当事人", "申请人", "受益人"]
  private static let pupils = ["学生", "考生", "幼儿", "儿童"]

  /// Whether those named stand for an institution, or for others: what a row has more is of these.
  private static func isOfOffice(_ head: String) -> Bool {
    ["法定代表人", "法人代表", "领衔代表", "领衔委员", "领衔人"].contains { head.contains($0) }
  }

  /// Whether those named are reached at an office: what a row has more is of it, but for a mobile telephone.
  private static func isOfficial(_ head: String) -> Bool {
    !head.contains("家庭")
      && ["负责人", "责任人", "联系人", "经办人", "校长", "院长", "园长", "所长", "站长", "民警"].contains { head.contains($0) }
  }

  /// Whether a head says what somebody is, or is to become, in office.
  static func namesPost(_ head: String) -> Bool { ["现任", "拟任", "任职", "职务"].contains { head.contains($0) } }

  /// Whether a value below a head of names is of somebody.
  private static func namesSomebody(_ value: String, below head: String) -> Bool {
    // 学生 may head a column of numbers, too.
    guard !value.allSatisfy({ $0.isNumber || $0.isWhitespace }) else { return false }
    if parties.contains(head) { return isOpenName(value) || isHiddenName(value) }
    return names.contains(head) || head.contains("姓名") ? isOpen(value, masked: true) : isOpenName(value)
  }

  /// Whether a head says that its column holds the names of those who wrote or called.
  static func namesWriters(_ head: String) -> Bool {
    let head = head.filter { !$0.isWhitespace && !$0.isASCIISign && $0 != "*" }
    return isName(head) || writers.contains(head)
  }

  private static let writers: Set<String> = [
    "来信人", "来访人", "来电人", "来信来访人", "信访人", "投诉人", "举报人", "反映人", "写信人", "留言人", "诉求人", "咨询人", "求助人",
  ]

  /// Whether a column of this head is looked at.
  static func isTold(_ head: String) -> Bool {
    isName(head) || head.contains("年龄") || kind(head, TextContext()) != nil
  }

  /// A value that is there, is no label of a form, and is not masked.
  static func isOpen(_ value: String, masked: Bool = false) -> Bool {
    let text = value.filter { !$0.isWhitespace && !$0.isASCIISign }
    return (masked || !isMasked(value)) && !text.isEmpty && !["—", "-", "/", "无", "——"].contains(text)
      && !text.allSatisfy { "-:：—".contains($0) } && !isLabel(text)
  }

  /// Whether a text is a word of a form.
  static func isLabel(_ text: String) -> Bool {
    text.count <= 12 && labels.contains { text.hasPrefix($0) || text.hasSuffix($0) }
  }

  private static let labels = [
    "姓名", "性别", "民族", "年龄", "单位", "职务", "职称", "学历", "专业", "籍贯", "备注", "邮编", "邮政编码", "电话", "手机", "联系方式",
    "地址", "住址", "号码", "日期", "年月", "签名", "签字", "盖章", "意见", "账号", "开户行", "政治面貌", "照片", "传真", "邮箱", "身份证", "名称",
  ]

  private static func isMinor(_ row: [String], _ heads: [String], _ context: TextContext) -> Bool {
    heads.enumerated().contains { index, head in
      guard index < row.count else { return false }
      let digits = row[index].filter { $0.isASCII && $0.isNumber }
      // 9岁3个月
      let first = row[index].drop { !$0.isASCII || !$0.isNumber }.prefix { $0.isASCII && $0.isNumber }
      if head.contains("年龄"), let years = Int(first), first.count <= 2 { return years < 14 }
      guard head.contains("出生"), digits.count >= 4, let year = Int(digits.prefix(4)), year > 1900 else { return false }
      return year > context.asOf.year - 14 && year <= context.asOf.year
    }
  }
}

/// A table in a text: a head that holds 姓名, its cells parted by tabs, commas or bars, and the lines below it.
struct TextTable {
  let header: [String]
  let rows: [[String]]
  /// Offset after its last line.
  let end: Int

  private static let mostRows = 2_000

  /// - Parameters:
  ///   - line: the line that may be a head.
  ///   - isWanted: whether a head is one that is looked for; rows are read below such a one alone.
  init?(
    bytes: UnsafeBufferPointer<UInt8>, head line: Range<Int>, where isWanted: ([String]) -> Bool = { _ in true }
  ) {
    let signs = [UInt8(ascii: "\t"), UInt8(ascii: "|"), UInt8(ascii: ","), UInt8(ascii: ";")]
    let sign = signs.first { sign in UnsafeBufferPointer(rebasing: bytes[line]).contains(sign) } ?? TextTable.blanks
    guard line.upperBound == bytes.count || bytes[line.upperBound] <= 0x0D else { return nil }
    var at = line.lowerBound
    func next() -> [UInt8]? {
      guard at < bytes.count else { return nil }
      var stop = at
      while stop < bytes.count, bytes[stop] != 0x0A, stop - at < 20_000 { stop += 1 }
      let found = Array(bytes[at..<stop]).filter { $0 != 0x0D }
      at = min(stop + 1, bytes.count)
      return found
    }
    guard let head = next() else { return nil }
    let header = TextTable.cells(head, sign)
    // A sentence with commas is no head of a table: heads are short.
    guard header.count > 1, header.allSatisfy({ $0.count <= 16 }), isWanted(header) else { return nil }
    // 姓名：某某  年龄：9岁 is a line of a form.
    if sign == TextTable.blanks, header.contains(where: { $0.contains("：") || $0.contains(":") }) { return nil }
    var rows: [[String]] = []
    var end = at
    while rows.count < TextTable.mostRows, let row = next() {
      let cells = TextTable.cells(row, sign)
      guard cells.count > 1 else { break }
      end = at
      rows.append(cells)
    }
    guard !rows.isEmpty else { return nil }
    self.header = header
    self.rows = rows
    self.end = end
  }

  /// Columns that nothing but two blanks or more, or a wide one, part.
  private static let blanks = UInt8(ascii: " ")

  private static func columns(_ line: [UInt8]) -> [String] {
    String(decoding: line, as: UTF8.self).replacing("\u{3000}", with: "  ").split(separator: "  ")
      .map { String($0.drop { $0 == " " }) }.filter { !$0.isEmpty }
  }

  private static func cells(_ line: [UInt8], _ sign: UInt8) -> [String] {
    if sign == blanks { return columns(line) }
    var parts = line.split(separator: sign, omittingEmptySubsequences: false)
    // Bars stand outside, too.
    if sign == UInt8(ascii: "|") {
      if parts.first?.allSatisfy({ $0 <= 0x20 }) == true { parts.removeFirst() }
      if parts.last?.allSatisfy({ $0 <= 0x20 }) == true { parts.removeLast() }
    }
    return parts.map { part in
      let trimmed = part.drop { $0 <= 0x20 || $0 == UInt8(ascii: "\"") }
      let end = trimmed.lastIndex { $0 > 0x20 && $0 != UInt8(ascii: "\"") }.map { $0 + 1 } ?? trimmed.startIndex
      return String(decoding: trimmed[..<end], as: UTF8.self)
    }
  }
}

extension Character {
  /// Marks of emphasis in Markdown, and quotes.
  var isASCIISign: Bool { self == "\"" || self == "_" || self == "`" }
}
