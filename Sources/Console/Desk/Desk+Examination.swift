import Preview
import Publishing
import Records
import Review
import Synchronization
import Values

extension Desk {
  /// What the gate says of the whole site, working files included; made again only when something changed.
  func examination(_ view: DeskView) async throws -> Examination {
    let inForce = inForce
    let session = inForce.session
    let kept = examinations
    let watched = ["\(path)/records", "\(path)/documents", "\(path)/attachments"]
    return try await read {
      let key = ExaminationShelf.Key(
        events: try session.ledger.eventCount(), look: FolderLook(at: watched), asOf: view.asOf,
        generation: inForce.generation)
      if let known = kept.get(key) { return known }
      let examination = try session.examine(asOf: view.asOf)
      kept.put(examination, key)
      return examination
    }
  }

  /// The working files as they are now.
  func workingSite() async throws -> WorkingSite {
    let session = session
    return try await read { try session.workingSite() }
  }
}

/// The last examination, with what it was made of.
final class ExaminationShelf: Sendable {
  struct Key: Equatable, Sendable {
    let events: Int
    let look: FolderLook
    let asOf: Day
    /// Of the settings that it went by.
    let generation: Int
  }

  private let kept = Mutex<(Key, Examination)?>(nil)

  func get(_ key: Key) -> Examination? { kept.withLock { $0.flatMap { $0.0 == key ? $0.1 : nil } } }

  func put(_ examination: Examination, _ key: Key) { kept.withLock { $0 = (key, examination) } }
}
