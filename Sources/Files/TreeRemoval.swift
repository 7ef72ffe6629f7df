import Dispatch
import Glibc
import Synchronization

extension OutputFiles {
  /// Removes a folder with all in it, links not followed; nothing there is no fault.
  ///
  /// What can't be removed does not save the rest: everything else goes.
  ///
  /// - Throws: `FileFault` for the first thing that stays.
  public static func removeTree(_ path: String) throws(FileFault) {
    if let fault = TreeRemoval.remove(Array(path.utf8), isTop: true) { throw fault }
  }
}

/// The removal of a folder. Names are bytes: what others put there need not be UTF-8, and a name that was mended is no
/// name of anything.
private enum TreeRemoval {
  /// - Returns: the first thing that stays, if anything does.
  static func remove(_ path: [UInt8], isTop: Bool) -> FileFault? {
    let number = call(path, unlink)
    guard number != 0, number != ENOENT else { return nil }
    guard number == EISDIR || number == EPERM else { return fault(path, number) }
    var stream: OpaquePointer?
    let opened = call(path) { name in
      stream = opendir(name)
      return stream == nil ? -1 : 0
    }
    guard let stream else {
      return opened == ENOENT ? nil : fault(path, opened == ENOTDIR ? number : opened)
    }
    let names = names(in: stream)
    closedir(stream)
    // A site has thousands of files in tens of folders: both cores remove them.
    let workers = isTop && names.count > 8 ? 2 : 1
    let found = Mutex<FileFault?>(nil)
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      for at in stride(from: worker, to: names.count, by: workers) {
        if let fault = remove(path + [UInt8(ascii: "/")] + names[at], isTop: false) {
          found.withLock { $0 = $0 ?? fault }
        }
      }
    }
    if let fault = found.withLock({ $0 }) { return fault }
    let last = call(path, rmdir)
    return last == 0 || last == ENOENT ? nil : fault(path, last)
  }

  private static func names(in stream: OpaquePointer) -> [[UInt8]] {
    var names: [[UInt8]] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { start in
        start.withMemoryRebound(to: UInt8.self, capacity: 256) { bytes in
          Array(
            UnsafeBufferPointer(
              start: bytes, count: strnlen(UnsafeRawPointer(bytes).assumingMemoryBound(to: CChar.self), 256)))
        }
      }
      if name != Array(".".utf8), name != Array("..".utf8) { names.append(name) }
    }
    return names
  }

  /// - Returns: 0, or the system's error number.
  private static func call(_ path: [UInt8], _ body: (UnsafePointer<CChar>) -> Int32) -> Int32 {
    (path + [0]).withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return EINVAL }
      return body(start.assumingMemoryBound(to: CChar.self)) == 0 ? 0 : errno
    }
  }

  private static func fault(_ path: [UInt8], _ number: Int32) -> FileFault {
    FileFault("删除", String(decoding: path, as: UTF8.self), number: number)
  }
}
