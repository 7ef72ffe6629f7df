import CSyscalls
import Glibc

/// Writing, syncing and switching of files: every change that gongkai makes to a disk, outside the
/// ledger's database, passes through here.
public enum OutputFiles {
  /// Writes a new file in one go; fails if the name is taken.
  ///
  /// - Returns: what the file system tells of it once it is written.
  /// - Throws: `FileFault` then, and if it can't be written.
  @discardableResult
  public static func write(_ bytes: some Collection<UInt8>, to path: String) throws(FileFault) -> FileIdentity {
    let file = try NewFile(path)
    try file.write(bytes)
    return try file.close()
  }

  /// Writes a new file of several pieces; fails if the name is taken.
  ///
  /// - Throws: `FileFault` then, and if it can't be written.
  public static func write(pieces: [some Collection<UInt8>], to path: String) throws(FileFault) {
    let file = try NewFile(path)
    for piece in pieces { try file.write(piece) }
    _ = try file.close()
  }

  /// A new file while it is written.
  public struct NewFile: ~Copyable {
    private let path: String
    private var descriptor: Int32

    /// Makes it; fails if the name is taken.
    ///
    /// - Parameter mode: who may do what with it, less what the process's mask takes away.
    /// - Throws: `FileFault` then, and if it can't be made.
    public init(_ path: String, mode: UInt32 = 0o644) throws(FileFault) {
      self.path = path
      descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
      guard descriptor >= 0 else { throw FileFault("写入", path, number: errno) }
    }

    /// Appends bytes.
    ///
    /// - Throws: `FileFault` if not all of them could be written.
    public func write(_ bytes: some Collection<UInt8>) throws(FileFault) {
      let wrote = bytes.withContiguousStorageIfAvailable { OutputFiles.writeAll($0, to: descriptor) }
      let number = wrote ?? Array(bytes).withUnsafeBufferPointer { OutputFiles.writeAll($0, to: descriptor) }
      guard number == 0 else { throw FileFault("写入", path, number: number) }
    }

    /// Ends it.
    ///
    /// - Returns: what the file system tells of it.
    /// - Throws: `FileFault` if the file system could not keep what was written.
    public consuming func close() throws(FileFault) -> FileIdentity {
      var status = stat()
      let number = fstat(descriptor, &status) == 0 ? 0 : errno
      let open = descriptor
      descriptor = -1
      guard Glibc.close(open) == 0 || number != 0 else { throw FileFault("写入", path, number: errno) }
      guard number == 0 else { throw FileFault("写入", path, number: number) }
      return FileIdentity(status)
    }

    deinit {
      if descriptor >= 0 { _ = Glibc.close(descriptor) }
    }
  }

  fileprivate static func writeAll(_ buffer: UnsafeBufferPointer<UInt8>, to file: Int32) -> Int32 {
    var done = 0
    while done < buffer.count, let start = buffer.baseAddress {
      let wrote = Glibc.write(file, start + done, buffer.count - done)
      if wrote < 0 && errno == EINTR { continue }
      if wrote < 0 { return errno }
      if wrote == 0 { return EIO }
      done += wrote
    }
    return 0
  }

  /// Replaces a small file whole: written beside under a name that nobody has, synced, renamed, folder synced.
  ///
  /// - Throws: `FileFault` if any of it fails; what stood there stands, and nothing is left beside.
  public static func replace(_ path: String, with bytes: some Collection<UInt8>) throws(FileFault) {
    let beside = try writeBeside(path, bytes)
    do throws(FileFault) {
      try putInPlace(beside, path)
    } catch {
      unlink(beside)
      throw error
    }
  }

  /// Gives a finished file the name that it was written for, in the place of what has it, and both to the disk.
  static func putInPlace(_ beside: String, _ path: String) throws(FileFault) {
    try sync(beside)
    guard rename(beside, path) == 0 else { throw FileFault("改名", path, number: errno) }
    try sync(parent(of: path))
  }

  /// A hidden name in the folder of a file, that nobody has.
  static func nameBeside(_ path: String) -> String {
    "\(parent(of: path))/.gongkai-\(getpid())-\(UInt32.random(in: 0...UInt32.max)).new"
  }

  /// Writes a hidden file in the folder of another one. A name that is taken, by whomever, is left alone.
  private static func writeBeside(_ path: String, _ bytes: some Collection<UInt8>) throws(FileFault) -> String {
    for attempt in 0..<100 {
      let beside = nameBeside(path)
      do throws(FileFault) {
        try write(bytes, to: beside)
        return beside
      } catch {
        guard error.number == EEXIST, attempt < 99 else {
          if error.number != EEXIST { unlink(beside) }
          throw FileFault("写入", path, number: error.number)
        }
      }
    }
    throw FileFault("写入", path, number: EEXIST)
  }

  /// Makes a file whole or not at all: written beside, synced, renamed; fails if the name is taken. What fails leaves
  /// nothing, neither under the name nor beside.
  ///
  /// - Throws: `FileFault` then, and if it can't be written.
  public static func create(_ path: String, with bytes: some Collection<UInt8>) throws(FileFault) {
    let beside = try writeBeside(path, bytes)
    do throws(FileFault) {
      try moveNew(beside, to: path)
    } catch {
      unlink(beside)
      throw error
    }
  }

  /// Makes a folder and those above it that are missing.
  ///
  /// - Throws: `FileFault` if one of them can't be made.
  public static func makeFolder(_ path: String) throws(FileFault) {
    if mkdir(path, 0o755) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, path.contains("/") else { throw FileFault("新建", path, number: errno) }
    try makeFolder(parent(of: path))
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw FileFault("新建", path, number: errno) }
  }

  /// Flushes a file or folder to the disk.
  ///
  /// - Throws: `FileFault` if it can't be opened, or the disk failed.
  public static func sync(_ path: String) throws(FileFault) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw FileFault("同步", path, number: errno) }
    defer { close(file) }
    guard fsync(file) == 0 else { throw FileFault("同步", path, number: errno) }
  }

  /// Flushes the whole file system that holds a path: one call for a new tree of many files.
  ///
  /// - Throws: `FileFault` if the path can't be opened, or the disk failed.
  public static func syncFileSystem(of path: String) throws(FileFault) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw FileFault("同步", path, number: errno) }
    defer { close(file) }
    guard gk_syncfs(file) == 0 else { throw FileFault("同步", path, number: errno) }
  }

  /// Puts a finished folder in the place of another in one step, so that a reader sees the old or the new.
  ///
  /// - Parameters:
  ///   - staged: the finished folder, on the same file system; afterwards it is the old one, or gone.
  ///   - target: the folder to replace; need not exist.
  /// - Returns: why the switch, which happened, may not be on the disk yet; nil if it is.
  /// - Throws: `FileFault` if nothing was switched.
  @discardableResult
  public static func switchFolder(_ staged: String, into target: String) throws(FileFault) -> FileFault? {
    guard try kind(of: target).map({ $0 == .folder }) ?? true else {
      throw FileFault("切换", target, "那里是一个文件，不是文件夹")
    }
    if gk_exchange(staged, target) != 0 {
      guard errno == ENOENT else { throw FileFault("切换", target, number: errno) }
      guard gk_rename_new(staged, target) == 0 else { throw FileFault("切换", target, number: errno) }
    }
    do throws(FileFault) {
      try sync(parent(of: target))
      return nil
    } catch {
      return error
    }
  }

  /// Gives a synced file its final name; fails if the name is taken.
  ///
  /// - Throws: `FileFault` then, and if it can't be synced or renamed.
  public static func moveNew(_ from: String, to path: String) throws(FileFault) {
    try sync(from)
    guard gk_rename_new(from, path) == 0 else { throw FileFault("改名", path, number: errno) }
    try sync(parent(of: path))
  }

  /// What stands at a path, links not followed; nil if nothing does.
  ///
  /// - Throws: `FileFault` if that can't be told.
  public static func kind(of path: String) throws(FileFault) -> FileEntry.Kind? {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      if errno == ENOENT { return nil }
      throw FileFault("查看", path, number: errno)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    case S_IFLNK: return .link
    default: return .other
    }
  }

  /// A path from the root, with links and dots resolved as far as it exists; the empty path is the current folder.
  public static func absolute(_ path: String) -> String {
    guard !path.isEmpty else { return absolute(".") }
    if let found = realpath(path, nil) {
      defer { free(found) }
      return String(cString: found)
    }
    var parts = path.split(separator: "/").filter { $0 != "." }.map(String.init)
    while let up = parts.lastIndex(of: ".."), up > 0, parts[up - 1] != ".." { parts.removeSubrange(up - 1...up) }
    let plain = (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    let above = parent(of: plain)
    guard let name = parts.last, above != plain else { return plain }
    let base = absolute(above)
    return base == "/" ? "/\(name)" : "\(base)/\(name)"
  }

  /// The last part of a path.
  public static func name(of path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

  /// Where something of a folder's own lies: beside it, on the same file system, under a hidden name: `.public.spare`.
  public static func beside(_ folder: String, _ what: String) -> String {
    "\(parent(of: folder))/.\(name(of: folder)).\(what)"
  }

  /// The folder that a path lies in.
  public static func parent(of path: String) -> String {
    let bytes = path.utf8
    var end = bytes.endIndex
    while end != bytes.startIndex, bytes.index(after: bytes.startIndex) != end,
      bytes[bytes.index(before: end)] == UInt8(ascii: "/")
    {
      end = bytes.index(before: end)
    }
    guard let slash = bytes[..<end].lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == bytes.startIndex ? "/" : String(path[..<slash])
  }
}
