import ArgumentParser
import Diagnostics
import Files
import Glibc
import Values

/// What the program prints: results to stdout, diagnostics to stderr.
enum Terminal {
  static func out(_ text: String) { write(Array((text + "\n").utf8), to: STDOUT_FILENO) }

  static func out(_ json: JSON) { write(json.pretty, to: STDOUT_FILENO) }

  static func out(bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }

  static func error(_ text: String) { write(Array((text + "\n").utf8), to: STDERR_FILENO) }

  /// Prints diagnostics in the order of their places; of many warnings of one kind the first few.
  static func report(_ diagnostics: [Diagnostic]) {
    var alike = AlikeWarnings(diagnostics)
    for diagnostic in diagnostics where alike.tells(diagnostic) { error(diagnostic.text) }
    for rest in alike.rest { error(rest.text) }
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count, let start = buffer.baseAddress {
        let wrote = Glibc.write(descriptor, start + done, buffer.count - done)
        if wrote < 0 && errno == EINTR { continue }
        if wrote <= 0 { return }
        done += wrote
      }
    }
  }
}

extension ExitCode {
  /// Done, but some records are invalid or a check found fault.
  static let faultsFound = ExitCode(1)
  /// Refused; nothing changed.
  static let refused = ExitCode(2)
}
