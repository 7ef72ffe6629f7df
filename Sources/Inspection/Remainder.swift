/// Bytes behind, or before, a file proper: another file, or words.
enum Remainder {
  /// Looks into what stands from an offset on, if it is anything that can be read.
  static func inspect(_ bytes: [UInt8], from start: Int, _ gathering: inout Gathering) {
    guard start < bytes.count else { return }
    let rest = Array(bytes[start...].drop { $0 <= 0x20 })
    let kind = TextSniffer.refine(FileSignature.kind(of: rest), rest, name: "")
    guard !rest.isEmpty, kind != .unknown else { return }
    gathering.inside("多余的字节") { FileInspector.look(rest, name: "", &$0) }
  }
}
