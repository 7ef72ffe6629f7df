import CSyscalls
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
  init?(of path: String, in folder: Int32) { self.init(named: path, in: folder) }

  fileprivate init?(named path: UnsafePointer<CChar>, in folder: Int32) {
    var status = stat()
    guard fstatat(folder, path, &status, AT_SYMLINK_NOFOLLOW) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return nil
    }
    self.init(status)
  }

  init(_ status: stat) {
    func nanoseconds(_ time: timespec) -> Int64 {
      Int64(time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000).partialValue &+ Int64(time.tv_nsec)
    }
    self.init(
      inode: UInt64(status.st_ino), size: Int64(status.st_size), modified: nanoseconds(status.st_mtim),
      changed: nanoseconds(status.st_ctim))
  }
}

extension FileIdentity {
  /// Whether a change that came after a moment would tell by the file's times: none falls into the tick of the clock that
  /// its last change was stamped in.
  ///
  /// File systems that stamp by the kernel's clock do so every ten milliseconds at the most; those whose times are whole
  /// milliseconds may count by seconds, FAT by two.
  ///
  /// - Parameter moment: nanoseconds since 1970, no later than the file was looked at.
  public func isSettled(at moment: Int64) -> Bool {
    let isFine = changed % 1_000_000 != 0
    return changed < moment - (isFine ? 100_000_000 : 2_000_000_000)
  }

  /// The clock that files are stamped by, in nanoseconds since 1970.
  public static func clock() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}

extension FileIdentity {
  /// Whether it is the same file with the same content as it was, as far as can be told where names were given to it or
  /// taken away since.
  ///
  /// - Parameter other: what was told of it before; nil where nothing was.
  public func isUnwritten(since other: FileIdentity?) -> Bool {
    guard let other else { return true }
    return inode == other.inode && size == other.size && modified == other.modified
  }
}

extension Folder {
  /// Looks at plain files below the folder, by paths of which no part leads out of it; nil for each that is none.
  ///
  /// A folder is looked up once for the files in it that follow each other.
  ///
  /// - Parameters:
  ///   - places: of the files among others.
  ///   - path: the path at a place.
  public func identities(of places: Range<Int>, _ path: (_ place: Int) -> String) -> [FileIdentity?] {
    // A path of the folder that is open, and how much of it names that folder.
    var (last, length, open) = ("", 0, descriptor)
    defer { if open != descriptor, open >= 0 { close(open) } }
    return places.map { place in
      let path = path(place)
      let slash = path.folderLength
      let folder = slash ?? 0
      return path.withCString { start in
        if folder != length || last.withCString({ memcmp($0, start, folder) }) != 0 {
          if open != descriptor, open >= 0 { close(open) }
          (last, length) = (path, folder)
          let name = String(path.utf8.prefix(folder)) ?? ""
          open = folder == 0 ? descriptor : openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        }
        // The name is the path's end.
        return FileIdentity(named: slash == nil ? start : start + folder + 1, in: open)
      }
    }
  }
}

extension Folder {
  /// Looks at a folder below this one, by a path of which no part leads out of it, or at this one by the empty path; links
  /// not followed; nil if there is none. Its times change with every name in it.
  public func identity(ofFolder path: String) -> FileIdentity? {
    var status = stat()
    let told = path.isEmpty ? fstat(descriptor, &status) : fstatat(descriptor, path, &status, AT_SYMLINK_NOFOLLOW)
    guard told == 0, status.st_mode & S_IFMT == S_IFDIR else { return nil }
    return FileIdentity(status)
  }
}

extension OutputFiles {
  /// Takes away one name; nothing there is no fault.
  ///
  /// - Throws: `FileFault` if it stays.
  public static func unlinkName(_ path: String) throws(FileFault) {
    guard unlink(path) == 0 || errno == ENOENT else { throw FileFault("删除", path, number: errno) }
  }

  /// Removes an empty folder; nothing there is no fault.
  ///
  /// - Throws: `FileFault` if it stays, because something is in it or otherwise.
  public static func removeEmptyFolder(_ path: String) throws(FileFault) {
    guard rmdir(path) == 0 || errno == ENOENT else { throw FileFault("删除", path, number: errno) }
  }

  /// Moves a folder to a path beside it that nothing has.
  ///
  /// - Throws: `FileFault` if the name is taken, or the file system refuses.
  public static func moveFolder(_ from: String, to path: String) throws(FileFault) {
    guard gk_rename_new(from, path) == 0 else { throw FileFault("改名", path, number: errno) }
  }

  /// Gives a file a second name on the same file system; fails if the name is taken.
  ///
  /// - Throws: `FileFault` then, and if the file system refuses.
  public static func link(_ from: String, to path: String) throws(FileFault) {
    guard Glibc.link(from, path) == 0 else { throw FileFault("链接", path, number: errno) }
  }

  /// Replaces a file of the program's own that can be done without: whole or not at all, but not synced, and for nobody
  /// else to read.
  ///
  /// - Throws: `FileFault` if it can't be written; what stood there stands.
  public static func replaceUnsynced(
    _ path: String, with pieces: [some Collection<UInt8>]
  ) throws(FileFault) {
    let beside = path + ".new"
    unlink(beside)
    try write(pieces: pieces, to: beside)
    guard chmod(beside, 0o600) == 0 else { throw FileFault("改权限", beside, number: errno) }
    guard rename(beside, path) == 0 else { throw FileFault("改名", path, number: errno) }
  }

  /// Removes one file; nothing there is no fault.
  public static func remove(_ path: String) { unlink(path) }
}
