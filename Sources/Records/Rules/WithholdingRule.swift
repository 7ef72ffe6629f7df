import Diagnostics

extension WithholdingReason {
  /// Why what was written is no reason for a decision that needs one; nil where it is, or where none is needed.
  ///
  /// 可否公开 other than 主动公开 needs a reason, and 不予公开 one of the law (条例 Art. 13-16): of the drafter, and of who
  /// decides.
  package static func fault(of written: String?, for disclosure: Disclosure) -> Diagnostic? {
    guard disclosure != .proactive else { return nil }
    let known = allCases.map { "\($0.rawValue) \($0.name)（\($0.article)）" }.joined(separator: "、")
    let reason = Wording.clean(written ?? "")
    if reason.isEmpty {
      return Diagnostic(
        "flag.reason-missing", "\(disclosure.rawValue)的信息没有写「不公开理由」", remedy: "补写「不公开理由」：\(known)",
        source: "条例第十三条至第十六条")
    }
    if let scalar = Wording.firstInvisible(in: reason) {
      return Diagnostic(
        "flag.reason-missing", "「不公开理由」含有控制字符 \(Wording.name(of: scalar))", remedy: "删去这个看不见的字符")
    }
    guard disclosure == .withheld, WithholdingReason(written: reason) == nil else { return nil }
    return Diagnostic(
      "flag.reason-missing", "不予公开的理由\(Wording.quoted(reason))不是法定理由", remedy: "写代码或条款：\(known)",
      source: "条例第十四条至第十六条")
  }
}
