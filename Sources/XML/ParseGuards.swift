import CLibXML2

/// The SAX callbacks that keep a parse safe, shared by trees and streams.
enum ParseGuards {
  private static let unknownEntity = [XML_ERR_UNDECLARED_ENTITY, XML_WAR_UNDECLARED_ENTITY].map {
    Int32(bitPattern: $0.rawValue)
  }

  /// Collects errors and guards against DOCTYPE and entities.
  static func install(on sax: UnsafeMutablePointer<xmlSAXHandler>) {
    sax.pointee.serror = { data, error in
      guard let context = parserContext(data), let state = context.state, let error else { return }
      // A refused DOCTYPE defines nothing, so of course its entities are unknown.
      if state.isRefusedAtRoot, ParseGuards.unknownEntity.contains(error.pointee.code) { return }
      if let fault = ParserFaults.translate(error.pointee, limits: state.limits) { state.note(fault) }
    }
    sax.pointee.internalSubset = { data, name, publicID, systemID in
      ParseGuards.doctype(parserContext(data), name, publicID, systemID)
    }
    // Nothing is ever defined, so nothing can ever be expanded, neither now nor by a later XPath.
    sax.pointee.entityDecl = { data, name, type, publicID, systemID, content in
      ParseGuards.entity(parserContext(data), name, systemID, content)
    }
    sax.pointee.attributeDecl = { data, element, name, type, defaultKind, defaultValue, choices in
      if let choices { xmlFreeEnumeration(choices) }
      // Defaults are copied into every element: a bomb without entities.
      guard defaultValue != nil, let context = parserContext(data) else { return }
      let owner = LibXML.string(element) ?? ""
      context.state?.stop(context, "xml.doctype", "DOCTYPE 为元素“\(owner)”声明了属性默认值，不接受。")
    }
    sax.pointee.elementDecl = { _, _, _, _ in }
    sax.pointee.notationDecl = { _, _, _, _ in }
    sax.pointee.unparsedEntityDecl = { _, _, _, _, _ in }
    sax.pointee.externalSubset = { _, _, _, _ in }
    sax.pointee.getEntity = { _, name in xmlGetPredefinedEntity(name) }
    sax.pointee.getParameterEntity = { _, _ in nil }
  }

  private static func doctype(
    _ context: xmlParserCtxtPtr?, _ name: UnsafePointer<xmlChar>?, _ publicID: UnsafePointer<xmlChar>?,
    _ systemID: UnsafePointer<xmlChar>?
  ) {
    guard let context, let state = context.state, state.doctype == .refuse else { return }
    let outside = LibXML.string(systemID) ?? LibXML.string(publicID)
    let tail = outside.map { "，并指向外部文件“\(shorten($0))”" } ?? ""
    state.note(
      XMLFault(
        "xml.doctype", line: context.line,
        "不接受文档类型声明（DOCTYPE）：此处声明了“\(LibXML.string(name) ?? "")”\(tail)。请删去整个声明。"))
    state.isRefusedAtRoot = true
  }

  private static func entity(
    _ context: xmlParserCtxtPtr?, _ name: UnsafePointer<xmlChar>?, _ systemID: UnsafePointer<xmlChar>?,
    _ content: UnsafeMutablePointer<xmlChar>?
  ) {
    guard let context, let state = context.state, state.doctype == .refuse else { return }
    let entity = LibXML.string(name) ?? ""
    if let systemID {
      let target = shorten(String(cString: systemID))
      state.note(
        XMLFault(
          "xml.external-entity", line: context.line, "声明了外部实体“\(entity)”，指向“\(target)”，没有读取。"))
    } else if let content, refers(content) {
      state.note(
        XMLFault("xml.entity-bomb", line: context.line, "声明了层层展开的实体“\(entity)”（实体炸弹的写法），没有展开。"))
    } else {
      state.note(XMLFault("xml.doctype", line: context.line, "声明了实体“\(entity)”，没有采用。"))
    }
  }

  /// Whether an entity's text refers to another entity.
  private static func refers(_ content: UnsafeMutablePointer<xmlChar>) -> Bool {
    var at = content
    while at.pointee != 0 {
      if at.pointee == UInt8(ascii: "&"), at[1] != UInt8(ascii: "#") { return true }
      at += 1
    }
    return false
  }

  private static func shorten(_ text: String) -> String {
    text.utf8.count > 200 ? String(text.prefix(100)) + "…" : text
  }

  /// What every start tag passes first; false when the parse has been stopped.
  static func admit(
    _ context: xmlParserCtxtPtr, attributes: Int32, _ values: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  ) -> Bool {
    guard let state = context.state else { return false }
    if state.isRefusedAtRoot {
      state.end(context)
      return false
    }
    guard state.enter(context), state.count(1 + Int(attributes), in: context) else { return false }
    if attributes > 0, let values, !state.hasSchemaHints {
      // Five pointers an attribute: local name, prefix, namespace, value, end of value.
      for index in 0..<Int(attributes) where isSchemaInstance(values[index * 5 + 2]) {
        state.hasSchemaHints = true
      }
    }
    return true
  }

  private static func isSchemaInstance(_ namespace: UnsafePointer<xmlChar>?) -> Bool {
    guard let namespace, namespace.pointee == UInt8(ascii: "h") else { return false }
    return String(cString: namespace) == "http://www.w3.org/2001/XMLSchema-instance"
  }
}
