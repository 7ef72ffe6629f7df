import Values

/// Local days off and on, and years that the built-in table does not hold, as the site gives them.
///
/// Local governments of ethnic areas may fix holidays by custom (全国年节及纪念日放假办法 Art. 4): they are in no
/// national notice and must be given, each with its evidence.
public struct CalendarAdditions: Hashable, Sendable {
  /// Days given for a reason.
  public struct Entry: Hashable, Sendable {
    public let days: [Day]
    /// The notice behind it (发文字号 or name).
    public let evidence: String

    /// Makes an entry.
    public init(_ days: [Day], evidence: String) {
      self.days = days
      self.evidence = evidence
    }
  }

  /// Days off (放假).
  public let off: [Entry]
  /// Days worked (上班), such as make-up weekends.
  public let on: [Entry]
  /// Calendar years whose notice is thereby complete, so that counts in them are not provisional.
  public let years: Set<Int>

  /// Makes additions.
  public init(off: [Entry] = [], on: [Entry] = [], years: Set<Int> = []) {
    self.off = off
    self.on = on
    self.years = years
  }

  /// Each day with whether it is worked.
  var all: [(Day, Bool)] {
    off.flatMap { entry in entry.days.map { ($0, false) } } + on.flatMap { entry in entry.days.map { ($0, true) } }
  }
}
