import CLibXML2

/// libxml2's schema validity errors in Chinese.
enum SchemaFaults {
  /// Translates the errors of one validation. A value that breaks a facet is told once, not again as
  /// “not a valid value”.
  static func translate(_ errors: [ErrorLog.Entry]) -> [XMLFault] {
    var result: [XMLFault] = []
    for (index, error) in errors.enumerated() {
      if error.code == 1824, index > 0, (1829...1840).contains(errors[index - 1].code),
        errors[index - 1].line == error.line, errors[index - 1].element == error.element
      {
        continue
      }
      result.append(XMLFault("xml.schema", line: error.line, sentence(error), detail: error.detail))
    }
    return result
  }

  private static func sentence(_ error: ErrorLog.Entry) -> String {
    let quotes = quoted(error.detail)
    let named = subject(error, quotes)
    let value = quotes.dropFirst(named.skip).first ?? ""
    let last = quotes.last ?? ""
    switch error.code {
    case 1824:
      return "\(named.text)的值“\(value)”不合类型“\(typeName(last))”。"
    case 1830...1838: return "\(named.text)的值不合限制：\(facet(error))。"
    case 1839: return "\(named.text)的值“\(facetValue(error.detail))”不合规定的格式“\(last)”。"
    case 1840:
      return "\(named.text)的值“\(facetValue(error.detail))”不在允许的值之列：\(listed(error.detail, "{", "}"))。"
    case 1841: return "\(named.text)应当是空的。"
    case 1842: return "\(named.text)里只能有文字，不能有子元素。"
    case 1843, 1844: return "\(named.text)里只能有子元素，不能直接写文字。"
    case 1845: return "模式里没有声明根\(named.text)。"
    case 1866, 1867: return "\(named.text)不允许有此属性\(attributeTail(quotes))。"
    case 1868: return "\(named.text)缺少必需的属性\(attributeTail(quotes))。"
    case 1871: return content(error, named.text)
    case 1872: return "文件没有根元素。"
    case 1877: return "\(named.text)的值不唯一，或引用的值不存在。"
    default: return "\(named.text)不合模式：\(error.detail)。"
    }
  }

  private static func content(_ error: ErrorLog.Entry, _ name: String) -> String {
    let expected = listed(error.detail, "(", ")")
    let tail = expected.isEmpty ? "" : "，此处应为：\(expected)"
    return error.detail.contains("Missing child element")
      ? "\(name)缺少子元素\(tail)。" : "元素顺序或名称不对：此处不应出现\(name)\(tail)。"
  }

  /// `元素“x”` or `元素“x”的属性“y”`, and how many of the quoted words name it.
  private static func subject(_ error: ErrorLog.Entry, _ quotes: [String]) -> (text: String, skip: Int) {
    guard error.detail.hasPrefix("Element '"), let first = quotes.first else {
      return ("元素“\(error.element ?? "")”", 0)
    }
    let element = "元素“\(local(error.element ?? first))”"
    if error.detail.contains(", attribute '"), quotes.count > 1, error.code < 1866 {
      return ("\(element)的属性“\(local(quotes[1]))”", 2)
    }
    return (element, 1)
  }

  private static func attributeTail(_ quotes: [String]) -> String {
    quotes.count > 1 ? "“\(local(quotes[1]))”" : ""
  }

  private static func facet(_ error: ErrorLog.Entry) -> String {
    let limit = quoted(error.detail).last ?? ""
    return switch error.code {
    case 1830: "长度应为 \(limit)"
    case 1831: "长度不得少于 \(limit)"
    case 1832: "长度不得超过 \(limit)"
    case 1833: "不得小于 \(limit)"
    case 1834: "不得大于 \(limit)"
    case 1835: "应大于 \(limit)"
    case 1836: "应小于 \(limit)"
    case 1837: "位数不得超过 \(limit)"
    default: "小数位数不得超过 \(limit)"
    }
  }

  /// The value in `The value 'x' is not …`; libxml2 does not escape quotes inside it.
  private static func facetValue(_ detail: String) -> String {
    guard let start = range(of: "The value '", in: detail)?.end,
      let stop = range(of: "' is not ", in: detail[start...])?.start
    else { return "" }
    return String(detail[start..<stop])
  }

  /// The names or values in a bracketed list, joined by `、`.
  private static func listed(_ detail: String, _ open: Character, _ close: Character) -> String {
    guard let stop = detail.lastIndex(of: close), let start = detail[..<stop].lastIndex(of: open) else {
      return ""
    }
    return detail[detail.index(after: start)..<stop].split(separator: ",").map { part in
      local(part.trimming { $0 == " " || $0 == "'" })
    }.joined(separator: "、")
  }

  private static func typeName(_ name: String) -> String {
    switch local(name) {
    case "xs:date": "日期（YYYY-MM-DD）"
    case "xs:dateTime": "日期时间（YYYY-MM-DDThh:mm:ss）"
    case "xs:integer", "xs:int", "xs:long": "整数"
    case "xs:nonNegativeInteger": "非负整数"
    case "xs:positiveInteger": "正整数"
    case "xs:decimal": "数"
    case "xs:boolean": "真假（true/false）"
    case "xs:anyURI": "网址"
    case let other: other
    }
  }

  /// A name without its namespace in Clark notation.
  private static func local(_ name: String) -> String {
    guard name.hasPrefix("{"), let end = name.lastIndex(of: "}") else { return name }
    return String(name[name.index(after: end)...])
  }

  private static func quoted(_ detail: String) -> [String] {
    let parts = detail.split(separator: "'", omittingEmptySubsequences: false)
    return stride(from: 1, to: parts.count - 1, by: 2).map { String(parts[$0]) }
  }

  private static func range(of needle: String, in text: some StringProtocol)
    -> (start: String.Index, end: String.Index)?
  {
    var at = text.startIndex
    while at < text.endIndex {
      if text[at...].hasPrefix(needle) { return (at, text.index(at, offsetBy: needle.count)) }
      at = text.index(after: at)
    }
    return nil
  }
}

extension Substring {
  fileprivate func trimming(_ drop: (Character) -> Bool) -> String {
    var rest = self.drop(while: drop)
    while let last = rest.last, drop(last) { rest.removeLast() }
    return String(rest)
  }
}
