import CLibXML2

/// The schemas in memory that the schema being compiled on this thread may include.
enum SchemaSources {
  @TaskLocal static var allowed: [String: [UInt8]] = [:]

  /// Finds a schema by its location as written, or by the last part of its path.
  static func find(_ location: String) -> [UInt8]? {
    allowed[location] ?? allowed[lastPart(location)]
  }

  private static func lastPart(_ location: String) -> String {
    location.split(separator: "/").last.map(String.init) ?? location
  }

  /// libxml2's way to outside text: an allow-listed schema from memory, otherwise nothing.
  static func open(_ url: UnsafePointer<CChar>?, _ context: xmlParserCtxtPtr?) -> xmlParserInputPtr? {
    guard let url, let context, !allowed.isEmpty, let bytes = find(String(cString: url)) else { return nil }
    let buffer = bytes.withUnsafeBytes { raw in
      xmlParserInputBufferCreateMem(
        raw.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(raw.count), XML_CHAR_ENCODING_NONE)
    }
    guard let buffer, let input = xmlNewIOInputStream(context, buffer, XML_CHAR_ENCODING_NONE) else {
      return nil
    }
    // Relative locations inside the schema are resolved against its name.
    if let name = xmlCharStrdup(url) {
      input.pointee.filename = UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self)
    }
    return input
  }
}
