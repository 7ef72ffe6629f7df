/// An entry as an archive's central directory lists it. Nothing in it is proven before the entry is read.
public struct ZipListing: Sendable, Hashable {
  /// Place in the archive, from 0.
  public let index: Int
  /// The name's bytes as they stand: UTF-8, or GBK where Chinese Windows wrote them.
  public let name: [UInt8]
  /// Bytes unpacked, as claimed.
  public let size: UInt64
  /// Bytes packed, as claimed.
  public let packedSize: UInt64
  /// Needs a password.
  public let isEncrypted: Bool
  /// A symbolic link, whose content is a path.
  public let isLink: Bool

  /// A folder: its name ends in `/`.
  public var isFolder: Bool { name.last == UInt8(ascii: "/") }

  /// Would land outside of the folder that an archive is unpacked into, or shows another name than it has: an
  /// absolute path, a drive letter, a `..` step, a backslash, a control character, or no name at all.
  public var hasUnsafeName: Bool {
    if name.isEmpty || name.first == UInt8(ascii: "/") { return true }
    if name.contains(where: { $0 < 0x20 || $0 == 0x7F }) { return true }
    if name.count >= 2, name[1] == UInt8(ascii: ":") { return true }
    // A backslash may be the second byte of a GBK character, so it counts only in a name of UTF-8.
    let backslash = UInt8(ascii: "\\")
    if name.contains(backslash), String(validating: name, as: UTF8.self) != nil { return true }
    return name.split(separator: UInt8(ascii: "/")).contains { $0.elementsEqual("..".utf8) }
  }

  /// Makes a listing.
  public init(
    index: Int, name: [UInt8], size: UInt64, packedSize: UInt64, isEncrypted: Bool = false, isLink: Bool = false
  ) {
    self.index = index
    self.name = name
    self.size = size
    self.packedSize = packedSize
    self.isEncrypted = isEncrypted
    self.isLink = isLink
  }
}
