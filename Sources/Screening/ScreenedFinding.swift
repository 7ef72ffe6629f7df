import Values

/// A finding as it is kept with a snapshot: what was found, in which file, where; never the matched text itself.
public struct ScreenedFinding: Sendable, Hashable {
  /// The stable code after `screening.`; kept as text, so that a finding of an older rule set stays readable.
  public let detector: String
  public let action: ScreeningAction
  /// The file's path, as the record names it.
  public let file: String
  /// Where in the file, in Chinese.
  public let place: String
  /// The matched text with all that matters hidden.
  public let masked: String

  /// Makes a finding.
  public init(detector: String, action: ScreeningAction, file: String, place: String, masked: String) {
    self.detector = detector
    self.action = action
    self.file = file
    self.place = place
    self.masked = masked
  }

  /// Names the finding within its record: the same place with the same content has the same id.
  public var id: String {
    String(Digest(of: [detector, file, place, masked].joined(separator: "\u{0}")).hex.prefix(8))
  }

  /// The line that it stands on, where `place` begins with one: 第N行.
  public var line: Int? {
    guard place.hasPrefix("第"), let end = place.firstIndex(of: "行") else { return nil }
    return Int(place[place.index(after: place.startIndex)..<end])
  }

  /// How many places it stands for, where it tells of those beyond what is listed one by one: 另有 N 处.
  public var others: Int? {
    guard place.hasSuffix(" 处"), let start = place.firstRange(of: "另有 ") else { return nil }
    return Int(place[start.upperBound...].dropLast(2))
  }

  /// The detector, if this program still knows it.
  public var known: Detector? { Detector(rawValue: detector) }

  /// Its name for people.
  public var title: String { known?.title ?? detector }

  /// `secret.marked`, which nobody can waive, or `screening.<detector>`.
  public var code: String { known?.isWaivable == false ? "secret.marked" : "screening.\(detector)" }

  /// Whether a person may waive it.
  public var isWaivable: Bool { known?.isWaivable ?? true }
}

/// What the detectors found in one version of a record, and which rules they had.
public struct RecordScreening: Sendable, Hashable {
  public let rules: String
  public let findings: [ScreenedFinding]

  /// Puts a result together.
  public init(rules: String, findings: [ScreenedFinding]) {
    self.rules = rules
    self.findings = findings
  }

  /// Whether these are the rules of this program.
  public var isCurrent: Bool { rules == ScreeningRules.version }

  /// Those that hold a record until a named person waives them.
  public var blocking: [ScreenedFinding] { findings.filter { $0.action == .block } }
}
