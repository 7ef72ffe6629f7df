import Foundation
import Search
import Synchronization
import Testing

@Suite("Search index")
struct SearchIndexTests {
  private func files(_ documents: [SearchDocument?]) throws -> [String: [UInt8]] {
    final class Box: Sendable { let files = Mutex<[String: [UInt8]]>([:]) }
    let box = Box()
    var index = SearchIndex(count: documents.count, columns: [SearchColumn(code: "2.4", name: "规范性文件")]) {
      path, bytes in
      let before = box.files.withLock { $0.updateValue(bytes, forKey: path) }
      #expect(before == nil, "written twice: \(path)")
    }
    for document in documents { try index.add(document) }
    try index.finish()
    return box.files.withLock { $0 }
  }

  private func document(_ number: Int, _ title: String, _ text: String) -> SearchDocument {
    SearchDocument(
      title: title, number: "云府办发〔2024〕\(number)号", text: Array(text.utf8), address: "2.4/202401/\(number).html",
      day: "2024-01-02", column: 0)
  }

  /// A plain scan of what the index is made of.
  private func scan(_ documents: [SearchDocument?], _ phrase: String) -> Set<Int> {
    func fold(_ text: String) -> String {
      String(
        String.UnicodeScalarView(
          text.unicodeScalars.filter { !IndexReader.passedOver.contains($0) }.map { scalar in
            var value = scalar.value
            if (0xFF01...0xFF5E).contains(value) { value -= 0xFEE0 }
            if "[【〔﹝".unicodeScalars.contains(where: { $0.value == value }) { value = 0x28 }
            if "]】〕﹞".unicodeScalars.contains(where: { $0.value == value }) { value = 0x29 }
            if (0x41...0x5A).contains(value) { value += 0x20 }
            return Unicode.Scalar(value) ?? scalar
          }))
    }
    return Set(
      documents.enumerated().compactMap { number, document in
        guard let document else { return nil }
        let parts =
          [document.title, document.number]
          + String(decoding: document.text, as: UTF8.self).split(separator: "\n").map(String.init)
        return parts.contains { fold($0).utf8.firstRange(of: fold(phrase).utf8) != nil } ? number : nil
      })
  }

  @Test("finds exactly what a plain scan finds, for every phrase of two to seven characters of generated texts")
  func exact() throws {
    var seed: UInt64 = 7
    func random(_ bound: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % bound
    }
    let letters = Array("督查信访政府公开办理ａＢb1２𠮷😀〔〕“”《》' \t\n")
    let documents: [SearchDocument?] = (0..<4_200).map { number in
      if number % 97 == 5 { return nil }
      let text = String((0..<random(40)).map { _ in letters[random(letters.count)] })
      return document(number, number % 3 == 0 ? "" : "关于督查\(number)的通知", text)
    }
    let files = try files(documents)
    let reader = try IndexReader(files)
    #expect(reader.segments.map(\.first) == [0, 4_096])
    var phrases: Set<String> = ["督查", "政府信息公开", "〔2024〕12号", "不存在的词", "Ｂ1", "b1"]
    while phrases.count < 60 {
      let phrase = String((0..<(2 + random(4))).map { _ in letters[random(letters.count - 3)] })
      if phrase.unicodeScalars.count(where: { !IndexReader.passedOver.contains($0) }) > 1 { phrases.insert(phrase) }
    }
    for phrase in phrases {
      #expect(Set(reader.find(phrase).keys) == scan(documents, phrase), "\(phrase)")
    }
  }

  @Test("knows whether a phrase stands in the title or number")
  func heads() throws {
    let reader = try IndexReader(try files([document(1, "信访条例", "正文"), document(2, "通知", "信访工作")]))
    #expect(reader.find("信访") == [0: true, 1: false])
    #expect(reader.find("〕2号") == [1: true])
    // Whatever brackets a keyboard has.
    for written in ["[2024]2", "(2024)2", "（2024）2", "【2024】2", "﹝2024﹞2"] {
      #expect(reader.find(written) == [1: true], "\(written)")
    }
    // A phrase runs over no line end: not from the title into the number, nor into the text.
    #expect(reader.find("条例云府").isEmpty)
  }

  @Test(
    "passes over quotation marks and spaces, typed or written, but neither over line ends nor from cell to cell",
    arguments: [
      ("“三公”经费", "三公经费"), ("“三公”经费", "“三公”经费"), ("“三公”经费", "\"三公\"经费"), ("三公经费", "“三公”经费"),
      ("“一老一小”服务", "一老一小服务"), ("《公文处理细则》解读", "细则解读"), ("「甲」『乙』〈丙〉‘丁’", "甲乙丙丁"), ("通　知", "通知"),
      ("GB/T 9704", "GB/T9704"), ("“三公” “经费”", "公经"),
    ])
  func passedOver(_ text: String, _ phrase: String) throws {
    let reader = try IndexReader(
      try files([document(1, "某事", "前\n\(text)后"), document(2, text, "正文"), document(3, "别的", "三\n公\t经")]))
    #expect(reader.find(phrase) == [0: false, 1: true])
    #expect(reader.find("公经").keys.allSatisfy { $0 < 2 })
    let written = text.replacingOccurrences(of: "　", with: " ")
    #expect(reader.text(0).contains("前\n\(written)后\n"))
  }

  @Test("counts in a block what is not passed over")
  func blocksOfQuotations() throws {
    let text = String(repeating: "“字”", count: 3_000)
    let made = try files([document(1, "“长”文", "\(text)尾巴")])
    let first = String(decoding: made["s0/t/0.txt"] ?? [], as: UTF8.self)
    #expect(first.unicodeScalars.count { !IndexReader.passedOver.contains($0) } == 2_048)
    let reader = try IndexReader(made)
    #expect(reader.text(0).hasSuffix("\n\(text)尾巴\n"))
    #expect(reader.find("字尾巴") == [0: false] && reader.find("长文") == [0: true])
    let lengths = IndexReader.varints(made["s0/documents.bin"] ?? [])
    #expect(lengths == [3 + "云府办发〔2024〕1号\n".count, 3 + "云府办发〔2024〕1号\n".count + 3_003])
  }

  @Test("tells what results show of a document, with how it is marked where it is")
  func marks() throws {
    let marked = SearchDocument(
      title: "旧办法", number: "", text: [], address: "2.4/202401/2.html", day: "2024-01-02", column: 0, mark: "已失效")
    let made = try files([document(1, "办法", ""), marked])
    let shard = try JSONSerialization.jsonObject(with: Data(made["s0/d/0.json"] ?? [])) as? [[Any]]
    #expect(shard?.map(\.count) == [6, 7])
    #expect(shard?.last?.last as? String == "已失效")
  }

  @Test("keeps the text in blocks, with runs of blanks as one and line ends as they are")
  func blocks() throws {
    let reader = try IndexReader(try files([document(1, "标 　题", " 一 \t二\r\n\n三 "), nil, document(3, "末", "")]))
    #expect(reader.text(0) == "标 题\n云府办发〔2024〕1号\n一\t二\n三\n末\n云府办发〔2024〕3号\n\n")
    let long = String(repeating: "字", count: 5_000)
    let cut = try files([document(1, "长", long)])
    #expect(String(decoding: cut["s0/t/0.txt"] ?? [], as: UTF8.self).unicodeScalars.count == 2_048)
    #expect(cut["s0/t/2.txt"] != nil && cut["s0/t/3.txt"] == nil)
  }

  @Test("gives frequent pairs files of their own, with the documents they stand in")
  func frequentPairs() throws {
    let text = String(repeating: "政府", count: 400)
    let made = try files((0..<60).map { $0 == 7 ? nil : document($0, "通知", text) })
    let name = "s0/h/653f-5e9c"
    #expect(IndexReader.varints(made["\(name).bin"] ?? []).count == 59 * 400)
    // Told beforehand, with the length of its list.
    let told = IndexReader.varints(made["s0/heavy.bin"] ?? [])
    #expect(
      stride(from: 0, to: told.count, by: 3).contains {
        Array(told[$0..<($0 + 3)]) == [0x653F, 0x5E9C, made["\(name).bin"]?.count ?? 0]
      })
    let listed = IndexReader.varints(made["\(name)-documents.bin"] ?? [])
    #expect(listed.count == 59 * 2)
    var number = 0
    let numbers = stride(from: 0, to: listed.count, by: 2).map { at -> Int in
      number += listed[at]
      return number
    }
    #expect(numbers == (0..<60).filter { $0 != 7 })
    #expect(try IndexReader(made).find("政府").count == 59)
  }

  @Test("gives the same bytes twice, and changes only the last segment for a new document")
  func stable() throws {
    let documents = (0..<4_100).map { document($0, "关于第\($0)号事项的通知", "正文\($0)督查") }
    let first = try files(documents)
    #expect(try files(documents) == first)
    let more = try files(documents + [document(4_100, "新的通知", "督查")])
    let changed = more.filter { first[$0.key] != $0.value }.keys
    #expect(!changed.isEmpty && changed.allSatisfy { $0.hasPrefix("s4096/") || $0 == "index.json" })
  }

  @Test("cuts documents into whole segments and smaller ones")
  func segments() {
    #expect(SegmentPlan(count: 0).ranges.isEmpty)
    #expect(SegmentPlan(count: 1).ranges == [0..<1])
    #expect(SegmentPlan(count: 10_000).ranges.map(\.count) == [8_192, 1_024, 512, 256, 16])
    for count in [4_095, 4_096, 4_097, 16_384, 16_385, 100_000] {
      let ranges = SegmentPlan(count: count).ranges
      #expect(ranges.first?.lowerBound == 0 && ranges.last?.upperBound == count)
      #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
    }
  }

  @Test("of no documents is an index that finds nothing")
  func empty() throws {
    #expect(try IndexReader(try files([])).find("政府").isEmpty)
  }
}

@Suite("Visible text")
struct VisibleTextTests {
  @Test(
    "drops tags, ends lines at blocks, decodes entities",
    arguments: [
      ("<p>甲<strong>乙</strong></p><p>丙</p>", "甲乙\n丙"), ("<ul><li>一</li><li>二</li></ul>", "一\n二"),
      ("<tr><th>甲</th><td>乙</td></tr>", "甲\t乙"), ("甲<br>乙", "甲\n乙"),
      ("a &lt;b&gt; &amp;amp; &#20013;&#x6587;&nbsp;c", "a <b> &amp; 中文\u{A0}c"),
      ("<a href=\"x>y\" title='>'>链</a>", "链"), ("<img alt=\"略\" src=\"a.png\">图", "图"), ("&unknown; &", "&unknown; &"),
    ])
  func texts(_ html: String, _ expected: String) {
    let text = String(decoding: VisibleText.of(html: Array(html.utf8)), as: UTF8.self)
    let lines = text.split(separator: "\n").map { $0.split(separator: "\t").joined(separator: "\t") }
    #expect(lines.joined(separator: "\n") == expected)
  }

  @Test("stands broken markup", arguments: ["<", "<p", "&", "&#xD800;", "<p title=\"", "</"])
  func broken(_ html: String) { _ = VisibleText.of(html: Array(html.utf8)) }
}
