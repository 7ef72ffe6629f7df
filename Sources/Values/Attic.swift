import Synchronization

/// Where a command leaves what it no longer needs, to be gone with the process: giving back a million small objects one
/// by one takes longer than all that a command still has to do.
public enum Attic {
  private static let kept = Mutex<[any Sendable]>([])

  /// Keeps a value until the process ends.
  public static func keep(_ value: some Sendable) { kept.withLock { $0.append(value) } }
}
