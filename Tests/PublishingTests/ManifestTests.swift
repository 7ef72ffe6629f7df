import Records
import Review
import Testing
import Values

@testable import Publishing

@Suite("A manifest")
struct ManifestTests {
  private static func source(_ record: String, approval: String = "批准") -> Manifest.Source {
    Manifest.Source(
      record: RecordID(rawValue: record), version: Digest(of: record), approval: Digest(of: approval))
  }

  private static func entry(_ path: String, _ source: Manifest.Source?) -> Manifest.Entry {
    Manifest.Entry(path: path, size: path.utf8.count, digest: Digest(of: path), source: source)
  }

  /// Files of a record side by side, files of others that say nearly the same, and files without a record.
  private static let files = [
    entry("2/a.html", source("a")), entry("2/a.json", source("a")), entry("2/a/附件 1.pdf", source("a")),
    entry("2/b.html", source("b")), entry("2/b.json", source("b", approval: "再次批准")), entry("2/c.html", source("ab")),
    entry("2/index.html", nil), entry("2/z.html", source("b")), entry("附.html", source("a")), entry("\"\\.html", nil),
  ]

  private static let head = LedgerHead(count: 7, hash: Digest(of: "头"))

  @Test("is read as it was written, whatever its files say of their records")
  func roundTrip() throws {
    let manifest = Manifest(head: ManifestTests.head, files: ManifestTests.files.shuffled())
    let read = try #require(Manifest(bytes: manifest.bytes))
    #expect(read == manifest)
    #expect(read.files == ManifestTests.files.sorted { $0.path.precedesInBytes($1.path) })
    #expect(read.bytes == manifest.bytes)
    for file in ManifestTests.files { #expect(manifest.file(at: file.path) == file) }
    for path in ["", "2", "2/a", "2/a.htm", "2/a.html/", "z", "龥"] { #expect(manifest.file(at: path) == nil) }
  }

  @Test("made of another's files and new ones is the one made of all of them")
  func merged() {
    let other = Manifest(head: ManifestTests.head, files: ManifestTests.files)
    for mask in 0..<1 << other.files.count {
      let stays = other.files.indices.map { mask >> $0 & 1 == 1 }
      let fresh = other.files.indices.filter { !stays[$0] && $0 % 3 != 0 }.map { at in
        ManifestTests.entry(other.files[at].path, ManifestTests.source("neu"))
      }
      let listing = Manifest.listing(from: other, staying: stays, with: fresh)
      let kept = other.files.indices.filter { stays[$0] }.map { other.files[$0] }
      let whole = Manifest(head: ManifestTests.head, files: kept + fresh)
      #expect(Manifest(head: ManifestTests.head, listing, content: listing.content) == whole)
      #expect(listing.digest(under: ManifestTests.head) == Digest(of: whole.bytes))
    }
  }
}
