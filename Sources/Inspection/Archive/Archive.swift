import Zip

/// An open ZIP archive with its costs watched.
package struct Archive {
  package let reader: ZipReader
  /// Names in Unicode, in the order of the entries.
  package let names: [String]
  /// The first entry of each name, as it is written and in lower case.
  private let places: [String: Int]
  private let lowerPlaces: [String: Int]

  /// Opens an archive; what hinders that is a finding.
  package init?(_ bytes: [UInt8], _ gathering: inout Gathering) {
    do {
      reader = try ZipReader(bytes, maxEntries: gathering.limits.maxEntries)
    } catch {
      let isLarge = error.code == "zip.too-many" || error.code == "zip.too-large" || error.code == "zip.memory"
      // It began as an archive does: without a directory at its end, the end is missing.
      let code: HiddenCode = isLarge ? .tooLarge : error.code == "zip.not-archive" ? .truncated : .unreadable
      gathering.find(code, "", error.message)
      return nil
    }
    let names = reader.entries.map { TextDecoding.string($0.name) }
    self.names = names
    places = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    lowerPlaces = Dictionary(
      names.enumerated().map { ($1.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
    checkNames(&gathering)
    for gap in ArchiveGaps.find(in: bytes, entries: reader.entries.count) {
      gathering.find(.embedded, "", "压缩包目录里没有的内容，\(gap.count) 字节")
      Remainder.inspect(Array(bytes[gap]), from: 0, &gathering)
    }
  }

  /// The kind by what the archive holds.
  package mutating func kind(_ gathering: inout Gathering) -> FileKind {
    if names.contains("OFD.xml") { return .ofd }
    guard let types = index(of: "[Content_Types].xml") else { return .zip }
    let text = content(types, &gathering).map { String(decoding: $0, as: UTF8.self) } ?? ""
    if text.contains("wordprocessingml") || text.contains("ms-word") { return .docx }
    if text.contains("spreadsheetml") || text.contains("ms-excel") { return .xlsx }
    if text.contains("presentationml") || text.contains("ms-powerpoint") { return .pptx }
    let folders = names.map { $0.lowercased() }
    if folders.contains(where: { $0.hasPrefix("word/") }) { return .docx }
    if folders.contains(where: { $0.hasPrefix("xl/") }) { return .xlsx }
    if folders.contains(where: { $0.hasPrefix("ppt/") }) { return .pptx }
    return .zip
  }

  /// The entry of a name, by case first and without it then, as Office looks for parts.
  package func index(of name: String) -> Int? { places[name] ?? lowerPlaces[name.lowercased()] }

  /// What deflate can reach, 1032:1, with some room; nothing packed can be more.
  private static let possibleRatio: UInt64 = 1100

  /// Unpacks an entry within the limits; what hinders that is a finding, and nil.
  package func content(_ index: Int, _ gathering: inout Gathering) -> [UInt8]? {
    guard reader.entries.indices.contains(index) else { return nil }
    let entry = reader.entries[index]
    let place = "“\(Mask.name(names[index]))”"
    if entry.isEncrypted {
      gathering.find(.encrypted, place, "加了密，无法查看")
      return nil
    }
    let ratio = UInt64(max(1, gathering.limits.maxRatio))
    let packed = max(1, entry.packedSize)
    if entry.size > 4 << 20, entry.size / packed > Archive.possibleRatio {
      gathering.find(.falseSize, place, "声称解开后有 \(entry.size >> 20) MB，不可能，没有解开")
      return nil
    }
    if entry.size > 4 << 20, entry.size / packed > ratio {
      gathering.find(.archiveBomb, place, "解开后是压缩时的 \(ratio) 倍以上，没有解开")
      return nil
    }
    do {
      let content = try reader.content(of: entry, limit: gathering.entryLimit)
      gathering.spend(content.count)
      return content
    } catch {
      switch error.code {
      case "zip.too-large", "zip.memory":
        // What was unpacked in vain was work all the same.
        gathering.spend(Int(min(entry.size, UInt64(gathering.entryLimit))))
        gathering.find(.tooLarge, place, "解开后太大，没有查看")
      case "zip.encrypted": gathering.find(.encrypted, place, "加了密，无法查看")
      default: gathering.find(.unreadable, place, error.message)
      }
      return nil
    }
  }

  /// Names that lead out of a folder, double names, links, and comments.
  private func checkNames(_ gathering: inout Gathering) {
    var seen: Set<String> = []
    for (index, entry) in reader.entries.enumerated() {
      let place = "“\(Mask.name(names[index]))”"
      if entry.hasUnsafeName { gathering.find(.pathTraversal, place, "文件名会让解压写到别处，或含有控制字符") }
      if entry.isLink { gathering.find(.pathTraversal, place, "是指向别处的链接，不是文件") }
      if !seen.insert(names[index]).inserted {
        gathering.find(.unreadable, place, "压缩包里有同名文件，不同软件读到的内容可能不同")
      }
    }
    note("压缩包注释", reader.comment, &gathering)
    for (index, entry) in reader.entries.enumerated() {
      note("“\(Mask.name(names[index]))”的注释", reader.comment(of: entry), &gathering)
    }
  }

  private func note(_ place: String, _ comment: [UInt8], _ gathering: inout Gathering) {
    guard !comment.isEmpty else { return }
    let text = TextDecoding.string(comment)
    gathering.text(place, text, hidden: true)
    gathering.find(.metadata, place, Mask.text(text))
  }
}
