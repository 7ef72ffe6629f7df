import Records
import Screening

extension OutputGuard {
  /// What a detector finds, as far as the ledger tells it: several numbers may read the same when masked.
  struct Sighting: Hashable {
    let detector: String
    let masked: String
  }

  /// What reviewers let pass: as many numbers as they were shown, for the ledger keeps none of them.
  struct Waived {
    private var counts: [Sighting: Int] = [:]
    /// Of those beyond what is listed one by one, which are let pass by their count.
    private var others: [String: Int] = [:]
    /// Marks that stand as the gate saw them, and that a person decided on.
    private var marks: Set<String> = []

    init() {}

    init(_ findings: some Sequence<ScreenedFinding>) {
      for finding in findings {
        if let others = finding.others {
          self.others[finding.detector, default: 0] += others
        } else {
          counts[Sighting(detector: finding.detector, masked: finding.masked), default: 0] += 1
        }
        if finding.detector == Detector.internalMark.rawValue { marks.insert(finding.masked) }
      }
    }

    mutating func add(_ more: Waived) {
      counts.merge(more.counts, uniquingKeysWith: +)
      others.merge(more.others, uniquingKeysWith: +)
      marks.formUnion(more.marks)
    }

    /// How many numbers that read so were let pass.
    func count(_ sighting: Sighting) -> Int { counts[sighting] ?? 0 }

    /// What is more than was let pass, of all that was found in one record, or in the files of none.
    func excess(of found: [Found]) -> [Found] {
      let bySighting = Dictionary(grouping: found, by: \.sighting).filter { sighting, found in
        // A level that the gate asked of, and a person answered, is no mark for certain on the page either.
        if found.first?.finding.detector == .secrecyMark { return !marks.contains(sighting.masked) }
        return Set(found.map(\.finding.number)).count > count(sighting)
      }
      var more: [String: Int] = [:]
      for (sighting, found) in bySighting {
        more[sighting.detector, default: 0] += Set(found.map(\.finding.number)).count - count(sighting)
      }
      return bySighting.filter { sighting, _ in (more[sighting.detector] ?? 0) > (others[sighting.detector] ?? 0) }
        .values.flatMap(\.self)
    }
  }

  /// What was found in a file about to go live.
  struct Found: Sendable {
    let path: String
    let record: RecordID?
    let finding: Finding

    var sighting: Sighting { Sighting(detector: finding.detector.rawValue, masked: finding.masked) }
  }
}
