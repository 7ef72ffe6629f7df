import Testing

@testable import Preview

@Suite("Addresses of the preview")
struct AddressTests {
  private let root = PageAddresses(basePath: "/")
  private let below = PageAddresses(basePath: "zfxxgk")

  @Test("An address names a page, a folder its index")
  func pages() {
    #expect(root.read("/") == .page("index.html"))
    #expect(root.read("/2.4/202405/x.html?a=1#b") == .page("2.4/202405/x.html"))
    #expect(root.read("/2.4/") == .page("2.4/index.html"))
    #expect(below.read("/zfxxgk/") == .page("index.html"))
    #expect(below.read("/zfxxgk/a.html") == .page("a.html"))
  }

  @Test("An address is percent-decoded once")
  func decoding() {
    #expect(root.read("/%E5%85%AC%E5%BC%80/") == .page("公开/index.html"))
    #expect(root.read("/a%2520b") == .page("a%20b"))
    #expect(root.read("/%") == .outside)
    #expect(root.read("/%zz") == .outside)
    #expect(root.read("/%ff") == .outside)
  }

  @Test("The own addresses lie below the base path")
  func own() {
    #expect(root.read("/-/events?x") == .own("events"))
    #expect(below.read("/zfxxgk/-/problems") == .own("problems"))
    #expect(below.own("reload.js") == "/zfxxgk/-/reload.js")
  }

  @Test("Outside the base path there is nothing, but the bare root leads to the site")
  func outside() {
    #expect(below.read("/other/") == .outside)
    #expect(below.read("/zfxxgkx") == .outside)
    #expect(below.read("/") == .root)
    #expect(below.read("/zfxxgk") == .root)
    #expect(root.read("http://example.com/") == .outside)
    #expect(root.read("*") == .outside)
  }

  @Test("A folder's address is encoded anew and stays on this host")
  func folders() {
    #expect(below.folder("公开 1") == "/zfxxgk/%E5%85%AC%E5%BC%80%201/")
    #expect(root.folder("a\r\nb") == "/a%0D%0Ab/")
  }

  @Test("Content types follow the extension, of either case")
  func types() {
    #expect(ContentType.of("a/b.HTML") == "text/html; charset=utf-8")
    #expect(ContentType.of("assets/style.css") == "text/css; charset=utf-8")
    #expect(ContentType.of("2.4/feed.xml") == "application/xml; charset=utf-8")
    #expect(ContentType.of("a.b/c") == "application/octet-stream")
    #expect(ContentType.of("") == "application/octet-stream")
  }
}
