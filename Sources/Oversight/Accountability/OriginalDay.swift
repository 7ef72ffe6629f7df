import Records
import Values

/// What a record's 原发布日期 is worth: migrated items show it, and the clock and an inspection go by it only where it
/// can be true.
struct OriginalDay {
  /// The day, where it counts as a publication.
  let day: Day?
  /// Before the formation, or after the publication that the ledger recorded.
  let isImpossible: Bool
  /// In the time of the ledger, which would have recorded it, and without an 原网址.
  let isDoubtful: Bool

  /// - Parameters:
  ///   - published: the first publication that the ledger recorded.
  ///   - begun: the first day of the ledger.
  init(_ record: Record?, formed: Day, published: Day?, begun: Day?) {
    guard let record, let written = record.day(.originalDate) else {
      (day, isImpossible, isDoubtful) = (nil, false, false)
      return
    }
    isImpossible = written < formed || published.map { written > $0 } ?? false
    isDoubtful = !isImpossible && record.text(.originalURL) == nil && begun.map { written > $0 } ?? false
    day = isImpossible || isDoubtful ? nil : written
  }
}
