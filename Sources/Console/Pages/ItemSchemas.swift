import Templates

/// The fields of the item's pages.
enum ItemSchemas {
  static let run = Schema("run", [.text("text"), .flag("added"), .flag("removed")])
  static let field = Schema("field", [.text("name"), .text("value")])
  static let change = Schema("change", [.text("name"), .list("runs", run), .flag("coarse")])
  static let part = Schema(
    "part",
    [.text("path"), .flag("isBody"), .text("size"), .text("digest"), .text("url"), .text("state"), .flag("changed")])
  static let finding = Schema(
    "finding",
    [
      .text("item"), .text("id"), .text("title"), .text("file"), .text("place"), .text("masked"), .text("remedy"),
      .text("basis"),
      .flag("blocks"), .text("waived"), .flag("canWaive"), .flag("waivable"),
    ])
  static let event = Schema(
    "event",
    [.text("number"), .text("time"), .text("who"), .text("act"), .text("what"), .text("reason"), .text("known")])
  static let step = Schema("step", [.text("name"), .text("state"), .text("who"), .flag("done"), .flag("current")])
  static let reason = Schema(
    "reason", [.text("value"), .text("name"), .text("article"), .text("text"), .flag("selected")])
  static let article = Schema("article", [.text("name"), .text("text")])
  static let hold = Schema("hold", [.text("text"), .text("hint"), .text("code")])
  static let check = Schema("check", [.text("value"), .flag("checked")])

  /// What the form of a step needs.
  static let decision = Schema(
    "decision",
    [
      .text("step"), .flag("approves"), .flag("canBeUnsure"), .list("disclosures", Layout.option),
      .list("carriers", check), .list("reasons", reason), .list("articles", article), .list("codes", Layout.option),
      .text("reason"), .text("note"), .flag("isReturning"), .flag("isWithholding"),
    ])

  static let item = Schema(
    "item",
    Layout.common + [
      .text("id"), .text("title"), .text("digest"), .text("short"), .text("url"), .text("frameURL"), .text("address"),
      .text("kind"), .text("column"), .text("unit"), .text("submitted"), .text("due"), .text("urgency"), .text("style"),
      .text("dueRule"), .text("liveSince"), .text("indexNumber"), .flag("hasChanges"), .text("changedCount"),
      .list("changes", change), .flag("hasBase"), .text("compared"), .text("baseNote"), .list("fields", field),
      .list("parts", part), .flag("hasParts"),
      .list("findings", finding), .flag("hasFindings"), .list("events", event), .list("steps", step),
      .list("holds", hold), .flag("hasHolds"), .list("others", field), .flag("hasOthers"),
      .object("decision", decision), .text("barred"), .flag("canAnswer"), .text("answerTyped"),
      .text("unsureReason"), .flag("canPause"),
      .text("pauseKind"), .text("pauseReason"), .list("pauseKinds", Layout.option), .list("revocable", field),
      .flag("canRevoke"), .text("returned"), .flag("isLive"), .list("withdrawals", Layout.option),
      .flag("canWithdraw"), .flag("canEmergency"), .flag("canConfirm"), .text("withdrawal"), .text("previousURL"),
      .text("nextURL"), .text("position"), .text("backURL"), .flag("waits"), .text("opened"), .list("blank", field),
      .flag("canAccept"), .text("accepted"),
      .text("liveDigest"), .text("stillUp"), .flag("canRetry"),
    ])

  /// A decision on a version that has changed: what the person saw, and what stands now.
  static let changed = Schema(
    "changed",
    Layout.common + [
      .text("title"), .text("url"), .text("seen"), .text("now"), .text("submitted"), .list("changes", change),
      .flag("hasChanges"), .text("changedCount"), .list("parts", part),
      .text("compared"), .text("typed"),
    ])
}
