import Testing
import Zip

@testable import Inspection

/// Parts of a package by what they are, whatever they are called.
@Suite("Inspection: parts in which nothing can be searched")
struct OpaquePartTests {
  private static let body = "<w:p><w:r><w:t>字</w:t></w:r></w:p>"

  private func word(_ name: String, _ content: [UInt8]) throws -> Inspection {
    let file = try ZipFixture.adding(name, content, to: try FileFixture.word(Self.body))
    return FileInspector.inspect(file, name: "a.docx")
  }

  private func ofd(_ name: String, _ content: [UInt8]) throws -> Inspection {
    let file = try ZipFixture.adding(name, content, to: try FileFixture.named("helloworld.ofd"))
    return FileInspector.inspect(file, name: "a.ofd")
  }

  @Test(
    "a text that is called a sound, a picture or a font is read",
    arguments: [
      "word/media/a.wav", "word/media/a.mp3", "word/media/a.emf", "word/media/a.bmp", "word/fonts/a.odttf",
      "word/a.sigs", "word/printerSettings/a.bin", "docProps/thumbnail.emf", "word/embeddings/a.bin",
    ])
  func text(_ name: String) throws {
    let found = try word(name, Array("名单上的人".utf8))
    #expect(found.part("名单上的人") != nil)
    #expect(found.isBlocked || name.contains("printer"))
  }

  @Test("a document that is called a picture is read", arguments: ["word/media/a.emf", "word/media/a.emz"])
  func document(_ name: String) throws {
    let inner = try FileFixture.word("<w:p><w:r><w:t>名单上的人</w:t></w:r></w:p>")
    let found = try word(name, inner)
    #expect(found.codes == ["!embedded"])
    #expect(found.part("名单上的人") != nil)
  }

  @Test(
    "a text or a document that is called a font or a seal of an OFD file is read",
    arguments: ["Doc_0/Res/a.ttf", "Doc_0/Res/a.otf", "Doc_0/Signs/Sign_0/Seal.esl", "Doc_0/Signs/a.dat"])
  func ofdParts(_ name: String) throws {
    #expect(try ofd(name, Array("名单上的人".utf8)).part("名单上的人") != nil)
    let inner = try FileFixture.word("<w:p><w:r><w:t>名单上的人</w:t></w:r></w:p>")
    #expect(try ofd(name, inner).part("名单上的人") != nil)
  }

  @Test(
    "parts that are what they are called are quiet",
    arguments: [
      ("a.emf", Array(FileFixture.metafile.utf8)), ("a.wmf", Array(FileFixture.metafile.utf8)),
      ("a.wmf", [0xD7, 0xCD, 0xC6, 0x9A, 0, 0]), ("a.ttf", [0, 1, 0, 0, 0, 9]), ("a.otf", Array("OTTO\0".utf8)),
      ("a.wav", Array("RIFF\0\0\0\0WAVE".utf8)), ("a.mp3", Array("ID3\u{3}\0".utf8)),
      ("a.mp3", [0xFF, 0xFB, 0x90, 0, 0]), ("a.mp4", Array("\0\0\0\u{18}ftypmp42".utf8)),
      ("a.bmp", Array("BM".utf8) + [UInt8](repeating: 0, count: 12) + [40, 0, 0, 0]),
    ] as [(String, [UInt8])])
  func quiet(_ name: String, _ content: [UInt8]) throws {
    #expect(try word("word/media/\(name)", content).findings.isEmpty)
  }

  @Test("what begins as its kind does and is a text all the same is read")
  func disguised() throws {
    #expect(try word("word/media/a.mp3", Array("ID3 名单上的人".utf8)).part("名单上的人") != nil)
    #expect(try word("word/media/a.mp3", [0xFF, 0xFE] + [0x0D, 0x54, 0x55, 0x53]).isBlocked)
  }
}
