#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A folder for the files of one run that only this user can enter.
struct TemporaryFolder {
  let path: String

  /// Makes a folder under `TMPDIR` or `/tmp`; nil if that fails.
  init?() {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(base)/gongkai-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { mkdtemp($0) != nil } ?? false
    }
    guard made else { return nil }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Writes a file that is not there yet.
  func write(_ bytes: [UInt8], to file: String) -> Bool {
    let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return false }
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { raw in
        raw.baseAddress.map { systemWrite(descriptor, $0 + done, bytes.count - done) } ?? -1
      }
      if count <= 0 {
        close(descriptor)
        return false
      }
      done += count
    }
    return close(descriptor) == 0
  }

  /// Reads a file that is no larger than a limit.
  func read(_ file: String, limit: Int) -> [UInt8]? {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    while true {
      var count = 0
      let piece = [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, filled in
        count = systemRead(descriptor, buffer.baseAddress, buffer.count)
        filled = max(0, count)
      }
      guard count >= 0, bytes.count + count <= limit else { return nil }
      if count == 0 { return bytes }
      bytes.append(contentsOf: piece)
    }
  }

  /// Removes the folder with the files of a run.
  func remove() {
    for file in ["in.pdf", "out.txt"] { unlink(path + "/" + file) }
    rmdir(path)
  }

  // The methods above have the same names.
  private func systemWrite(_ descriptor: Int32, _ start: UnsafeRawPointer, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, start, count)
    #else
      Musl.write(descriptor, start, count)
    #endif
  }

  private func systemRead(_ descriptor: Int32, _ start: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.read(descriptor, start, count)
    #else
      Musl.read(descriptor, start, count)
    #endif
  }
}
