import CSyscalls
import Glibc
import Values

/// One thing found in a folder.
public struct FileEntry: Hashable, Sendable {
  /// What it is.
  /// `misnamed` is anything whose name is no UTF-8, as files from old archives have: nothing can name it, so that it is not
  /// looked into.
  public enum Kind: Hashable, Sendable { case file, folder, link, other, misnamed }
  /// Path below the folder, parts joined by `/`.
  public let path: String
  public let kind: Kind
}

/// A folder that is read without ever leaving it: no symbolic link is followed, no `..` taken.
public final class Folder: Sendable {
  /// The path it was opened by.
  public let path: String
  let descriptor: Int32

  /// Opens a folder.
  ///
  /// - Throws: `FileFault` if there is none that can be read.
  public init(_ path: String) throws(FileFault) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileFault("打开", path, number: errno) }
  }

  deinit { close(descriptor) }

  /// Visits all that lies below a subfolder, in byte order of names, without following links.
  ///
  /// Names that begin with a dot or `~$` (editors' and office programs' own files) are left out.
  /// - Parameter visit: gets each file, link and other thing (not folders), and a way to read a file.
  /// - Throws: `FileFault` if a folder can't be read; a subfolder that is not there holds nothing.
  public func walk(
    _ subfolder: String, visit: (FileEntry, (_ limit: Int) -> Result<[UInt8], FileFault>) -> Void
  ) throws(FileFault) {
    try walkFound(subfolder) { found in visit(found.entry, found.read) }
  }

  /// The same, giving what is found as something that can also be asked for its identity.
  ///
  /// - Throws: `FileFault` if a folder can't be read; a subfolder that is not there holds nothing.
  public func walkFound(_ subfolder: String, visit: (FoundEntry) -> Void) throws(FileFault) {
    let start: Int32
    do throws(FileFault) {
      start = try openBelow(subfolder, flags: O_RDONLY | O_DIRECTORY)
    } catch {
      if error.number == ENOENT { return }
      throw error
    }
    try walk(start, subfolder, depth: 0, skipsHidden: true, visit: visit)
  }

  /// Visits everything in the folder, hidden names too.
  ///
  /// - Throws: `FileFault` if a folder can't be read.
  public func walkAll(
    visit: (FileEntry, (_ limit: Int) -> Result<[UInt8], FileFault>) -> Void
  ) throws(FileFault) {
    let start = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard start >= 0 else { throw FileFault("打开", path, number: errno) }
    try walk(start, "", depth: 0, skipsHidden: false) { found in visit(found.entry, found.read) }
  }

  /// What lies in the folder itself, in byte order of names; names that begin with a dot or `~$` are left out.
  ///
  /// - Throws: `FileFault` if the folder can't be read.
  public func entries() throws(FileFault) -> [FileEntry] {
    let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0 else { throw FileFault("打开", path, number: errno) }
    guard let stream = fdopendir(copy) else {
      let number = errno
      close(copy)
      throw FileFault("打开", path, number: number)
    }
    defer { closedir(stream) }
    return Folder.names(in: stream, descriptor).filter { !($0.name.hasPrefix(".") || $0.name.hasPrefix("~$")) }
      .map { FileEntry(path: $0.name, kind: $0.kind) }
  }

  /// Whether nothing lies in the folder; looks at one name only.
  ///
  /// - Throws: `FileFault` if the folder can't be read.
  public func isEmpty() throws(FileFault) -> Bool {
    let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0, let stream = fdopendir(copy) else { throw FileFault("打开", path, number: errno) }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { return false }
    }
    return true
  }

  private func walk(
    _ folder: Int32, _ path: String, depth: Int, skipsHidden: Bool, visit: (FoundEntry) -> Void
  ) throws(FileFault) {
    guard depth < 64 else {
      close(folder)
      throw FileFault(refusing: path, "文件夹「\(path)」嵌套超过 64 层")
    }
    guard let stream = fdopendir(folder) else {
      let number = errno
      close(folder)
      throw FileFault("打开", path, number: number)
    }
    defer { closedir(stream) }
    for (name, kind) in Folder.names(in: stream, folder)
    where !skipsHidden || !(name.hasPrefix(".") || name.hasPrefix("~$")) {
      let below = path.isEmpty ? name : "\(path)/\(name)"
      if kind == .folder {
        let next = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard next >= 0 else { throw FileFault("打开", below, number: errno) }
        try walk(next, below, depth: depth + 1, skipsHidden: skipsHidden, visit: visit)
      } else {
        visit(FoundEntry(entry: FileEntry(path: below, kind: kind), folder: folder, name: name))
      }
    }
  }

  private static func names(in stream: OpaquePointer, _ folder: Int32) -> [(name: String, kind: FileEntry.Kind)] {
    var found: [(name: String, kind: FileEntry.Kind)] = []
    while let entry = readdir(stream) {
      let (name, isNamed) = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { bytes in
          String(validatingCString: bytes).map { ($0, true) } ?? (String(cString: bytes), false)
        }
      }
      guard name != ".", name != ".." else { continue }
      guard isNamed else {
        found.append((name, .misnamed))
        continue
      }
      let kind: FileEntry.Kind
      switch Int(entry.pointee.d_type) {
      case Int(DT_REG): kind = .file
      case Int(DT_DIR): kind = .folder
      case Int(DT_LNK): kind = .link
      default:
        var status = stat()
        guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
        kind = Folder.kind(status.st_mode)
      }
      found.append((name, kind))
    }
    return found.sorted { $0.name.precedesInBytes($1.name) }
  }

  private static func kind(_ mode: mode_t) -> FileEntry.Kind {
    switch mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    case S_IFLNK: .link
    default: .other
    }
  }

  /// Reads a file below the folder.
  ///
  /// - Parameters:
  ///   - relative: parts joined by `/`; no part may be empty, `.` or `..`, and none may be a link.
  ///   - limit: bytes beyond which the file is refused.
  ///   - refusingHardLinks: also refuse a file that has more than one name, since its other name may lie
  ///     outside the site.
  /// - Throws: `FileFault` if it is refused, is no plain file, or can't be read.
  public func read(
    _ relative: String, limit: Int = 256 << 20, refusingHardLinks: Bool = false
  ) throws(FileFault) -> [UInt8] {
    let file = try openBelow(relative, flags: O_RDONLY | O_NONBLOCK)
    let (bytes, links) = try Folder.contents(of: file, path: relative, limit: limit)
    if refusingHardLinks, links > 1 {
      throw FileFault(refusing: relative, "「\(relative)」是硬链接，它的另一个名字可能在站点之外")
    }
    return bytes
  }

  /// Whether a path below the folder leads to something, links not followed.
  ///
  /// It is not opened: a process that closes a database's file loses every lock that it has on it, those of SQLite too
  /// (fcntl, POSIX.1), and then others take the file for unused.
  public func exists(_ relative: String) -> Bool { (try? look(at: relative)) != nil }

  /// The size of a plain file, in bytes, which is not opened; nil if there is none.
  public func size(of relative: String) -> Int? {
    guard let status = try? look(at: relative), Folder.kind(status.st_mode) == .file else { return nil }
    return Int(status.st_size)
  }

  private func look(at relative: String) throws(FileFault) -> stat {
    var status = stat()
    let slash = relative.lastIndex(of: "/")
    let name = slash.map { String(relative[relative.index(after: $0)...]) } ?? relative
    guard !name.isEmpty, name != ".", name != "..", !name.utf8.contains(0) else {
      throw FileFault(refusing: relative, "路径「\(relative)」不在站点之内")
    }
    let parent =
      try slash.map { slash throws(FileFault) in
        try openBelow(String(relative[..<slash]), flags: O_RDONLY | O_DIRECTORY)
      } ?? descriptor
    defer { if parent != descriptor { close(parent) } }
    guard fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      throw FileFault("查看", relative, number: errno)
    }
    guard status.st_mode & S_IFMT != S_IFLNK else { throw FileFault("查看", relative, number: ELOOP) }
    return status
  }

  /// Opens without following any link on the way.
  private func openBelow(_ relative: String, flags: Int32) throws(FileFault) -> Int32 {
    guard Folder.staysBelow(relative) else {
      throw FileFault(refusing: relative, "路径「\(relative)」不在站点之内")
    }
    let file = gk_open_below(descriptor, relative, flags | O_NOFOLLOW | O_CLOEXEC)
    // Where it failed, the steps tell how; where the system has no such call (Linux before 5.6, some containers), they
    // take its place.
    return file >= 0 ? file : try openByParts(relative, flags: flags)
  }

  /// Whether each part of a path is a name, so that it leads nowhere but down.
  private static func staysBelow(_ relative: String) -> Bool {
    var length = 0
    var isDots = true
    for byte in relative.utf8 {
      if byte == UInt8(ascii: "/") {
        if length == 0 || (isDots && length <= 2) { return false }
        (length, isDots) = (0, true)
      } else {
        if byte == 0 { return false }
        length += 1
        if byte != UInt8(ascii: ".") { isDots = false }
      }
    }
    return length > 2 || (length > 0 && !isDots)
  }

  /// Opens part by part, so that no link on the way is followed.
  private func openByParts(_ relative: String, flags: Int32) throws(FileFault) -> Int32 {
    let parts = relative.split(separator: "/").map(String.init)
    var folder = descriptor
    for (index, part) in parts.enumerated() {
      let isLast = index == parts.count - 1
      let next = openat(
        folder, part, (isLast ? flags : O_RDONLY | O_DIRECTORY) | O_NOFOLLOW | O_CLOEXEC)
      let number = errno
      if folder != descriptor { close(folder) }
      guard next >= 0 else { throw FileFault("打开", relative, number: number) }
      folder = next
    }
    return folder
  }

  /// Reads and closes an open file.
  fileprivate static func contents(
    of file: Int32, path: String, limit: Int
  ) throws(FileFault) -> (bytes: [UInt8], links: UInt64) {
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw FileFault("读取", path, number: errno) }
    guard kind(status.st_mode) == .file else { throw FileFault(refusing: path, "「\(path)」不是普通文件") }
    guard Int(status.st_size) <= limit else {
      throw FileFault(refusing: path, "「\(path)」有 \(status.st_size) 字节，超过上限 \(limit) 字节")
    }
    let size = Int(status.st_size)
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size, let start = buffer.baseAddress {
        let got = Glibc.read(file, start + count, size - count)
        if got < 0 && errno == EINTR { continue }
        if got <= 0 {
          failure = got < 0 ? errno : 0
          break
        }
        count += got
      }
    }
    guard failure == 0 else { throw FileFault("读取", path, number: failure) }
    return (bytes, UInt64(status.st_nlink))
  }
}

/// One thing that a walk came to; good for as long as the walk is there.
public struct FoundEntry {
  public let entry: FileEntry
  fileprivate let folder: Int32
  fileprivate let name: String

  /// Reads it, if it is a plain file.
  ///
  /// - Parameter limit: bytes beyond which it is refused.
  public func read(_ limit: Int) -> Result<[UInt8], FileFault> {
    Result { () throws(FileFault) in
      let file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
      guard file >= 0 else { throw FileFault("打开", entry.path, number: errno) }
      return try Folder.contents(of: file, path: entry.path, limit: limit).bytes
    }
  }

  /// What the file system tells of it; nil unless it is a plain file.
  public var identity: FileIdentity? { FileIdentity(of: name, in: folder) }
}
