import Files
import Foundation
import Values

/// What lies beside the name of a database that is gone: its log, which SQLite would play into whatever comes to stand
/// under that name. It may hold the only copy of acts, so that it is never removed.
enum LeftoverLog {
  /// Names that hold what was written, after the database's own.
  private static let logs = ["-wal", "-journal"]

  /// Logs with something in them, beside a database that is not there.
  static func found(beside database: String) throws(FileFault) -> [String] {
    var found: [String] = []
    for suffix in logs {
      guard let kind = try OutputFiles.kind(of: database + suffix) else { continue }
      if kind == .file, size(of: database + suffix) == 0 { continue }
      found.append(database + suffix)
    }
    return found
  }

  /// Makes the place of a database that is not there clear.
  ///
  /// - Returns: the names that logs with something in them lie under now.
  static func moveAside(_ database: String) throws(FileFault) -> [String] {
    let found = try found(beside: database)
    var moved: [String] = []
    for log in found {
      let place = try free(log)
      try OutputFiles.moveNew(log, to: place)
      moved.append(place)
    }
    // An index of the log, and empty logs: nothing is lost with them.
    for suffix in logs + ["-shm"] { try OutputFiles.removeTree(database + suffix) }
    return moved
  }

  /// A name that nothing has.
  private static func free(_ path: String) throws(FileFault) -> String {
    var number = 1
    while try OutputFiles.kind(of: "\(path).\(number)") != nil { number += 1 }
    return "\(path).\(number)"
  }

  private static func size(of path: String) -> Int? {
    (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
  }
}
