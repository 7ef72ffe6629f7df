import Synchronization
import Values

/// What was found in the files that one run came by: an attachment that a thousand records share is looked into once.
final class ScreenedFiles: Sendable {
  /// All that what is found depends on, but for the day, which a run has one of.
  private struct Sight: Hashable {
    let digest: Digest
    let name: String
    let isOrganisation: Bool
    let isLetter: Bool
  }

  private let found = Mutex<[Sight: [Finding]]>([:])

  /// What was found in a file before, or is found now.
  func findings(of digest: Digest, name: String, _ context: TextContext, _ look: () -> [Finding]) -> [Finding] {
    let sight = Sight(
      digest: digest, name: name, isOrganisation: context.isOrganisationColumn, isLetter: context.isLetterColumn)
    if let known = found.withLock({ $0[sight] }) { return known }
    // Another thread may look at the same file meanwhile, and finds the same.
    let now = look()
    found.withLock { $0[sight] = now }
    return now
  }
}
