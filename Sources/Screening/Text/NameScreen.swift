/// What the name of a file gives away: a mark may stand beside other words in it (机密-方案.docx).
enum NameScreen {
  private static let separators = Set("-_—–·.,，、 +&()（）[]【】《》〔〕\u{3000}")
  private static let marks: Set<Detector> = [.secrecyMark, .internalMark, .addressee]

  static func findings(in name: String, context: TextContext) -> [Finding] {
    var findings = TextScreen.findings(in: name, context: context)
    let stem = name.split(separator: ".", omittingEmptySubsequences: false).dropLast().joined(separator: ".")
    // Marks are Chinese words.
    let pieces =
      name.utf8.contains { $0 >= 0x80 } ? [stem] + stem.split(whereSeparator: separators.contains).map(String.init) : []
    for piece in pieces {
      for found in TextScreen.findings(in: piece, context: context) where marks.contains(found.detector) {
        // A mark that stands alone weighs more than a word in a sentence.
        findings.removeAll { $0.detector == found.detector && $0.action == .warn }
        if !findings.contains(where: { $0.detector == found.detector }) { findings.append(found) }
      }
    }
    return findings.map { $0.at("文件名") }
  }
}
