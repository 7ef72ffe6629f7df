import Testing

@testable import Inspection

@Suite("Inspection: pictures")
struct ImageInspectionTests {
  /// EXIF with an author, and a place if wanted, in either order of bytes.
  private func exif(gps: Bool, big: Bool) -> [UInt8] {
    func number(_ value: Int, _ count: Int) -> [UInt8] {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
      return big ? bytes.reversed() : bytes
    }
    func entry(_ tag: Int, _ type: Int, _ count: Int, _ value: Int) -> [UInt8] {
      number(tag, 2) + number(type, 2) + number(count, 4) + number(value, 4)
    }
    let count = gps ? 2 : 1
    let end = 8 + 2 + count * 12 + 4
    var result: [UInt8] = big ? [0x4D, 0x4D, 0, 0x2A] : [0x49, 0x49, 0x2A, 0]
    result += number(8, 4) + number(count, 2) + entry(0x13B, 2, 6, end)
    if gps { result += entry(0x8825, 4, 1, end + 6) }
    result += number(0, 4) + Array("Zhang\0".utf8)
    if gps { result += number(1, 2) + entry(2, 5, 3, 0) + number(0, 4) }
    return result
  }

  private func jpeg(_ segments: [(UInt8, [UInt8])], tail: [UInt8] = []) -> [UInt8] {
    let body = segments.flatMap { marker, content -> [UInt8] in
      [0xFF, marker, UInt8((content.count + 2) >> 8), UInt8((content.count + 2) & 0xFF)] + content
    }
    return [0xFF, 0xD8] + body + [0xFF, 0xDA, 0, 2, 1, 0xFF, 0, 2, 0xFF, 0xD9] + tail
  }

  private func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: content.count >> (24 - 8 * $0)) } + Array(name.utf8) + content + [
      0, 0, 0, 0,
    ]
  }

  private func look(_ bytes: [UInt8], _ name: String) -> Inspection { FileInspector.inspect(bytes, name: name) }

  @Test("where a picture was taken blocks, who took it is told", arguments: [true, false])
  func place(_ big: Bool) {
    let prefix = Array("Exif\0\0".utf8)
    let with = look(jpeg([(0xE1, prefix + exif(gps: true, big: big))]), "a.jpg")
    #expect(with.codes == ["!gps", "metadata", "scanned"])
    let without = look(jpeg([(0xE1, prefix + exif(gps: false, big: big))]), "a.jpg")
    #expect(without.codes == ["metadata", "scanned"])
    #expect(without.part("Zhang")?.place == "图片信息·作者")
    let png =
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("eXIf", exif(gps: true, big: big)) + chunk("IEND", [])
    #expect(look(png, "a.png").codes == ["!gps", "metadata", "scanned"])
    let hex = (prefix + exif(gps: true, big: big)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    let lines = stride(from: 0, to: hex.count, by: 36).map { hex[$0..<min($0 + 36, hex.count)].joined() }
    let raw = "Raw profile type exif\0\nexif\n    \(hex.count)\n\(lines.joined(separator: "\n"))\n"
    let profiled =
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("tEXt", Array(raw.utf8)) + chunk("IEND", [])
    #expect(look(profiled, "a.png").codes == ["!gps", "metadata", "scanned"])
    #expect(look(exif(gps: true, big: big), "a.tif").codes == ["!gps", "metadata", "scanned"])
    let content = exif(gps: true, big: big)
    let size = { (count: Int) in (0..<4).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) } }
    let pad: [UInt8] = content.count % 2 == 0 ? [] : [0]
    let inner = Array("WEBPEXIF".utf8) + size(content.count) + content + pad
    #expect(look(Array("RIFF".utf8) + size(inner.count) + inner, "a.webp").codes == ["!gps", "metadata", "scanned"])
  }

  @Test("XMP, comments and text chunks are searched")
  func texts() {
    let xmp = """
      <x:xmpmeta xmlns:x="x"><r:Description xmlns:r="r" xmlns:e="e" e:GPSLatitude="30,1N"><d:creator xmlns:d="d"><r:Seq>
      <r:li>钱某</r:li></r:Seq></d:creator></r:Description></x:xmpmeta>
      """
    let packet = Array("http://ns.adobe.com/xap/1.0/\0".utf8) + Array(xmp.utf8)
    let found = look(jpeg([(0xE1, packet), (0xFE, Array("备注".utf8))]), "a.jpg")
    #expect(found.codes == ["!gps", "metadata", "scanned"])
    #expect(found.part("钱某")?.isHidden == true)
    #expect(found.part("备注")?.place == "图片注释")
    let png =
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("tEXt", Array("Author\0孙某".utf8)) + chunk("IEND", [])
    #expect(look(png, "a.png").part("孙某")?.isHidden == true)
  }

  @Test("what follows the end of a picture is told, and one that ends early is held")
  func ends() {
    #expect(look(jpeg([], tail: [UInt8](repeating: 0x50, count: 100)), "a.jpg").codes == ["!embedded", "scanned"])
    #expect(look(jpeg([], tail: [1, 2, 3]), "a.jpg").codes == ["scanned"])
    #expect(look([0xFF, 0xD8, 0xFF, 0xE1, 0xFF, 0xFF, 1], "a.jpg").codes == ["!unreadable", "scanned"])
    #expect(look(Array("GIF89a".utf8), "a.gif").codes == ["!unreadable", "scanned"])
  }

  @Test("directories that point at themselves end")
  func rings() {
    let ring: [UInt8] = [0x49, 0x49, 0x2A, 0, 8, 0, 0, 0, 1, 0, 0x69, 0x87, 4, 0, 1, 0, 0, 0, 8, 0, 0, 0, 8, 0, 0, 0]
    #expect(look(ring, "a.tif").codes == ["scanned"])
  }

  @Test("a picture in a document is looked into, without the note that nobody reads it")
  func inDocument() throws {
    let word = try FileFixture.word("<w:p><w:r><w:t>字</w:t></w:r></w:p>")
    let photo = jpeg([(0xE1, Array("Exif\0\0".utf8) + exif(gps: true, big: true))])
    let found = look(try ZipFixture.adding("word/media/image1.jpg", photo, to: word), "a.docx")
    #expect(found.codes == ["!gps", "metadata"])
    #expect(found.finding(.gps)?.place == "图片“word/media/image1.jpg”：图片信息")
  }
}
