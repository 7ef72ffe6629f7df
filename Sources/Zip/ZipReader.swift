import CLibZip

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Reads an archive that others made, from memory, never trusting what it claims.
///
/// Not `Sendable`: one reader, one thread.
///
/// ```swift
/// let reader = try ZipReader(bytes, maxEntries: 10_000)
/// for entry in reader.entries where !entry.isFolder { let content = try reader.content(of: entry, limit: 1 << 20) }
/// ```
public final class ZipReader {
  /// The entries in the order of the central directory.
  public let entries: [ZipListing]
  private let archive: OpaquePointer

  /// Opens an archive; its bytes are copied.
  ///
  /// - Throws: `zip.not-archive`; `zip.damaged`, its directory cannot be read; `zip.too-many`, it holds more entries
  ///   than allowed; `zip.memory`.
  public init(_ bytes: [UInt8], maxEntries: Int = 10_000) throws(ZipFault) {
    guard bytes.count >= 22 else { throw ZipFault("zip.not-archive", "不是压缩包。") }
    // libzip sets memory aside for as many entries as the archive claims: ask first.
    if let claimed = ZipDirectory.claimedEntries(bytes), claimed > UInt64(max(0, maxEntries)) {
      throw ZipReader.tooMany(claimed, maxEntries)
    }
    guard let memory = malloc(bytes.count) else { throw ZipFault("zip.memory", "内存不足，压缩包无法读取。") }
    bytes.withUnsafeBytes { if let start = $0.baseAddress { memcpy(memory, start, $0.count) } }
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    guard let source = zip_source_buffer_create(memory, zip_uint64_t(bytes.count), 1, &error) else {
      free(memory)
      throw ZipFault("zip.memory", "内存不足，压缩包无法读取。")
    }
    guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
      let detail = String(cString: zip_error_strerror(&error))
      let isNone = zip_error_code_zip(&error) == ZIP_ER_NOZIP
      zip_source_free(source)
      throw isNone
        ? ZipFault("zip.not-archive", "不是压缩包，或压缩包不完整。", detail: detail)
        : ZipFault("zip.damaged", "压缩包已损坏，目录无法读取。", detail: detail)
    }
    let count = zip_get_num_entries(archive, 0)
    guard count <= maxEntries else {
      zip_discard(archive)
      throw ZipReader.tooMany(UInt64(max(0, count)), maxEntries)
    }
    self.archive = archive
    entries = (0..<Int(max(0, count))).map { ZipReader.listing(archive, $0) }
  }

  deinit { zip_discard(archive) }

  /// Bytes of the comment of the whole archive.
  public var comment: [UInt8] {
    var count: Int32 = 0
    guard let text = zip_get_archive_comment(archive, &count, zip_flags_t(ZIP_FL_ENC_RAW)), count > 0 else { return [] }
    return text.withMemoryRebound(to: UInt8.self, capacity: Int(count)) {
      Array(UnsafeBufferPointer(start: $0, count: Int(count)))
    }
  }

  /// Bytes of the comment of an entry.
  public func comment(of entry: ZipListing) -> [UInt8] {
    var count: zip_uint32_t = 0
    let number = zip_uint64_t(max(0, entry.index))
    guard let text = zip_file_get_comment(archive, number, &count, zip_flags_t(ZIP_FL_ENC_RAW)), count > 0 else {
      return []
    }
    return text.withMemoryRebound(to: UInt8.self, capacity: Int(count)) {
      Array(UnsafeBufferPointer(start: $0, count: Int(count)))
    }
  }

  /// Unpacks an entry; its checksum is verified.
  ///
  /// - Parameter limit: Most bytes to unpack, whatever the directory claims.
  /// - Throws: `zip.too-large`, claimed or found above the limit, nothing is kept; `zip.encrypted`; `zip.method`, packed
  ///   in a way that libzip does not know; `zip.damaged`, also for a size or a checksum that is not as claimed.
  public func content(of entry: ZipListing, limit: Int) throws(ZipFault) -> [UInt8] {
    if entry.isEncrypted { throw ZipFault("zip.encrypted", "压缩包里的文件加了密。") }
    let limit = max(0, limit)
    guard entry.size <= UInt64(limit) else { throw ZipReader.tooLarge(limit) }
    guard let file = zip_fopen_index(archive, zip_uint64_t(max(0, entry.index)), 0) else {
      throw ZipReader.fault(zip_get_error(archive))
    }
    defer { zip_fclose(file) }
    var content: [UInt8] = []
    content.reserveCapacity(Int(entry.size))
    var isDone = false
    let chunk = 64 << 10
    while !isDone {
      var read = 0
      let piece = [UInt8](unsafeUninitializedCapacity: chunk) { buffer, count in
        read = Int(zip_fread(file, buffer.baseAddress, zip_uint64_t(chunk)))
        count = max(0, read)
      }
      guard read >= 0 else { throw ZipReader.fault(zip_file_get_error(file)) }
      isDone = read == 0
      guard content.count + read <= limit else { throw ZipReader.tooLarge(limit) }
      content.append(contentsOf: piece)
    }
    guard UInt64(content.count) == entry.size else {
      throw ZipFault("zip.damaged", "压缩包里的文件大小与目录所写不符。")
    }
    return content
  }

  private static func listing(_ archive: OpaquePointer, _ index: Int) -> ZipListing {
    var facts = zip_stat_t()
    zip_stat_init(&facts)
    let number = zip_uint64_t(index)
    let isKnown = zip_stat_index(archive, number, 0, &facts) == 0
    var name: [UInt8] = []
    if let text = zip_get_name(archive, number, zip_flags_t(ZIP_FL_ENC_RAW)) {
      let count = strlen(text)
      name = text.withMemoryRebound(to: UInt8.self, capacity: count) {
        Array(UnsafeBufferPointer(start: $0, count: count))
      }
    }
    var system: zip_uint8_t = 0
    var attributes: zip_uint32_t = 0
    let isUnix =
      zip_file_get_external_attributes(archive, number, 0, &system, &attributes) == 0
      && system == zip_uint8_t(ZIP_OPSYS_UNIX)
    return ZipListing(
      index: index, name: name, size: isKnown ? facts.size : 0, packedSize: isKnown ? facts.comp_size : 0,
      isEncrypted: isKnown && facts.encryption_method != zip_uint16_t(ZIP_EM_NONE),
      isLink: isUnix && (attributes >> 16) & 0o170000 == 0o120000)
  }

  private static func tooMany(_ count: UInt64, _ limit: Int) -> ZipFault {
    ZipFault("zip.too-many", "压缩包里有 \(count) 个文件，超过上限 \(limit) 个。")
  }

  private static func tooLarge(_ limit: Int) -> ZipFault {
    ZipFault("zip.too-large", "压缩包里的文件解开后超过上限 \(limit) 字节。")
  }

  private static func fault(_ error: UnsafeMutablePointer<zip_error_t>) -> ZipFault {
    let detail = String(cString: zip_error_strerror(error))
    switch zip_error_code_zip(error) {
    case ZIP_ER_NOPASSWD, ZIP_ER_WRONGPASSWD, ZIP_ER_ENCRNOTSUPP:
      return ZipFault("zip.encrypted", "压缩包里的文件加了密。", detail: detail)
    case ZIP_ER_COMPNOTSUPP: return ZipFault("zip.method", "压缩包里的文件用了不支持的压缩方法。", detail: detail)
    case ZIP_ER_MEMORY: return ZipFault("zip.memory", "内存不足，压缩包无法读取。", detail: detail)
    default: return ZipFault("zip.damaged", "压缩包里的文件已损坏。", detail: detail)
    }
  }
}
