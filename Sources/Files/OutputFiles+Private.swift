import Glibc

/// Files that are for the office alone: what nobody approved, and what people said of it.
extension OutputFiles {
  /// Makes an empty file that nobody but its owner reads; where something has the name, nothing is done.
  ///
  /// - Throws: `FileFault` if it can't be made.
  public static func reserve(_ path: String) throws(FileFault) {
    do throws(FileFault) {
      _ = try NewFile(path, mode: 0o600).close()
    } catch {
      guard error.number == EEXIST else { throw error }
    }
  }

  /// Replaces a file whole with what is written piece by piece: beside under a name that nobody has, synced, renamed. A
  /// new one is for its owner alone; one that is there keeps its mode, and its group where that may be given.
  ///
  /// - Parameter body: writes it; what it throws leaves everything as it was, and nothing beside.
  public static func replacePrivately(_ path: String, _ body: (borrowing NewFile) throws -> Void) throws {
    let beside = nameBeside(path)
    let file: NewFile
    do throws(FileFault) {
      file = try NewFile(beside, mode: 0o600)
    } catch {
      throw FileFault("写入", path, number: error.number)
    }
    do {
      try body(file)
      _ = try file.close()
      var status = stat()
      if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
        _ = chown(beside, uid_t.max, status.st_gid)
        guard chmod(beside, status.st_mode & 0o777) == 0 else { throw FileFault("改权限", path, number: errno) }
      }
      try putInPlace(beside, path)
    } catch {
      unlink(beside)
      throw error
    }
  }
}
