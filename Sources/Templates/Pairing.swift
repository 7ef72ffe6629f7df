/// Finds for each tag that opens something the tag that closes it.
struct Pairing {
  /// By index of a tag, the index of the tag that closes it; its own index if nothing does.
  private(set) var ends: [Int]
  private(set) var errors: [TemplateError] = []

  /// Deepest nesting of sections in a file.
  static let limit = 64

  init(_ tags: [Tag], of unit: Unit) {
    ends = Array(tags.indices)
    var open: [Int] = []
    // Tags whose end was probably misspelt; that was told already.
    var suspected: Set<Int> = []
    func report(_ code: String, _ index: Int, _ message: String) {
      errors.append(unit.error(code, tags[index].range.lowerBound, message))
    }
    func unclosed(_ index: Int) {
      guard !suspected.contains(index) else { return }
      let name = tags[index].name
      report("template.unclosed-section", index, "「\(name)」没有结束，缺 {{/\(name)}}")
    }
    for (index, tag) in tags.enumerated() {
      if tag.kind.opens {
        open.append(index)
        if open.count == Pairing.limit + 1 {
          report("template.nesting", index, "嵌套超过 \(Pairing.limit) 层")
        }
      } else if tag.kind == .close {
        if let match = open.lastIndex(where: { tags[$0].name == tag.name }) {
          open[(match + 1)...].forEach(unclosed)
          ends[open[match]] = index
          open.removeSubrange(match...)
        } else {
          let expected = open.last.map { "此处应为 {{/\(tags[$0].name)}}" } ?? "前面没有与它对应的开始标签"
          report("template.wrong-close", index, "{{/\(tag.name)}} 放错了地方：\(expected)")
          if let last = open.last { suspected.insert(last) }
        }
      }
    }
    open.forEach(unclosed)
  }
}
