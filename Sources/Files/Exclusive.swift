import Glibc

/// An exclusive hold on a folder, so that two runs never change the same thing at once.
///
/// Held with `flock` on the folder itself: no lock file is left behind, and the hold ends with the process.
public final class ExclusiveHold: Sendable {
  private let descriptor: Int32

  /// Takes the hold, or returns nil at once if another process has it.
  ///
  /// - Throws: `FileFault` if the folder can't be opened or held for another reason.
  public init?(on folder: String) throws(FileFault) {
    descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileFault("打开", folder, number: errno) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let number = errno
      close(descriptor)
      if number == EWOULDBLOCK { return nil }
      throw FileFault("锁定", folder, number: number)
    }
  }

  /// Takes the hold, waiting for another process to let go of it.
  ///
  /// - Parameter seconds: how long to wait; nil is returned after that, at once for 0.
  /// - Throws: `FileFault` if the folder can't be opened or held for another reason.
  public static func waiting(on folder: String, upTo seconds: Int) throws(FileFault) -> ExclusiveHold? {
    for _ in 0..<seconds * 50 {
      if let hold = try ExclusiveHold(on: folder) { return hold }
      usleep(20_000)
    }
    return try ExclusiveHold(on: folder)
  }

  deinit { close(descriptor) }
}
