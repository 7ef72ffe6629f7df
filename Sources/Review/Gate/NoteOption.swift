import Diagnostics
import Records

/// 信息公开选项: what a document itself says in 附注 of its disclosure, as （此件公开发布） (domain 5.2).
struct NoteOption: Sendable {
  /// The options that it names; none where 附注 speaks of something else, as of whom to call.
  let options: Set<Disclosure>

  /// Reads 附注.
  init(_ note: String) {
    var rest = String(note.unicodeScalars.filter { $0.properties.isAlphabetic }.map(Character.init))
    var options: Set<Disclosure> = []
    for (words, option) in NoteOption.words where rest.contains(words) {
      options.insert(option)
      // 不公开发布 holds 公开发布.
      rest = rest.replacing(words, with: "/")
    }
    self.options = options
  }

  /// What is said, the longer words first.
  private static let words: [(String, Disclosure)] = [
    ("不予主动公开", .withheld), ("不公开发布", .withheld), ("不主动公开", .onRequest), ("不对外公开", .withheld), ("不予公开", .withheld),
    ("免予公开", .withheld), ("免于公开", .withheld), ("不得公开", .withheld), ("不宜公开", .withheld), ("暂不公开", .withheld),
    ("非公开", .withheld), ("不公开", .withheld), ("依申请公开", .onRequest), ("公开发布", .proactive), ("主动公开", .proactive),
    ("全文公开", .proactive), ("予以公开", .proactive), ("此件公开", .proactive), ("本件公开", .proactive),
  ]

  /// Why 附注 and 可否公开 can't both hold; nil if they agree, or 附注 says nothing of it.
  ///
  /// - Parameter flag: what was decided, or before that what is proposed.
  static func hold(_ record: Record, flag: Disclosure?) -> Diagnostic? {
    guard let flag, let note = record.text(.note) else { return nil }
    let said = NoteOption(note).options
    // 此件不予公开 and 此件依申请公开 both keep a document off the site; 不主动公开 says no more than that.
    let isAgreed = said.contains(flag) || flag == .withheld && said == [.onRequest] && note.contains("不主动公开")
    guard !said.isEmpty, !isAgreed else { return nil }
    let options = Disclosure.allCases.filter(said.contains).map { "「\($0.rawValue)」" }.joined(separator: "、")
    return Diagnostic(
      NoteOption.code, "「附注」写明\(options)，「可否公开」是「\(flag.rawValue)」，两处不一致",
      remedy: "核对原件：照原件改正「可否公开」或「附注」后重新提交", source: "条例第十五条至第十七条")
  }

  /// The code of that hold.
  static let code = "flag.note-differs"

  /// Holds without what the screening tells of 附注, where the same is told of it already.
  static func without(_ found: [Diagnostic], told content: [Diagnostic]) -> [Diagnostic] {
    guard content.contains(where: { $0.code == code }) else { return found }
    return found.filter { $0.code != "screening.internal-mark" || !$0.message.contains(" 「附注」:") }
  }
}
