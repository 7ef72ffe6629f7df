import Testing

@testable import Console

@Suite("Passwords are kept as scrypt hashes")
struct PasswordHashTests {
  @Test("A hash knows its password, in any composition, and no other")
  func matches() throws {
    let hash = try #require(PasswordHash("云川 e\u{301}té 2026", cost: 6))
    #expect(hash.matches("云川 \u{E9}té 2026"))
    #expect(!hash.matches("云川 ete 2026"))
    #expect(!hash.matches(""))
    let again = try #require(PasswordHash(kept: hash.kept))
    #expect(again == hash && again.matches("云川 e\u{301}té 2026"))
  }

  @Test("What is no hash, or asks for an absurd cost, is none")
  func refused() {
    for text in [
      "", "scrypt$17$8$1$$", "md5$x", "scrypt$40$8$1$AAAAAAAAAAAAAAAAAAAAAA==$AAAA", "scrypt$17$8$1$AA==$AA==",
    ] {
      #expect(PasswordHash(kept: text) == nil)
    }
  }
}
