/// Finds fields by their names in templates, and says what is wrong with a name.
struct Names {
  /// Kinds of the frames that are open, outermost first.
  private(set) var frames: [Schema.Kind]

  /// What a name leads to.
  struct Target {
    let frame: Int
    let slots: [Int]
    let kind: Schema.Kind
  }

  /// Why a name leads nowhere, in a sentence.
  struct Unknown: Error {
    let message: String
  }

  init(root: Schema.Kind) { frames = [root] }

  mutating func open(_ kind: Schema.Kind) { frames.append(kind) }
  mutating func close() { frames.removeLast() }

  /// Looks a name up from the innermost frame outwards; the rest of a dotted name must follow from there.
  func resolve(_ name: String) throws(Unknown) -> Target {
    if name == "." { return Target(frame: frames.count - 1, slots: [], kind: frames[frames.count - 1]) }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    for (index, frame) in frames.enumerated().reversed() {
      guard case .object(let schema) = frame, let slot = schema.slot(parts[0]) else { continue }
      var slots = [slot]
      var kind = schema.fields[slot].kind
      for (part, owner) in zip(parts.dropFirst(), parts) {
        guard case .object(let inner) = kind else {
          throw Unknown(message: "未知字段「\(name)」：「\(owner)」下面没有字段")
        }
        guard let next = inner.slot(part) else { throw unknown(part, known: inner.fields.map(\.name)) }
        slots.append(next)
        kind = inner.fields[next].kind
      }
      return Target(frame: index, slots: slots, kind: kind)
    }
    var seen: Set<String> = []
    let known = frames.reversed().flatMap { kind -> [String] in
      if case .object(let schema) = kind { return schema.fields.map(\.name) }
      return []
    }.filter { seen.insert($0).inserted }
    throw unknown(parts[0], known: known)
  }

  private func unknown(_ name: String, known: [String]) -> Unknown {
    let near = Nearest.word(to: name, among: known).map { "，是否为「\($0)」？" } ?? "；"
    let listed = known.prefix(24).joined(separator: "、") + (known.count > 24 ? "等" : "")
    return Unknown(message: "未知字段「\(name)」\(near)此处可用：\(listed)")
  }
}
