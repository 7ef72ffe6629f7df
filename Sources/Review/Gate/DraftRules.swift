import Diagnostics
import Records
import Values

/// Rules that a version must keep when it is put forward, and that what was approved before them is not asked again.
extension WorkingRecord {
  /// Everything that keeps it from being put forward on a day, each at the line of its field.
  func faults(on today: Day) -> [Diagnostic] {
    future(after: today) + ancient(isRefused: true) + unordered + emptyBody + unfilled
  }

  /// What its writer should look at again before it is put forward; it holds nothing.
  ///
  /// - Parameter isKnown: whether the site or the ledger has a record that a link may lead to.
  public func advice(isKnown: @escaping @Sendable (RecordID) -> Bool) -> [Diagnostic] {
    ancient(isRefused: false) + RecordBody.advice(on: self, isKnown: isKnown)
  }

  private func told(
    _ field: Field, _ message: String, remedy: String, source: String? = nil, isRefused: Bool = true
  ) -> Diagnostic {
    let own = parts.first.flatMap { FieldLines(in: $0.bytes, of: $0.kind).line(of: [field]) }
    return Diagnostic(
      isRefused ? "record.invalid" : "field.day", isRefused ? .error : .warning, at: Place(file, line: own ?? line),
      message, remedy: remedy, source: source)
  }

  /// Fields of a new site's first record that nobody filled in.
  private var unfilled: [Diagnostic] {
    record.unfilled.map { told($0, "「\($0.rawValue)」还没有填写", remedy: "换成本机关的") }
  }

  /// What was formed or changed after today.
  private func future(after today: Day) -> [Diagnostic] {
    [Field.formed, .changed, .originalDate].compactMap { field in
      guard let day = record.day(field), day > today else { return nil }
      return told(field, "\(field.rawValue) \(day) 晚于今天(\(today))", remedy: "改正\(field.rawValue)")
    }
  }

  /// The founding of the People's Republic: nothing of its organs is older. The days of laws may be, of which a record
  /// tells that they went out of force.
  private static let founding = Day(year: 1949, month: 10, day: 1) ?? Day(ordinal: 0)
  private static let ownDays: [Field] = [.formed, .changed, .printedOn, .originalDate, .publishFrom, .noticeEnds]
  private static let lawDays: [Field] = [.effectiveFrom, .expires, .repealed]

  private func ancient(isRefused: Bool) -> [Diagnostic] {
    (isRefused ? WorkingRecord.ownDays : WorkingRecord.lawDays).compactMap { field in
      guard let day = record.day(field), day < WorkingRecord.founding else { return nil }
      return told(
        field, "「\(field.rawValue)」\(day) 早于 1949-10-01，年份像是写错了",
        remedy: isRefused ? "核对原件，改正「\(field.rawValue)」" : "核对原件；无误的不必改", isRefused: isRefused)
    }
  }

  /// Pairs of days in the wrong order.
  private var unordered: [Diagnostic] {
    var faults: [Diagnostic] = []
    if let from = record.day(.publishFrom), let ends = record.day(.noticeEnds), from > ends {
      faults.append(
        told(
          .publishFrom, "「定时发布」\(from) 晚于「公示截止」\(ends)，这条信息永远不会公开", remedy: "核对两个日期"))
    }
    if let original = record.day(.originalDate), original < record.formed, original >= WorkingRecord.founding {
      faults.append(
        told(.originalDate, "「原发布日期」\(original) 早于「生成日期」\(record.formed)", remedy: "核对原件；不是从旧网站迁来的，删去「原发布日期」"))
    }
    if let from = record.day(.effectiveFrom) {
      for field in [Field.expires, .repealed] {
        guard let day = record.day(field), day < from else { continue }
        faults.append(
          told(field, "「\(field.rawValue)」\(day) 早于「施行日期」\(from)", remedy: "核对两个日期"))
      }
    }
    return faults
  }

  /// A body file that was named and holds nothing.
  private var emptyBody: [Diagnostic] {
    parts.filter { part in
      part.kind == .body && part.bytes.allSatisfy { $0 <= 0x20 || [0xEF, 0xBB, 0xBF].contains($0) }
    }
    .map { told(.body, "正文文件「\($0.path)」是空的", remedy: "写好正文再提交；没有正文的，删去「正文」") }
  }
}
