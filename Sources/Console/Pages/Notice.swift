import Diagnostics
import Files
import Review
import Templates

/// Something told to a person once, on the next page.
struct Notice: Sendable {
  enum Kind: String, Sendable {
    case done = "已办理"
    case warning = "注意"
    case refused = "没有办理"
  }

  let kind: Kind
  let text: String
  /// What to do, and the rule behind it.
  var hint = ""
  /// The address of the page that it speaks of; shown elsewhere, it leads back there.
  var about = ""

  static let schema = Schema(
    "notice", [.text("style"), .text("word"), .text("text"), .text("hint"), .text("aboutURL")])

  /// Its fields on the page of an address.
  func scope(on page: String) -> Scope {
    let style = kind == .done ? "done" : kind == .warning ? "warning" : "refused"
    return Scope(
      Notice.schema,
      [
        "style": .text(style), "word": .text(kind.rawValue), "text": .text(text), "hint": .text(hint),
        "aboutURL": .text(about == page ? "" : about),
      ])
  }

  /// A reason why something is held, after the file and line where it lies.
  init(placed reason: Diagnostic) {
    let notice = Notice(refusing: reason)
    let place = reason.place.map { OutputFiles.name(of: $0.file) + ($0.line.map { " 第 \($0) 行" } ?? "") + "：" } ?? ""
    self.init(notice.kind, place + notice.text, hint: notice.hint)
  }

  init(_ kind: Kind, _ text: String, hint: String = "", about: String = "") {
    self.about = about
    self.kind = kind
    self.text = text
    self.hint = hint
  }

  /// A reason why an act was refused; what speaks of the command line is left to the command line.
  init(refusing reason: Diagnostic) {
    let remedy = reason.remedy.map { $0.contains("gongkai ") || $0.contains("--") ? "" : $0 } ?? ""
    let source = reason.source.map { "依据:\($0)" } ?? ""
    self.init(.refused, reason.message, hint: [remedy, source].filter { !$0.isEmpty }.joined(separator: "；"))
  }
}

extension Notice {
  /// Several things told in a row, each with what to do about it.
  static func sentences(_ told: [Diagnostic]) -> String {
    told.map { Notice(refusing: $0) }.map { "\($0.text)\($0.hint.isEmpty ? "" : "；\($0.hint)")。" }.joined()
  }
}

extension [Diagnostic] {
  /// The status that tells a browser, and a test, why an act was refused.
  var status: Int {
    if contains(where: { $0.code.hasPrefix("ledger.") }) { return 503 }
    if contains(where: { $0.code.hasPrefix("person.") || $0.code == "review.same-person" }) { return 403 }
    return 409
  }
}
