import CLibZip

/// Reads an archive's directory byte by byte, and its contents with libzip.
enum ArchiveFixture {
  struct Entry {
    let name: String
    let content: [UInt8]
    let method, time, date, extraBytes, commentBytes: Int
  }

  struct Broken: Error {}

  static func entries(of bytes: [UInt8]) throws -> [Entry] {
    let end = bytes.count - 22
    guard end >= 0, bytes[end..<end + 4].elementsEqual([0x50, 0x4B, 5, 6]) else { throw Broken() }
    func number(_ at: Int, _ size: Int = 2) -> Int {
      (0..<size).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
    }
    var at = number(end + 16, 4)
    var result: [Entry] = []
    while at < end {
      guard number(at, 4) == 0x0201_4B50 else { throw Broken() }
      let name = number(at + 28)
      let lengths = (number(at + 30), number(at + 32))
      let local = number(at + 42, 4)
      guard number(local, 4) == 0x0403_4B50, number(local + 26) == name else { throw Broken() }
      result.append(
        Entry(
          name: String(decoding: bytes[at + 46..<at + 46 + name], as: UTF8.self),
          content: try content(result.count, of: bytes), method: number(at + 10), time: number(at + 12),
          date: number(at + 14), extraBytes: lengths.0 + number(local + 28), commentBytes: lengths.1))
      at += 46 + name + lengths.0 + lengths.1
    }
    return result
  }

  private static func content(_ index: Int, of bytes: [UInt8]) throws -> [UInt8] {
    try bytes.withUnsafeBytes { raw in
      guard let source = zip_source_buffer_create(raw.baseAddress, zip_uint64_t(raw.count), 0, nil),
        let archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, nil)
      else { throw Broken() }
      defer { zip_discard(archive) }
      var facts = zip_stat_t()
      guard zip_stat_index(archive, zip_uint64_t(index), 0, &facts) == 0,
        let file = zip_fopen_index(archive, zip_uint64_t(index), 0)
      else { throw Broken() }
      defer { zip_fclose(file) }
      var content = [UInt8](repeating: 0, count: Int(facts.size))
      guard zip_fread(file, &content, facts.size) == Int64(facts.size) else { throw Broken() }
      return content
    }
  }
}
