import Diagnostics
import Records
import Values

/// 转发: a forwarded document has the attribute of its original; only where the original has none is it decided anew
/// (公文公开属性源头认定, 国办发〔2016〕80号 and the procedures after it).
extension Record {
  /// Whether the document forwards another.
  public var isForwarding: Bool {
    let texts = [text(.genre), text(.documentKind), title].compactMap(\.self)
    return texts.contains { $0.holds("转发") || $0.holds("批转") }
  }
}

extension LedgerState {
  /// The attribute that a forwarded document has from its original; nil where it has none, or is to be public.
  ///
  /// It is what 原件公开属性 says, or what was decided in this ledger on a record that 关联 names; the stricter of them.
  func inherited(by record: Record) -> (disclosure: Disclosure, from: String)? {
    var found: [(disclosure: Disclosure, from: String)] = []
    if let written = record.text(.forwardedDisclosure).flatMap(Disclosure.init(rawValue:)) {
      found.append((written, "「原件公开属性」写明"))
    }
    if record.isForwarding {
      found += record.related.compactMap { id in
        records[id]?.nonDisclosure(cycle: reassessmentMonths).map {
          ($0.approval.disclosure, "关联的「\(id)」于 \($0.approval.by.time.day) 决定")
        }
      }
    }
    return found.first { $0.disclosure == .withheld } ?? found.first { $0.disclosure == .onRequest }
  }

  /// Why a forwarded document may not be public; nil if it may.
  func forwardingHold(_ record: Record, decided: Disclosure?) -> Diagnostic? {
    guard (decided ?? record.proposal) == .proactive, let (disclosure, from) = inherited(by: record) else { return nil }
    return Diagnostic(
      "flag.not-public", "转发的原件是\(disclosure.rawValue)(\(from))，转发件的公开属性从原件，不能主动公开",
      remedy: "「可否公开」改为\(disclosure.rawValue)；原件已改为主动公开的，先改「原件公开属性」或重新审批原件",
      source: "国办发〔2016〕80号")
  }

  /// What a person should know of a forwarded document whose original's attribute nobody wrote down.
  func forwardingWarning(_ record: Record) -> Diagnostic? {
    guard record.proposal == .proactive, record.isForwarding, record.text(.forwardedDisclosure) == nil,
      inherited(by: record) == nil
    else { return nil }
    return Diagnostic(
      "flag.forwarded", .warning, "转发件没有写「原件公开属性」", remedy: "查原件的公开属性并写明；原件没有属性的，由本机关重新确定",
      source: "国办发〔2016〕80号")
  }

  /// What the record itself asks a person about, before it is decided: 上交 and 转发.
  func advice(on record: Record, _ version: Version?) -> [Diagnostic] {
    let route = version?.routeAnswer == nil ? RouteHint(record)?.warning(for: record.id) : nil
    return [route, forwardingWarning(record)].compactMap(\.self)
  }
}
