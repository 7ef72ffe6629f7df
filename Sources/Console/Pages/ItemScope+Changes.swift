import Templates

extension ItemScope {
  /// What the version is compared with, in words.
  static func compared(_ look: ItemLook) -> String {
    look.base.map { $0.isLive ? "与网站上的版本相比" : "与上次提交的版本相比" } ?? "状态"
  }

  /// The differences as a page shows them, and how many characters they are.
  static func changes(_ changes: [ItemLook.Change]) -> (scopes: [Scope], count: Int) {
    let scopes = changes.map { name, difference in
      Scope(
        ItemSchemas.change,
        [
          "name": .text(name), "coarse": .flag(difference.isCoarse),
          "runs": .list(
            shortened(difference.runs).map { run in
              Scope(
                ItemSchemas.run,
                [
                  "text": .text(run.text), "added": .flag(run.kind == .added), "removed": .flag(run.kind == .removed),
                ])
            }),
        ])
    }
    return (scopes, changes.reduce(0) { $0 + $1.difference.changed })
  }

  /// Long stretches that stayed, cut down to their ends.
  private static func shortened(_ runs: [TextDifference.Run]) -> [TextDifference.Run] {
    runs.enumerated().map { index, run in
      guard run.kind == .same, run.text.count > 160 else { return run }
      let head = index == 0 ? "" : String(run.text.prefix(60))
      let tail = index == runs.count - 1 ? "" : String(run.text.suffix(60))
      return .init(kind: .same, text: "\(head)\n…（\(run.text.count - head.count - tail.count) 字未变）…\n\(tail)")
    }
  }
}
