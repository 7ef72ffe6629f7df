import Glibc
import Testing

@testable import XML

@Suite struct SafetyTests {
  private func xxe(_ path: String) -> String {
    "<?xml version='1.0'?>\n<!DOCTYPE r [\n<!ENTITY xxe SYSTEM 'file://\(path)'>\n<!ENTITY % pe SYSTEM 'file://\(path)'>\n%pe;\n]>\n<r a='1'>&xxe;</r>"
  }

  /// A FIFO blocks whoever opens it to read until somebody writes: an open would hang, and an `O_NONBLOCK`
  /// writer succeeds only while a reader has it open.
  @Test func anExternalEntityIsRefusedAndItsFileIsNotOpened() {
    let path = "/tmp/gongkai-xxe-\(getpid())"
    #expect(mkfifo(path, 0o600) == 0)
    defer { unlink(path) }
    let found = faults(xxe(path))
    #expect(found.map(\.code) == ["xml.doctype", "xml.external-entity", "xml.external-entity"])
    #expect(found.map(\.line) == [2, 3, 4])
    #expect(found[1].message.contains("xxe"))
    #expect(!faults(xxe(path), doctype: .ignore).isEmpty)
    #expect(events(Array(xxe(path).utf8)).faults.first?.code == "xml.doctype")
    let external = "<!DOCTYPE r SYSTEM 'file://\(path)'><r/>"
    #expect(faults(external).map(\.code) == ["xml.doctype"])
    #expect(faults(external, doctype: .ignore).isEmpty)
    let include =
      "<r xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='file://\(path)' parse='text'/></r>"
    #expect(faults(include).isEmpty)
  }

  @Test func theContentOfALocalFileNeverAppears() throws {
    let path = "/tmp/gongkai-secret-\(getpid())"
    let file = fopen(path, "w")
    fputs("SECRET-CONTENT", file)
    fclose(file)
    defer { unlink(path) }
    #expect(!faults(xxe(path)).description.contains("SECRET"))
    let html = "<!DOCTYPE html [<!ENTITY x SYSTEM 'file://\(path)'>]><p>&x;</p>"
    #expect(!"\(try HTMLDocument(parsing: Array(html.utf8)))".contains("SECRET-CONTENT"))
  }

  @Test(.timeLimit(.minutes(1))) func aBillionLaughsIsRefusedAtOnce() {
    var text = "<!DOCTYPE lolz [\n<!ENTITY lol0 'lol'>\n"
    for level in 1...9 {
      text += "<!ENTITY lol\(level) '" + String(repeating: "&lol\(level - 1);", count: 10) + "'>\n"
    }
    text += "]>\n<lolz a='&lol9;'>&lol9;</lolz>"
    let found = faults(text)
    #expect(found.first?.code == "xml.doctype" && found.first?.line == 1)
    #expect(found.contains { $0.code == "xml.entity-bomb" && $0.line == 3 })
    let ignored = faults(text, doctype: .ignore)
    #expect(ignored.contains { $0.message.contains("没有定义的实体") })
    #expect(events(Array(text.utf8)).faults.first?.code == "xml.doctype")
  }

  @Test(.timeLimit(.minutes(1))) func quadraticAndAttributeDefaultBombsAreRefused() {
    let long = String(repeating: "x", count: 100_000)
    let entity = "<!DOCTYPE a [<!ENTITY b '\(long)'>]><a>" + String(repeating: "&b;", count: 50_000) + "</a>"
    let defaults =
      "<!DOCTYPE a [<!ATTLIST b c CDATA '\(long)'>]><a>" + String(repeating: "<b/>", count: 50_000) + "</a>"
    #expect(!faults(entity).isEmpty)
    #expect(!faults(entity, doctype: .ignore).isEmpty)
    #expect(faults(defaults, doctype: .ignore).map(\.code) == ["xml.doctype"])
  }

  @Test func aPlainDoctypeIsRefusedByDefaultAndReadOverOnDemand() throws {
    let text =
      "\n<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' 'http://www.w3.org/x.dtd'>\n<html/>"
    #expect(faults("<?xml version='1.0'?>" + text).map(\.line) == [2])
    #expect(faults("<?xml version='1.0'?>" + text, doctype: .ignore).isEmpty)
  }

  /// xmlStopParser leaves `wellFormed` at 1: a ban that forgets errNo lets the document through.
  @Test func aStoppedParseNeverYieldsADocument() {
    #expect(!faults("<!DOCTYPE a><a/>").isEmpty)
    #expect(!faults(Array("<a><b/></a>".utf8), limits: XMLLimits(maxDepth: 1)).isEmpty)
  }

  @Test(arguments: ["公文元数据.xml", "OFD.xml", "公文.xsd"])
  func treeAndStreamAgree(_ name: String) {
    let bytes = fixture(name)
    #expect(!bytes.isEmpty)
    // Cut anywhere, both refuse.
    for length in Array(stride(from: 1, to: bytes.count, by: 37)) + [bytes.count] {
      let piece = Array(bytes[..<length])
      #expect(faults(piece).isEmpty == events(piece).faults.isEmpty, "\(length)")
    }
  }
}
