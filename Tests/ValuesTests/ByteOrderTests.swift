import Testing
import Values

@Suite("The order of bytes")
struct ByteOrderTests {
  @Test("of many texts is that of each two, and equal texts stay as they stand")
  func places() {
    let texts = [
      "3.2/202401/2024-00003.html", "3.2/202401/2024-00003.json", "3.2/202401/2024-00003/附件.pdf",
      "3.2/202401/2024-000031.html",
      "", "a", "ab", "3.2", "附", "附件", "😀", "é", "e", "Z", "a", "", "\u{0}", "3.10/index.html", "3.2/index.html",
    ]
    let places = ByteOrder.places(of: texts)
    #expect(places.sorted() == Array(texts.indices))
    for (one, next) in zip(places, places.dropFirst()) {
      #expect(!texts[next].precedesInBytes(texts[one]))
      #expect(texts[one].precedesInBytes(texts[next]) || one < next)
    }
    #expect(places.map { texts[$0] } == texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    #expect(ByteOrder.places(of: []).isEmpty)
  }
}
