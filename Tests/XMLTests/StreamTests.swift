import Testing
import XML

@Suite struct StreamTests {
  @Test func anOFDEntryIsReadEventByEvent() {
    let (events, faults) = events(fixture("OFD.xml"))
    #expect(faults.isEmpty)
    #expect(
      events.first
        == XMLEvent(
          kind: .start(
            name: "OFD", namespace: "http://www.ofdspec.org/2016",
            attributes: [XMLAttribute("Version", "1.1"), XMLAttribute("DocType", "OFD")]), depth: 1, line: 2))
    #expect(events.contains(XMLEvent(kind: .cdata("关于<测试>的通知"), depth: 4, line: 6)))
    #expect(events.contains(XMLEvent(kind: .text("1 < 2"), depth: 5, line: 8)))
    #expect(
      events.last
        == XMLEvent(kind: .end(name: "OFD", namespace: "http://www.ofdspec.org/2016"), depth: 1, line: 12))
  }

  @Test func eventsBeforeAFaultAreDeliveredFirst() {
    let (events, faults) = events(Array("<a>\n<b>文</b>\n<c></d></a>".utf8))
    #expect(events.count >= 5)
    #expect(faults.first?.line == 3)
  }

  @Test func anUnfinishedDocumentIsAFault() {
    #expect(!events(Array("<a><b/>".utf8)).faults.isEmpty)
    #expect(!events(Array("  ".utf8)).faults.isEmpty)
    #expect(!events([]).faults.isEmpty)
  }

  @Test func textIsOnePieceAcrossChunks() {
    let long = String(repeating: "政务公开&amp;", count: 20_000)
    let (events, faults) = events(Array("<a>\(long)</a>".utf8))
    #expect(faults.isEmpty && events.count == 3)
    #expect(events[1].kind == .text(String(repeating: "政务公开&", count: 20_000)))
  }

  @Test func aNilComesAfterTheEndAndAfterAFault() throws {
    let stream = try XMLStream(Array("<a><b></a>".utf8))
    var thrown = 0
    for _ in 0..<10 { do { while try stream.next() != nil {} } catch { thrown += 1 } }
    #expect(thrown == 1)
  }
}
