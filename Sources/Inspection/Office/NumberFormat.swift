/// A number format of a workbook (ECMA-376 Part 1, 18.8.31), as far as it shows words of its own, or nothing.
struct NumberFormat: Hashable {
  /// A section: what it shows, and whether any of it is the value.
  private struct Section: Hashable {
    /// Words before the value, and behind or within it.
    var before = ""
    var behind = ""
    var hasValue = false
  }

  private var sections: [Section] = []

  /// The format of cells that have none.
  init() {}

  /// Reads a format code: sections for positive numbers, negative numbers, zero and text.
  init(_ code: String) {
    sections = [Section()]
    var rest = code[...]
    while let sign = rest.popFirst() {
      switch sign {
      case ";": sections.append(Section())
      case "\"":
        show(rest.prefix { $0 != "\"" })
        rest = rest.drop { $0 != "\"" }.dropFirst()
      case "\\":
        show(rest.prefix(1))
        rest = rest.dropFirst()
      // A blank as wide as a letter, and a letter that fills the cell.
      case "_", "*": rest = rest.dropFirst()
      // Colours, conditions, currencies; hours, minutes and seconds in all.
      case "[":
        if rest.prefix(while: { $0 != "]" }).allSatisfy({ "hmsHMS".contains($0) }) { markValue() }
        rest = rest.drop { $0 != "]" }.dropFirst()
      case " ": break
      default:
        if sign.isASCII { markValue() } else { show(String(sign)) }
      }
    }
    if sections.count == 1, code.isEmpty { sections = [] }
  }

  /// Words of the sections.
  var literals: [String] {
    sections.map { [$0.before, $0.behind].filter { !$0.isEmpty }.joined(separator: " ") }.filter {
      $0.contains { $0.isLetter || $0.isNumber }
    }
  }

  /// Nothing is shown of a value: all sections for it are empty.
  func hides(isNumber: Bool) -> Bool {
    let told = isNumber ? sections.prefix(3) : sections.dropFirst(3)
    return !told.isEmpty && told.allSatisfy { !$0.hasValue && Mask.isBlank($0.before) }
  }

  /// A number with the words before it and behind it, if there are letters or digits before it.
  func shown(_ number: String) -> String? {
    guard let first = sections.first, first.before.contains(where: { $0.isLetter || $0.isNumber }) else { return nil }
    return first.before + (first.hasValue ? number : "") + first.behind
  }

  private mutating func markValue() { sections[sections.count - 1].hasValue = true }

  private mutating func show(_ text: some StringProtocol) {
    let last = sections.count - 1
    if sections[last].hasValue { sections[last].behind += text } else { sections[last].before += text }
  }
}
