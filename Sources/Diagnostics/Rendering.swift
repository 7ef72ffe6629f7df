import Values

extension Diagnostic {
  /// The form for people: `文件:行:列: 错误: 说明 [code]` and a hint line (DESIGN §7).
  public var text: String {
    let head = place.map { "\($0): " } ?? ""
    var lines = ["\(head)\(severity.rawValue): \(message) [\(code)]"]
    let hint = [remedy, source.map { "依据:\($0)" }].compactMap(\.self).joined(separator: " ")
    if !hint.isEmpty { lines.append("  提示: \(hint)") }
    // What a file is called, and what a message quotes, may hold line ends and worse.
    return lines.map { ControlCharacters.shown(in: $0) }.joined(separator: "\n")
  }

  /// The form for machines.
  public var json: JSON {
    [
      "code": .string(code), "severity": severity == .error ? "error" : "warning",
      "message": .string(message), "file": JSON(place?.file),
      "line": place?.line.map { JSON($0) } ?? .null, "column": place?.column.map { JSON($0) } ?? .null,
      "remedy": JSON(remedy), "source": JSON(source),
    ]
  }
}
