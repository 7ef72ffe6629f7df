import Glibc

/// What the file system says of a file without reading it. A file whose identity is the same was not written to since:
/// the time of change (ctime) can't be set by hand.
public struct FileIdentity: Sendable, Hashable {
  public let inode: UInt64
  /// In bytes.
  public let size: Int64
  /// Nanoseconds since 1970.
  public let modified: Int64
  /// Nanoseconds since 1970.
  public let changed: Int64

  /// Puts an identity together again.
  public init(inode: UInt64, size: Int64, modified: Int64, changed: Int64) {
    self.inode = inode
    self.size = size
    self.modified = modified
    self.changed = changed
  }

  /// Looks at a plain file, links not followed; nil if there is none.
  public init?(of path: String) { self.init(of: path, in: AT_FDCWD) }

  /// - Parameter folder: descriptor of the folder that a relative path begins in.
  init?(of path: String, in folder: Int32) {
    var status = stat()
    guard fstatat(folder, path, &status, AT_SYMLINK_NOFOLLOW) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return nil
    }
    func nanoseconds(_ time: timespec) -> Int64 {
      Int64(time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000).partialValue &+ Int64(time.tv_nsec)
    }
    self.init(
      inode: UInt64(status.st_ino), size: Int64(status.st_size), modified: nanoseconds(status.st_mtim),
      changed: nanoseconds(status.st_ctim))
  }
}

extension OutputFiles {
  /// Gives a file a second name on the same file system; fails if the name is taken.
  public static func link(_ from: String, to path: String) throws(FileFault) {
    guard Glibc.link(from, path) == 0 else { throw FileFault("链接", path, number: errno) }
  }

  /// Replaces a file of the program's own that can be done without: whole or not at all, but not synced, and for nobody
  /// else to read.
  public static func replaceUnsynced(_ path: String, with bytes: some Collection<UInt8>) throws(FileFault) {
    let beside = path + ".new"
    unlink(beside)
    try write(bytes, to: beside)
    guard chmod(beside, 0o600) == 0 else { throw FileFault("改权限", beside, number: errno) }
    guard rename(beside, path) == 0 else { throw FileFault("改名", path, number: errno) }
  }

  /// Removes one file; nothing there is no fault.
  public static func remove(_ path: String) { unlink(path) }
}
