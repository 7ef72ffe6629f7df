/// A form with files (`multipart/form-data`, RFC 7578).
struct Multipart: Sendable {
  private(set) var fields = FormFields()
  private(set) var files: [File] = []

  /// One file that came with a form.
  struct File: Sendable {
    let field: String
    /// The name as the browser sent it; never used as a path as it stands.
    let name: String
    let bytes: [UInt8]
  }

  /// Reads a body; nil if it is not well formed.
  ///
  /// - Parameter type: the Content-Type header, which names the boundary.
  init?(_ body: [UInt8], type: String) {
    guard let boundary = Multipart.boundary(in: type) else { return nil }
    let mark = Array("--\(boundary)".utf8)
    guard var at = Multipart.find(mark, in: body, from: 0), at == 0 else { return nil }
    while true {
      at += mark.count
      if body[at...].starts(with: "--".utf8) { return }
      guard body[at...].starts(with: "\r\n".utf8) else { return nil }
      let start = at + 2
      guard let blank = Multipart.find(Array("\r\n\r\n".utf8), in: body, from: start),
        let next = Multipart.find(Array("\r\n".utf8) + mark, in: body, from: blank + 2)
      else { return nil }
      let content = blank + 4
      guard content <= next, files.count + fields.items.count < 500,
        take(head: body[start..<blank], content: body[content..<next])
      else { return nil }
      at = next + 2
    }
  }

  private mutating func take(head: ArraySlice<UInt8>, content: ArraySlice<UInt8>) -> Bool {
    guard let text = String(validating: head, as: UTF8.self) else { return false }
    for line in text.split(separator: "\r\n") where line.lowercased().hasPrefix("content-disposition:") {
      guard let field = Multipart.parameter("name", in: line) else { return false }
      if let name = Multipart.parameter("filename", in: line) {
        // A file field left empty is sent without a name.
        if !name.isEmpty { files.append(File(field: field, name: name, bytes: Array(content))) }
      } else {
        guard let value = String(validating: content, as: UTF8.self), !content.contains(0) else { return false }
        fields.add(field, value)
      }
      return true
    }
    return false
  }

  private static func boundary(in type: String) -> String? {
    guard type.lowercased().hasPrefix("multipart/form-data"), let at = type.range(of: "boundary=") else { return nil }
    let text = type[at.upperBound...].prefix { $0 != ";" }
    let bare = text.hasPrefix("\"") && text.hasSuffix("\"") ? text.dropFirst().dropLast() : text
    return (1...70).contains(bare.utf8.count) ? String(bare) : nil
  }

  /// A quoted parameter of a header line; browsers write a quote in a name as `%22`.
  private static func parameter(_ name: String, in line: some StringProtocol) -> String? {
    for piece in line.split(separator: ";").dropFirst() {
      let trimmed = piece.drop { $0 == " " }
      guard trimmed.hasPrefix("\(name)=\"") else { continue }
      // A name may hold a semicolon: the value ends at the closing quote of the whole line.
      guard let start = line.range(of: "\(name)=\"")?.upperBound else { return nil }
      let value = line[start...].prefix { $0 != "\"" }
      return String(value).replacing("%22", with: "\"").replacing("%0D", with: "").replacing("%0A", with: "")
    }
    return nil
  }

  /// The first place of a pattern at or after an offset.
  private static func find(_ pattern: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    guard let first = pattern.first, pattern.count <= bytes.count, start >= 0 else { return nil }
    let last = bytes.count - pattern.count
    return bytes.withUnsafeBufferPointer { buffer in
      pattern.withUnsafeBufferPointer { wanted in
        var at = start
        while at <= last {
          if buffer[at] == first, (1..<wanted.count).allSatisfy({ buffer[at + $0] == wanted[$0] }) { return at }
          at += 1
        }
        return nil
      }
    }
  }
}
