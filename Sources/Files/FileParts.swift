import Glibc

/// A file that is read a part at a time.
public final class FileParts: Sendable {
  private let descriptor: Int32
  private let path: String

  /// Opens a plain file; links are not followed.
  ///
  /// - Throws: `FileFault` if there is none that can be read.
  public init(_ path: String) throws(FileFault) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileFault("打开", path, number: errno) }
  }

  deinit { close(descriptor) }

  /// What the file system tells of it now; nil unless it is a plain file.
  public var identity: FileIdentity? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return FileIdentity(status)
  }

  /// Reads some of its bytes.
  ///
  /// - Throws: `FileFault` also if it ends before.
  public func read(_ range: Range<Int>) throws(FileFault) -> [UInt8] {
    var number: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      while count < range.count, let start = buffer.baseAddress {
        let got = pread(descriptor, start + count, range.count - count, off_t(range.lowerBound + count))
        if got < 0 && errno == EINTR { continue }
        guard got > 0 else {
          number = got < 0 ? errno : EIO
          return
        }
        count += got
      }
    }
    guard number == 0 else { throw FileFault("读取", path, number: number) }
    return bytes
  }
}
