import Testing
import XML

@Suite struct XPathTests {
  private let names = ["g": "urn:gongkai:test", "dc": "http://purl.org/dc/elements/1.1/"]

  private func value(_ expression: String) throws -> XPathValue {
    try XMLDocument(parsing: fixture("公文元数据.xml")).evaluate(XPath(expression, namespaces: names))
  }

  @Test func expressionsGiveNodesStringsNumbersAndBooleans() throws {
    #expect(try value("//dc:title").strings == ["云川市人民政府办公室关于印发《办法》的通知"])
    #expect(try value("//dc:title").elements.first?.line == 4)
    #expect(try value("//g:主题/@码").strings == ["01", "02"])
    #expect(try value("//g:主题[2]/text()").strings == ["市场监管 & 安全"])
    #expect(try value("count(//g:主题)") == .number(2))
    #expect(try value("count(//g:主题)").strings == ["2"])
    #expect(try value("boolean(//g:无)") == .boolean(false))
    #expect(try value("string(//g:成文日期)") == .string("2026-03-01"))
    #expect(try value("//g:无") == .nodes([]))
    #expect(try value("/").elements.map(\.name) == ["公文"])
    #expect(try value("1 div 0").strings == ["inf"])
    guard case .nodes(let found) = try value("//g:主题[2]/@码") else { return }
    #expect(found.map(\.line) == [7])
  }

  @Test(arguments: ["//[", "//x:y", "nosuch()", "", "document('/etc/passwd')", "$v"])
  func badExpressionsAreFaults(_ expression: String) {
    #expect(throws: XMLFaults.self) { try value(expression) }
  }

  @Test(.timeLimit(.minutes(1))) func longAndCostlyExpressionsAreRefused() throws {
    #expect(throws: XMLFaults.self) { try value(String(repeating: "(", count: 5000)) }
    #expect(throws: XMLFaults.self) { try value(String(repeating: "(", count: 4000)) }
    let many = Array(("<a>" + String(repeating: "<b/>", count: 20_000) + "</a>").utf8)
    let document = try XMLDocument(parsing: many)
    #expect(throws: XMLFaults.self) { try document.evaluate(XPath("//*[//*[//*]]")) }
  }
}
