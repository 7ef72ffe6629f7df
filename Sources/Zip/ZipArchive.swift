import CLibZip

/// ZIP archives (APPNOTE 6.3) in memory.
///
/// The same entries give the same bytes with the same zlib: entries stand in the order given, all are dated
/// 1980-01-01 00:00, the first day that ZIP knows, and there are no extra fields and no comments. Stored entries do
/// not depend on zlib either.
public enum ZipArchive {
  /// Writes an archive.
  ///
  /// - Parameters:
  ///   - entries: The files, in order.
  ///   - base: An archive whose entries come first, copied as they are and not compressed anew; none if empty.
  /// - Throws: `zip.name`, `zip.duplicate`, `zip.base`, `zip.memory`, `zip.write`.
  public static func bytes(of entries: [ZipEntry], after base: [UInt8] = []) throws(ZipFault) -> [UInt8] {
    // An archive without entries is nothing to libzip; the format has one: the end record alone.
    if entries.isEmpty { return base.isEmpty ? ZipArchive.empty : base }
    let writer = try ZipWriter(after: base)
    for entry in entries { try writer.add(entry) }
    return try writer.finish()
  }

  private static let empty: [UInt8] = [0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 18)
}
