import CLibXML2

/// libxml2's parser errors in Chinese.
enum ParserFaults {
  /// The fault of an error; nil for mere warnings.
  static func translate(_ error: xmlError, limits: XMLLimits) -> XMLFault? {
    guard error.level == XML_ERR_ERROR || error.level == XML_ERR_FATAL else { return nil }
    let detail = trimmed(error.message)
    let (code, message) = words(error, detail)
    if code.isEmpty { return nil }
    return XMLFault(
      code, line: error.line > 0 ? Int(error.line) : nil, column: error.int2 > 0 ? Int(error.int2) : nil,
      message, detail: detail)
  }

  /// An English message of libxml2 without its line end.
  static func trimmed(_ message: UnsafeMutablePointer<CChar>?) -> String {
    guard let message else { return "" }
    var text = String(cString: message)
    while let last = text.unicodeScalars.last, last == "\n" || last == " " {
      text.unicodeScalars.removeLast()
    }
    return text
  }

  private static func words(_ error: xmlError, _ detail: String) -> (String, String) {
    let first = error.str1.map { String(cString: $0) } ?? ""
    let second = error.str2.map { String(cString: $0) } ?? ""
    switch xmlParserErrors(rawValue: UInt32(bitPattern: error.code)) {
    case XML_ERR_USER_STOP: return ("", "")
    case XML_ERR_INTERNAL_ERROR where detail.hasPrefix("Excessive depth"),
      XML_ERR_NAME_TOO_LONG where detail.hasPrefix("Excessive depth"):
      return ("xml.too-deep", "元素嵌套太深。")
    case XML_ERR_DOCUMENT_EMPTY: return ("xml.malformed", "文件不是 XML：开头没有找到“<”。")
    case XML_ERR_DOCUMENT_END: return ("xml.malformed", "根元素结束之后还有内容。")
    case XML_ERR_INVALID_CHAR where detail.hasPrefix("Input is not proper UTF-8"):
      return ("xml.encoding", "内容不是声明的编码（没有声明时应为 UTF-8）。")
    case XML_ERR_INVALID_CHAR, XML_ERR_INVALID_HEX_CHARREF, XML_ERR_INVALID_DEC_CHARREF,
      XML_ERR_INVALID_CHARREF:
      return ("xml.malformed", "有 XML 不允许的字符。")
    case XML_ERR_INVALID_ENCODING: return ("xml.encoding", "内容不是声明的编码（没有声明时应为 UTF-8）。")
    case XML_ERR_UNKNOWN_ENCODING, XML_ERR_UNSUPPORTED_ENCODING:
      return ("xml.encoding", "不认识声明的编码“\(first)”，请改用 UTF-8。")
    case XML_I18N_CONV_FAILED: return ("xml.encoding", "内容与声明的编码不符。")
    case XML_ERR_UNDECLARED_ENTITY, XML_WAR_UNDECLARED_ENTITY:
      return ("xml.malformed", "引用了没有定义的实体“&\(first);”。")
    case XML_ERR_ENTITYREF_SEMICOL_MISSING: return ("xml.malformed", "“&”开头的引用缺少分号；“&”本身应写作“&amp;”。")
    case XML_ERR_NAME_REQUIRED, XML_ERR_ENTITYREF_NO_NAME:
      return ("xml.malformed", "此处应有名称；如果要写“<”或“&”本身，请写作“&lt;”“&amp;”。")
    case XML_ERR_ENTITY_LOOP: return ("xml.entity-bomb", "实体层层展开（实体炸弹），没有展开。")
    case XML_ERR_TAG_NAME_MISMATCH:
      let start = error.int1 > 0 ? "（第 \(error.int1) 行）" : ""
      return ("xml.malformed", "开始标签“\(first)”\(start)与结束标签“\(second)”不一致。")
    case XML_ERR_TAG_NOT_FINISHED: return ("xml.malformed", "元素“\(first)”没有结束。")
    case XML_ERR_GT_REQUIRED: return ("xml.malformed", "标签缺少“>”。")
    case XML_ERR_LTSLASH_REQUIRED: return ("xml.malformed", "此处应有结束标签“</”。")
    case XML_ERR_LT_IN_ATTRIBUTE: return ("xml.malformed", "属性值里有“<”，应写作“&lt;”。")
    case XML_ERR_ATTRIBUTE_NOT_STARTED: return ("xml.malformed", "属性值应以引号开头。")
    case XML_ERR_ATTRIBUTE_NOT_FINISHED: return ("xml.malformed", "属性值缺少后引号。")
    case XML_ERR_ATTRIBUTE_WITHOUT_VALUE: return ("xml.malformed", "属性“\(first)”没有值。")
    case XML_ERR_ATTRIBUTE_REDEFINED: return ("xml.malformed", "属性“\(first)”重复。")
    case XML_ERR_SPACE_REQUIRED: return ("xml.malformed", "属性之间缺少空格。")
    case XML_ERR_COMMENT_NOT_FINISHED: return ("xml.malformed", "注释没有结束。")
    case XML_ERR_HYPHEN_IN_COMMENT: return ("xml.malformed", "注释里不能有“--”。")
    case XML_ERR_CDATA_NOT_FINISHED: return ("xml.malformed", "CDATA 段没有结束。")
    case XML_ERR_MISPLACED_CDATA_END: return ("xml.malformed", "文字里不能直接写“]]>”。")
    case XML_ERR_PI_NOT_FINISHED: return ("xml.malformed", "处理指令没有结束。")
    case XML_ERR_RESERVED_XML_NAME: return ("xml.malformed", "XML 声明只能写在文件最开头。")
    case XML_ERR_XMLDECL_NOT_FINISHED, XML_ERR_XMLDECL_NOT_STARTED: return ("xml.malformed", "XML 声明写得不对。")
    case XML_ERR_VERSION_MISSING, XML_ERR_UNKNOWN_VERSION: return ("xml.malformed", "XML 声明的版本写得不对。")
    case XML_ERR_DOCTYPE_NOT_FINISHED: return ("xml.doctype", "文档类型声明（DOCTYPE）没有结束。")
    case XML_NS_ERR_UNDEFINED_NAMESPACE: return ("xml.namespace", "前缀“\(first)”没有声明命名空间。")
    case XML_NS_ERR_ATTRIBUTE_REDEFINED: return ("xml.namespace", "同一命名空间的属性“\(first)”重复。")
    case XML_NS_ERR_QNAME, XML_NS_ERR_COLON, XML_NS_ERR_EMPTY, XML_NS_ERR_XML_NAMESPACE:
      return ("xml.namespace", "命名空间写得不对。")
    default: return ("xml.malformed", "XML 不合语法：\(detail)。")
    }
  }
}
