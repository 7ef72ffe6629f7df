import Records
import Values

/// Holds the publications that the events tell of against the gate's rule for files that are not public by decision: which
/// of them were kept back when a publication was planned, and came out with another record all the same.
///
/// A decision that came later makes no fault of the publication before it; `check` tells of that.
struct WithheldFiles {
  /// Number of the event since which a file is not public, by file and by the record that it came with.
  private var since: [Digest: [RecordID: Int]] = [:]
  /// Number of the event that the publication which is being recorded was planned at.
  private var planned = 0
  private var published: [RecordID: [Digest: RecordID]] = [:]

  /// Takes the next event.
  ///
  /// - Parameter state: what the events up to it, and it, lead to.
  mutating func take(_ event: Event, _ state: borrowing LedgerState) {
    switch event.act {
    case .agree, .withdraw:
      guard let id = event.record, let history = state.records[id] else { return }
      for version in history.versions.values {
        for part in version.parts where part.isFile {
          let known = since[part.digest]?[id]
          let isWithheld = state.withheldFiles[part.digest]?.contains(id) == true
          if isWithheld != (known != nil) { since[part.digest, default: [:]][id] = isWithheld ? event.sequence : nil }
        }
      }
    case .publish:
      guard let id = event.record else {
        planned = event.details["events"]?.integer.map { Int($0) } ?? 0
        return
      }
      guard let version = event.digest.flatMap({ state.records[id]?.versions[$0] }) else { return }
      var found: [Digest: RecordID] = [:]
      for part in version.parts where part.isFile {
        found[part.digest] = since[part.digest]?.filter { $0.key != id && $0.value <= planned }.keys.min()
      }
      published[id] = found.isEmpty ? nil : found
    default: return
    }
  }

  /// What is on the site still, and not public still: by record, the files, each with the record that it is not public with.
  func standing(in state: LedgerState) -> [RecordID: [Digest: RecordID]] {
    published.compactMapValues { files in
      let standing = files.filter { file, other in state.withheldFiles[file]?.contains(other) == true }
      return standing.isEmpty ? nil : standing
    }.filter { state.records[$0.key]?.live != nil }
  }
}
