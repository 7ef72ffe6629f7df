import Glibc

/// A fingerprint of what lies in some folders: names, sizes, times, inodes. Two equal looks mean nothing changed.
///
/// Each file adds a number of its own and the numbers are summed, so the order in which the system lists a folder
/// does not matter, and 20,000 files cost one `fstatat` each and no memory.
package struct FolderLook: Equatable, Sendable {
  package private(set) var files = 0
  private var sum: UInt64 = 0

  /// Looks at the folders now. A folder that is missing or may not be read counts as empty.
  package init(at folders: [String]) {
    for (index, folder) in folders.enumerated() {
      // The folder named by the user may be a link; below it links are not followed.
      let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      if descriptor >= 0 { walk(descriptor, seed: FolderLook.mix(UInt64(index) &+ 1), depth: 0) }
    }
  }

  /// Editors' own files and the ledger's (which every rendering may touch) are no change.
  static func isIgnored(_ name: some BidirectionalCollection<UInt8>) -> Bool {
    name.first == UInt8(ascii: ".") || name.last == UInt8(ascii: "~") || name.starts(with: "ledger.sqlite".utf8)
      || name.starts(with: "console.sqlite".utf8)
  }

  /// Looks at one folder and closes its descriptor.
  private mutating func walk(_ descriptor: Int32, seed: UInt64, depth: Int) {
    guard let folder = fdopendir(descriptor) else {
      close(descriptor)
      return
    }
    defer { closedir(folder) }
    while let entry = readdir(folder) {
      withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: UInt8.self, capacity: 256) { bytes in
          let name = UnsafeBufferPointer(start: bytes, count: strlen(UnsafePointer<CChar>(OpaquePointer(bytes))))
          if !FolderLook.isIgnored(name) { add(name, in: descriptor, seed: seed, depth: depth) }
        }
      }
    }
  }

  private mutating func add(_ name: UnsafeBufferPointer<UInt8>, in folder: Int32, seed: UInt64, depth: Int) {
    guard let base = name.baseAddress else { return }
    let path = UnsafePointer<CChar>(OpaquePointer(base))
    var status = stat()
    guard fstatat(folder, path, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return }
    var mark = seed
    for byte in name { mark = (mark ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    mark = FolderLook.mix(mark)
    if status.st_mode & S_IFMT == S_IFDIR {
      sum &+= mark
      // A folder's own time is left out: an ignored file changes it too. The depth bounds a mount inside itself.
      guard depth < 64 else { return }
      let inner = openat(folder, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      if inner >= 0 { walk(inner, seed: mark, depth: depth + 1) }
      return
    }
    files += 1
    mark = FolderLook.mix(mark ^ UInt64(truncatingIfNeeded: status.st_size))
    mark = FolderLook.mix(mark ^ UInt64(truncatingIfNeeded: status.st_mtim.tv_sec))
    mark = FolderLook.mix(mark ^ UInt64(truncatingIfNeeded: status.st_mtim.tv_nsec))
    mark = FolderLook.mix(mark ^ UInt64(truncatingIfNeeded: status.st_ino))
    sum &+= mark
  }

  /// The finishing step of SplitMix64: every bit of the input touches every bit of the output.
  private static func mix(_ value: UInt64) -> UInt64 {
    var mixed = value &+ 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
