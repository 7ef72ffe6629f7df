import Diagnostics
import Records
import Screening
import Values

/// What `check` tells, for people and for machines (DESIGN §7).
public struct CheckReport: Sendable {
  private let examination: Examination

  /// Warnings and notices that belong to no single record.
  public let notices: [Diagnostic]

  /// What refuses every publication besides the gate: the templates.
  private let refusing: [Diagnostic]
  /// What was told when the site was opened.
  private let opening: [Diagnostic]

  private let live: LiveScreeningReport?
  /// How many records can't be read or break a rule: the reviewers can do nothing about these.
  private let invalid: Int

  /// Reports on an examination.
  ///
  /// - Parameters:
  ///   - live: what the rules of this program would hold of what is on the site, where that was looked at.
  ///   - refusing: what refuses every publication besides the gate.
  ///   - opening: what was told when the site was opened; only the machine form tells it again.
  ///   - foreseen: what a publication will tell besides.
  ///   - dated: adds what a calendar knows to the notices of the examination.
  public init(
    _ examination: Examination, live: LiveScreeningReport? = nil, refusing: [Diagnostic] = [],
    opening: [Diagnostic] = [], foreseen: [Diagnostic] = [],
    dated: ([Diagnostic]) -> [Diagnostic] = { $0 }
  ) {
    self.examination = examination
    notices = dated(examination.notices) + foreseen
    self.live = live
    self.refusing = refusing
    self.opening = opening
    invalid = examination.assessments.count { item in
      item.reasons.contains { CheckReport.invalidCodes.contains($0.code) }
    }
  }

  private static let invalidCodes: Set<String> = [
    "record.invalid", "column.unknown", "column.not-leaf", "column.rule", "attachment.missing", "flag.missing",
    "flag.reason-missing", "carrier.missing",
  ]

  /// What refuses every publication.
  public var refusals: [Diagnostic] { examination.refusals + refusing }

  /// Whether the check found fault: invalid records, files that can't be read, or reasons that hold everything.
  public var hasFaults: Bool {
    invalid > 0 || !refusals.isEmpty || notices.contains { $0.severity == .error }
  }

  private func count(_ test: (Assessment) -> Bool) -> Int { examination.assessments.count(where: test) }

  /// The machine form.
  public var json: JSON {
    [
      "asOf": .string(examination.asOf.description),
      "items": .array(examination.assessments.map(item)),
      "summary": [
        "total": JSON(examination.assessments.count), "published": JSON(count { $0.live == .published }),
        "publishable": JSON(count { $0.outgoing?.isNew == true }), "held": JSON(count(\.isHeld)),
        "invalid": JSON(invalid), "withdrawn": JSON(count { $0.live == .withdrawn }),
        "byCode": .object(
          codes.map { JSON.Member($0.code, JSON($0.count)) }),
      ],
      "refusals": .array(refusals.map(\.json)), "notices": .array((opening + notices).map(\.json)),
      "liveHeld": .array((live?.held ?? []).map(\.json)),
    ]
  }

  private var codes: [(code: String, count: Int)] {
    var counts: [String: Int] = [:]
    for item in examination.assessments {
      for code in Set(item.reasons.map(\.code)) { counts[code, default: 0] += 1 }
    }
    return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private func item(_ item: Assessment) -> JSON {
    [
      "id": .string(item.id.rawValue), "title": .string(CheckReport.title(of: item)),
      "column": .string(item.columnCode),
      "live": .string(item.live.rawValue), "pending": .string(item.pending.rawValue),
      "reasons": .array(item.reasons.map(CheckReport.json)), "warnings": .array(item.warnings.map(CheckReport.json)),
    ]
  }

  private static func json(_ reason: Diagnostic) -> JSON {
    [
      "code": .string(reason.code), "message": .string(reason.message), "file": JSON(reason.place?.file),
      "line": reason.place?.line.map { JSON($0) } ?? .null,
      "column": reason.place?.column.map { JSON($0) } ?? .null, "remedy": JSON(reason.remedy),
      "source": JSON(reason.source),
    ]
  }

  /// The form for people: a summary, then every held record with its reasons.
  public var text: String {
    var lines = [
      "按 \(examination.asOf) 核查:共 \(examination.assessments.count) 条，已公开 \(count { $0.live == .published }) 条，"
        + "可发布 \(count { $0.outgoing?.isNew == true }) 条，卡住 \(count(\.isHeld)) 条，不合格 \(invalid) 条"
    ]
    let noted = examination.assessments.filter { !$0.isHeld && !($0.notes + $0.warnings).isEmpty }
    lines += CheckReport.lines(examination.assessments.filter(\.isHeld) + noted)
    return lines.joined(separator: "\n")
  }

  /// Every held record with its reasons, each after an empty line.
  public var heldLines: [String] { CheckReport.lines(examination.assessments.filter(\.isHeld)) }

  /// Every reason, and of many warnings of one kind the first few; the machine form has all.
  private static func lines(_ items: [Assessment]) -> [String] {
    var alike = AlikeWarnings(items.lazy.flatMap(\.warnings))
    let told = items.compactMap { item -> (item: Assessment, warnings: [Diagnostic])? in
      let warnings = item.warnings.filter { alike.tells($0) }
      return item.reasons.isEmpty && warnings.isEmpty ? nil : (item, warnings)
    }
    let lines = Parallel.map(told) { CheckReport.lines($0.item, $0.warnings) }
    return lines + alike.rest.map { "\n\($0.message) [\($0.code)]；\($0.remedy ?? "")" }
  }

  /// A title as a list may tell it: a number of a person in it is masked, for lists end up in logs.
  private static func title(of item: Assessment) -> String {
    Masking.maskedCopy(of: item.title, kind: .text).text
  }

  private static func lines(_ item: Assessment, _ warnings: [Diagnostic]) -> String {
    let title = item.title.isEmpty ? "(标题读不出)" : title(of: item)
    var lines = "\n\(title)  \(item.columnCode)  \(item.id)"
    for reason in item.reasons + warnings {
      lines += reason.severity == .warning ? "\n    警示 " : "\n    "
      if let place = reason.place { lines += "\(place): " }
      lines += "\(reason.message) [\(reason.code)]"
      if let source = reason.source { lines += " (\(source))" }
      if let remedy = reason.remedy { lines += "\n      办法: \(remedy)" }
    }
    return lines
  }
}

extension Assessment {
  /// Whether something that waits, or waited, is kept off the site.
  public var isHeld: Bool { !holds.isEmpty || (live == .none && !notes.isEmpty) }
}
