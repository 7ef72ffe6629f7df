import Catalogue
import Diagnostics
import Values

/// Rules on fields that every record may have.
extension RecordChecker {
  private static let longestTitle = 300

  /// 栏目: known, and a column that records may be put into.
  func checkColumn(_ column: Column?, _ values: inout FieldValues) {
    guard let written = values.column else { return }
    guard let column else { return refuseUnknownColumn(written, &values) }
    guard !column.isLeaf else { return }
    let leaves = columns.leaves(below: column).map(columns.label)
    values.fault(
      "column.not-leaf", written.position, "栏目「\(columns.label(column))」只含子栏目，不能直接放信息",
      remedy: leaves.isEmpty ? "换一个栏目" : "放在其下的栏目：\(leaves.joined(separator: "、"))", source: "篇3 二(二)")
  }

  private func refuseUnknownColumn(_ written: PlacedText, _ values: inout FieldValues) {
    if let dropped = Catalogue.standard.find(written.text) {
      values.fault(
        "column.unknown", written.position, "栏目「\(dropped.code) \(dropped.name)」已从本站的目录中删去",
        remedy: "改到现有的栏目；要恢复这个栏目的，在 catalogue.yaml 中去掉对它的删除，由管理员执行 gongkai policy apply",
        source: "篇3 二(二)")
    } else if ColumnCode(written.text) != nil {
      values.fault(
        "column.unknown", written.position, "现行目录没有栏目\(Wording.quoted(written.text))",
        remedy: "改到现有的栏目；本站增设的，写在 catalogue.yaml 的「增加」里，由管理员执行 gongkai policy apply 生效")
    } else {
      values.fault(
        "column.unknown", written.position,
        "未知的栏目\(Wording.quoted(written.text))\(Wording.question(columns.suggestion(for: written.text)))",
        remedy: "写栏目编码（2.4）或路径（政策法规/规范性文件）")
    }
  }

  /// 可否公开 other than 主动公开 needs a reason, and 不予公开 one of the law (条例 Art. 14-16).
  func checkDisclosure(_ values: inout FieldValues) {
    guard let disclosure = values.text(.disclosure).flatMap(Disclosure.init(rawValue:)),
      disclosure != .proactive, let position = values.places[.disclosure]
    else { return }
    // A reason that could not be read is told already.
    let place = values.places[.withholding]
    guard place == nil || values.text(.withholding) != nil,
      let fault = WithholdingReason.fault(of: values.text(.withholding), for: disclosure)
    else { return }
    values.fault(fault.code, place ?? position, fault.message, remedy: fault.remedy, source: fault.source)
  }

  /// Rules on single texts: 标题, 内容概述, 发文字号, 上交, 网址, 原网址.
  func checkTexts(_ values: inout FieldValues) {
    if let title = values.text(.title), let position = values.places[.title] {
      if title.utf8.contains(0x0A) {
        values.fault(position, "「标题」应为一行", remedy: "删去标题里的换行")
      }
      let length = title.count
      if length > Self.longestTitle {
        values.fault(position, "「标题」有 \(length) 字，超过 \(Self.longestTitle) 字", remedy: "缩短标题，详细内容写进正文")
      }
      if values.text(.summary) == title {
        values.warn(
          "field.repeats", values.places[.summary] ?? position, "「内容概述」与标题相同", remedy: "概括内容，或删去「内容概述」")
      }
    }
    normaliseNumber(&values)
    normaliseHandover(&values)
    if let url = values.text(.url), !WebAddress.isAbsolute(url), let position = values.places[.url] {
      values.fault(position, "「网址」\(Wording.quoted(url))不是网址", remedy: "以 http:// 或 https:// 开头，不含空格、账号和口令")
    }
    if let url = values.text(.originalURL), !WebAddress.isAbsoluteOrPath(url),
      let position = values.places[.originalURL]
    {
      values.fault(
        position, "「原网址」\(Wording.quoted(url))不是网址", remedy: "以 http://、https:// 或「/」开头，不含空格")
    }
  }

  /// 发文字号: the year stands in 〔 〕 (GB/T 9704-2012); other brackets are read as those.
  private func normaliseNumber(_ values: inout FieldValues) {
    guard let written = values.text(.documentNumber), let position = values.places[.documentNumber] else {
      return
    }
    let number = DocumentNumber.normalised(written)
    if let plain = DocumentNumber.plain(number) {
      values.warn(
        "field.document-number", position, "「发文字号」\(Wording.quoted(written))的顺序号不加「第」，不编虚位(GB/T 9704-2012)",
        remedy: "核对原件；应为\(Wording.quoted(plain))的，照此改正")
    }
    guard number != written else { return }
    values.replace(.documentNumber, with: .text(number))
    values.warn(
      "field.normalised", position, "「发文字号」\(Wording.quoted(written))的年份括号按\(Wording.quoted(number))处理",
      remedy: "年份用六角括号〔〕")
  }

  /// 上交: one of the four kinds of 篇3 二(一), or nothing.
  private func normaliseHandover(_ values: inout FieldValues) {
    guard let written = values.text(.handover), let position = values.places[.handover] else { return }
    if ["无", "否", "不上交"].contains(written) { return values.replace(.handover, with: nil) }
    if let kind = HandoverKind(written: written) {
      return values.replace(.handover, with: .text(kind.rawValue))
    }
    let kinds = HandoverKind.allCases.map(\.rawValue)
    values.fault(
      position,
      "「上交」的值\(Wording.quoted(written))不认识" + Wording.question(Suggestion.nearest(to: written, among: kinds)),
      remedy: "只能是四类之一：\(kinds.joined(separator: "、"))；不上交的不写", source: "篇3 二(一)")
  }

  /// The order of days within a record; never against today.
  func checkDays(_ values: inout FieldValues) {
    guard let formed = values.day(.formed) else { return }
    for field in [Field.changed, .expires, .repealed] {
      guard let day = values.day(field), day < formed, let position = values.places[field] else { continue }
      values.fault(
        position, "「\(field.rawValue)」\(day) 早于「生成日期」\(formed)", remedy: "核对两个日期")
    }
  }
}

/// 发文字号.
enum DocumentNumber {
  /// The number with `[2024]`, `(2024)`, `（2024）`, `【2024】` written as `〔2024〕`.
  static func normalised(_ text: String) -> String {
    var scalars = Array(text.unicodeScalars)
    let closing: [Unicode.Scalar: Unicode.Scalar] = [
      "[": "]", "(": ")", "（": "）", "【": "】", "［": "］", "〔": "〕", "﹝": "﹞",
    ]
    for index in scalars.indices.dropLast(5) {
      guard let close = closing[scalars[index]], scalars[index + 5] == close,
        scalars[(index + 1)...(index + 4)].allSatisfy({ ("0"..."9").contains($0) })
      else { continue }
      scalars[index] = "〔"
      scalars[index + 5] = "〕"
    }
    var result = String.UnicodeScalarView()
    result.append(contentsOf: scalars)
    return String(result)
  }

  /// The number with its serial as GB/T 9704-2012 writes it: without 第, and 1, not 01; nil if it is.
  static func plain(_ number: String) -> String? {
    guard let close = number.firstIndex(of: "〕") else { return nil }
    let serial = number[number.index(after: close)...]
    let bare = serial.trimmingPrefix("第").trimmingPrefix { $0 == "0" }
    guard bare.count < serial.count, bare.first.map({ ("1"..."9").contains($0) }) == true else { return nil }
    return String(number[...close] + bare)
  }
}
