import Zip

/// Archives that lie, made from sound ones by changing their bytes.
enum ZipFixture {
  /// A sound archive with one more entry.
  static func adding(_ name: String, _ content: [UInt8], to archive: [UInt8]) throws -> [UInt8] {
    try ZipArchive.bytes(of: [ZipEntry(name, content)], after: archive)
  }

  /// Replaces a string by one of the same length everywhere, as in the names of entries.
  static func replacing(_ old: String, _ new: String, in archive: [UInt8]) -> [UInt8] {
    let (old, new) = (Array(old.utf8), Array(new.utf8))
    var result = archive
    var at = 0
    while at + old.count <= result.count {
      if result[at..<(at + old.count)].elementsEqual(old) { result.replaceSubrange(at..<(at + old.count), with: new) }
      at += 1
    }
    return result
  }

  /// Changes a field of every entry of the central directory (APPNOTE 4.3.12).
  static func setting(_ offset: Int, to bytes: [UInt8], in archive: [UInt8]) -> [UInt8] {
    var result = archive
    for at in 0..<max(0, archive.count - 46) where archive[at..<(at + 4)].elementsEqual([0x50, 0x4B, 1, 2]) {
      result.replaceSubrange((at + offset)..<(at + offset + bytes.count), with: bytes)
    }
    return result
  }

  /// A number in little-endian form.
  static func bytes(_ number: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
}
