import CLibZip

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// One archive being written by libzip into memory of its own.
final class ZipWriter {
  /// libzip's memory that holds the archive; ours until this object goes.
  private let target: OpaquePointer
  /// The archive; nil once it is written.
  private var archive: OpaquePointer?

  init(after base: [UInt8]) throws(ZipFault) {
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    guard let source = try ZipWriter.copy(base, { zip_source_buffer_create($0, $1, 1, &error) }) else {
      throw ZipWriter.fault(&error)
    }
    guard let archive = zip_open_from_source(source, base.isEmpty ? ZIP_TRUNCATE : 0, &error) else {
      zip_source_free(source)
      throw ZipWriter.fault(&error)
    }
    zip_source_keep(source)
    target = source
    self.archive = archive
  }

  deinit {
    if let archive { zip_discard(archive) }
    zip_source_free(target)
  }

  /// Adds a file; its content is copied.
  func add(_ entry: ZipEntry) throws(ZipFault) {
    guard let archive else { throw ZipFault("zip.write", "压缩包已经写完。") }
    guard ZipWriter.isName(entry.name) else {
      throw ZipFault("zip.name", "压缩包里的文件名“\(entry.name.prefix(80))”不能用。")
    }
    guard let source = try ZipWriter.copy(entry.content, { zip_source_buffer(archive, $0, $1, 1) }) else {
      throw fault(archive)
    }
    let index = zip_file_add(archive, entry.name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
    guard index >= 0 else {
      zip_source_free(source)
      throw fault(archive, name: entry.name)
    }
    let method: (Int32, UInt32) =
      switch entry.compression {
      case .stored: (ZIP_CM_STORE, 0)
      case .deflated(let level): (ZIP_CM_DEFLATE, UInt32(min(9, max(1, level))))
      }
    guard zip_set_file_compression(archive, zip_uint64_t(index), method.0, method.1) == 0,
      zip_file_set_dostime(archive, zip_uint64_t(index), 0, ZipWriter.firstDay, 0) == 0
    else { throw fault(archive) }
  }

  /// Writes the archive.
  func finish() throws(ZipFault) -> [UInt8] {
    guard let archive else { throw ZipFault("zip.write", "压缩包已经写完。") }
    guard zip_close(archive) == 0 else { throw fault(archive) }
    self.archive = nil
    var facts = zip_stat_t()
    guard zip_source_stat(target, &facts) == 0, zip_source_open(target) == 0 else {
      throw ZipWriter.fault(zip_source_error(target))
    }
    defer { zip_source_close(target) }
    let size = Int(facts.size)
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = max(0, Int(zip_source_read(target, buffer.baseAddress, zip_uint64_t(size))))
    }
    guard bytes.count == size else { throw ZipWriter.fault(zip_source_error(target)) }
    return bytes
  }

  /// 1980-01-01 in MS-DOS form: years since 1980 from bit 9, month from bit 5, day.
  private static let firstDay: zip_uint16_t = 1 << 5 | 1

  /// A relative path without empty, `.` or `..` steps, backslashes, control characters; at most 65,535 bytes.
  private static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 0xFFFF
      && name.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }
      && name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { step in
        !step.isEmpty && !step.elementsEqual(".".utf8) && !step.elementsEqual("..".utf8)
      }
  }

  /// Hands libzip a copy of bytes that it frees itself: it reads contents only when the archive is written.
  private static func copy(
    _ bytes: [UInt8], _ use: (UnsafeMutableRawPointer, zip_uint64_t) -> OpaquePointer?
  ) throws(ZipFault) -> OpaquePointer? {
    guard let memory = malloc(max(1, bytes.count)) else { throw ZipFault("zip.memory", "内存不足，压缩包没有写成。") }
    bytes.withUnsafeBytes { if let start = $0.baseAddress { memcpy(memory, start, $0.count) } }
    let source = use(memory, zip_uint64_t(bytes.count))
    if source == nil { free(memory) }
    return source
  }

  private func fault(_ archive: OpaquePointer, name: String = "") -> ZipFault {
    ZipWriter.fault(zip_get_error(archive), name: name)
  }

  private static func fault(_ error: UnsafeMutablePointer<zip_error_t>, name: String = "") -> ZipFault {
    let detail = String(cString: zip_error_strerror(error))
    switch zip_error_code_zip(error) {
    case ZIP_ER_EXISTS: return ZipFault("zip.duplicate", "压缩包里已有文件“\(name)”。", detail: detail)
    case ZIP_ER_NOZIP, ZIP_ER_INCONS: return ZipFault("zip.base", "要续写的不是完好的压缩包。", detail: detail)
    case ZIP_ER_MEMORY: return ZipFault("zip.memory", "内存不足，压缩包没有写成。", detail: detail)
    default: return ZipFault("zip.write", "压缩包没有写成。", detail: detail)
    }
  }
}
