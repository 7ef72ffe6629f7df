import CLibXML2
import Synchronization

/// A compiled XML Schema (XSD 1.0), shareable across threads.
///
/// `@unchecked Sendable`: after compiling, libxml2 only reads the schema; each validation has a context of
/// its own. The one exception, a document that names schemas for itself, takes turns.
///
/// ```swift
/// let schema = try XMLSchema(bytes)
/// let faults = schema.validate(document)   // empty: valid
/// ```
public final class XMLSchema: @unchecked Sendable {
  private let schema: xmlSchemaPtr
  private let turns = Mutex<Void>(())

  /// Compiles a schema.
  ///
  /// - Parameters:
  ///   - bytes: the schema document.
  ///   - sources: the only schemas that `xs:include`, `xs:import` and `xs:redefine` may name, by their
  ///     `schemaLocation` or its last part. No file is ever read.
  /// - Throws: every fault of the schema; `xml.schema-source` for a location outside `sources`.
  public init(_ bytes: [UInt8], sources: [String: [UInt8]] = [:]) throws(XMLFaults) {
    LibXML.boot
    // libxml2 parses schemas with entities on, so each one first passes our own parser.
    var faults: [XMLFault] = []
    for source in [bytes] + sources.sorted(by: { $0.key < $1.key }).map(\.value) {
      faults += XMLSchema.check(try XMLDocument(parsing: source).root, sources)
    }
    guard faults.isEmpty else { throw XMLFaults(faults) }
    let log = ErrorLog()
    let compiled = SchemaSources.$allowed.withValue(sources) { XMLSchema.compile(bytes, log) }
    guard let compiled, log.errors.isEmpty else {
      if let compiled { xmlSchemaFree(compiled) }
      throw XMLFaults(
        log.errors.isEmpty
          ? [XMLFault("xml.schema-source", "XML 模式（XSD）无法编译。")]
          : log.errors.map {
            XMLFault("xml.schema-source", line: $0.line, "XML 模式（XSD）有错。", detail: $0.detail)
          })
    }
    schema = compiled
  }

  deinit { xmlSchemaFree(schema) }

  private static func compile(_ bytes: [UInt8], _ log: ErrorLog) -> xmlSchemaPtr? {
    bytes.withUnsafeBytes { raw in
      guard
        let context = xmlSchemaNewMemParserCtxt(
          raw.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(raw.count))
      else { return nil }
      defer { xmlSchemaFreeParserCtxt(context) }
      let data = Unmanaged.passUnretained(log).toOpaque()
      xmlSchemaSetParserStructuredErrors(context, { ErrorLog.collect($0, $1?.pointee) }, data)
      return withExtendedLifetime(log) { xmlSchemaParse(context) }
    }
  }

  /// Finds locations outside the allow-list, which libxml2 would partly pass over with a mere warning.
  private static func check(_ root: XMLElement, _ sources: [String: [UInt8]]) -> [XMLFault] {
    guard root.name == "schema", root.namespace == "http://www.w3.org/2001/XMLSchema" else {
      return [XMLFault("xml.schema-source", line: root.line, "根元素不是 XML 模式的“schema”。")]
    }
    return SchemaSources.$allowed.withValue(sources) {
      root.elements.compactMap { element in
        guard ["include", "import", "redefine"].contains(element.name),
          let location = element.attribute("schemaLocation"), SchemaSources.find(location) == nil
        else { return nil }
        return XMLFault(
          "xml.schema-source", line: element.line, column: element.column,
          "模式要引入“\(location)”，但它不在允许的模式之列，没有读取。")
      }
    }
  }

  /// Validates a document: every fault in document order, with its line; empty if the document is valid.
  public func validate(_ document: XMLDocument) -> [XMLFault] {
    // A document's own schema hints make libxml2 write to the shared schema's dictionary.
    if document.handle.hasSchemaHints { return turns.withLock { _ in run(document) } }
    return run(document)
  }

  private func run(_ document: XMLDocument) -> [XMLFault] {
    let log = ErrorLog()
    let failure = document.handle.withTree { tree -> Bool in
      guard let context = xmlSchemaNewValidCtxt(schema) else { return true }
      defer { xmlSchemaFreeValidCtxt(context) }
      let data = Unmanaged.passUnretained(log).toOpaque()
      xmlSchemaSetValidStructuredErrors(context, { ErrorLog.collect($0, $1?.pointee) }, data)
      return withExtendedLifetime(log) { xmlSchemaValidateDoc(context, tree) } != 0
    }
    if failure, log.errors.isEmpty { return [XMLFault("xml.schema", "按模式校验没有通过，原因不明。")] }
    return SchemaFaults.translate(log.errors)
  }
}
