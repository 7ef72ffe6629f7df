import Testing

@testable import Preview

@Suite("Host headers the preview answers")
struct HostRuleTests {
  @Test(
    "This machine's names are answered at any port",
    arguments: ["127.0.0.1", "127.0.0.1:8090", "localhost:1", "LocalHost", "[::1]", "[::1]:8090"])
  func own(host: String) {
    #expect(HostRule(address: "127.0.0.1").allows(host))
  }

  @Test(
    "Other names are refused, however like ours they look",
    arguments: [
      "example.com", "127.0.0.1.example.com", "localhost.example.com:80", "127.0.0.1:80:80", "127.0.0.1:x", "", ":80",
      "[::1", "::1]", "127.0.0.1@example.com", "192.168.1.5", "[::2]", "[::1]x",
    ])
  func others(host: String) {
    #expect(!HostRule(address: "127.0.0.1").allows(host))
  }

  @Test("No Host header is refused")
  func none() {
    #expect(!HostRule(address: "127.0.0.1").allows(nil))
  }

  @Test("The address given is answered; listening everywhere, any number is, but no name")
  func given() {
    #expect(HostRule(address: "192.168.1.5").allows("192.168.1.5:8090"))
    #expect(HostRule(address: "[fd00::5]").allows("[FD00::5]:8090"))
    #expect(HostRule(address: "0.0.0.0").allows("192.168.1.5:8090"))
    #expect(!HostRule(address: "0.0.0.0").allows("example.com"))
  }

  @Test("Loopback addresses are known as such")
  func loopback() {
    for address in ["127.0.0.1", "127.8.0.1", "localhost", "::1", "[::1]"] {
      #expect(HostRule(address: address).isLoopback)
    }
    for address in ["0.0.0.0", "::", "192.168.1.5", "127.0.0.1.example.com"] {
      #expect(!HostRule(address: address).isLoopback)
    }
  }
}
