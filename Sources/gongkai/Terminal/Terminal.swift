import ArgumentParser
import Diagnostics
import Files
import Glibc
import Synchronization
import Values

/// What the program prints: results to stdout, diagnostics to stderr.
enum Terminal {
  static func out(_ text: String) { write(lines(text), to: STDOUT_FILENO) }

  static func out(_ json: JSON) { write(json.pretty, to: STDOUT_FILENO) }

  static func out(bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }

  static func error(_ text: String) { write(lines(text), to: STDERR_FILENO) }

  private static func lines(_ text: String) -> [UInt8] {
    Array((ControlCharacters.shown(in: text, keepsLines: true) + "\n").utf8)
  }

  /// Prints diagnostics in the order of their places; of many warnings of one kind the first few.
  static func report(_ diagnostics: [Diagnostic]) {
    var alike = AlikeWarnings(diagnostics)
    for diagnostic in diagnostics where alike.tells(diagnostic) { error(diagnostic.text) }
    for rest in alike.rest { error(rest.text) }
  }

  /// Whether something that was to go to stdout did not arrive there, though somebody listens.
  static var hasFailed: Bool { failed.load(ordering: .relaxed) }

  private static let failed = Atomic(false)

  /// Stdin, stdout and stderr that were closed are the null device from here on: their numbers must not become those of
  /// the ledger or of a page, which what is printed would then go into.
  static func begin() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_RDONLY : O_WRONLY)
    }
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    guard descriptor != STDOUT_FILENO || !hasFailed else { return }
    let number = bytes.withUnsafeBytes { buffer -> Int32 in
      var done = 0
      while done < buffer.count, let start = buffer.baseAddress {
        let wrote = Glibc.write(descriptor, start + done, buffer.count - done)
        if wrote < 0 && errno == EINTR { continue }
        if wrote <= 0 { return wrote < 0 ? errno : EIO }
        done += wrote
      }
      return 0
    }
    // Who closes a pipe has read what they wanted; of stderr's faults nobody could be told.
    guard number != 0, number != EPIPE, descriptor == STDOUT_FILENO else { return }
    failed.store(true, ordering: .relaxed)
    report([
      Diagnostic(
        "output.unwritable", "输出没有写全：\(FileFault.reason(number))",
        remedy: "检查输出所在的磁盘；办理过的事项已经记入台账，用 gongkai review log 核对")
    ])
  }
}

extension ExitCode {
  /// Done, but some records are invalid or a check found fault.
  static let faultsFound = ExitCode(1)
  /// Refused; nothing changed.
  static let refused = ExitCode(2)
}
