import Testing

@testable import Screening

/// The quick look may never miss what the close one finds.
@Suite struct CertainSieveTests {
  private static let context: TextContext = {
    var context = TextContext()
    context.breadth = .certain
    context.asOf = (2026, 11, 23)
    return context
  }()

  private func mayHold(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { CertainSieve.mayHold($0, CertainSieveTests.context) }
  }

  private func isFound(_ bytes: [UInt8]) -> Bool {
    TextScreen.findings(in: bytes, context: CertainSieveTests.context).contains {
      CertainSieve.detectors.contains($0.detector)
    }
  }

  @Test(
    "lets pass what holds no number and no mark",
    arguments: [
      "", "正文", "2026年11月23日", "<a href=\"../2.4/202611/2026-00012.html\">关于印发办法的通知</a>",
      "索引号：11519900100000008K/2026-00012", "保守国家秘", "密级", "1234 5678 9012 345", "３．１４１５９２６５３５８９７９",
      "{\"sha256\":\"0123456789abcdef0123456789abcdef\"}", "9999999999999999", "一二三四五六七八九十", "\u{10FFFF}𠀀é",
      "https://www.example.gov.cn/3.2/202401/2024-00003.html", "二〇二四年1月2日，第3号；4.5、6/7 8-9", "4111 1111 1111 1112",
      "1.2,3;4|5_6/7 8\t9-0", String(repeating: "3.2/202401/2024-00003.html ", count: 9),
      String(repeating: "7", count: 15) + "     " + String(repeating: "7", count: 15),
    ])
  func plain(_ text: String) {
    #expect(!mayHold(Array(text.utf8)))
  }

  @Test(
    "looks closely at numbers and marks however they are written",
    arguments: [
      TextScreenTests.id(), "11010519491231002X", "11010519491231002x", "11010519491231002×", "11010519491231002Ⅹ",
      "11010519491231002ｘ", "11010519491231002Ｘ", "110105 19491231 002X", "110105\u{200B}19491231002 X",
      "1101051949\r\n1231002X", "110105\u{3000}1949\u{2011}1231\u{A0}002\u{AD}X", "一一〇一零五１９４９一二三一〇〇二X",
      "\(TextScreenTests.id())42", "6222020000000000000", "4111 1111 1111 1111", "机密★10年", "密级：秘密", "绝密",
    ])
  func planted(_ text: String) {
    #expect(mayHold(Array(text.utf8)))
    #expect(mayHold(Array("<p>前面的话\(text)。</p>".utf8)))
  }

  @Test("finds whatever the close look finds, in texts put together at random")
  func differential() {
    var dice = Dice(state: 20_261_123)
    let pieces: [String] = [
      "\(TextScreenTests.id())", "11010519491231002", "X", "x", "×", "Ⅹ", "ｘ", "Ｘ", "42", "6222020000000000000",
      "4111111111111111", "110105", "19491231", "002", "4111", "1111", "622202", "０", "１１０１０５", "一一〇一〇五", "一九四九",
      "*", "＊", " ", "  ", "\n", "\r\n", "\r", "-", "－", "\u{2010}", "\u{3000}", "\u{A0}", "\u{AD}", "\u{200B}",
      "\u{2060}", "\u{FEFF}", ",", ".", "/", "a", "K", "K/2026-00012", "<p>", "字", "第十二条", "é", "𠀀", "机密", "秘密", "绝密",
      "★", "☆", "密级：", "密级:", "密", "机", "10.1.2.3", "2026-11-23", "姓名", "\t", "壹贰", "SFZ", "Ｄ", "abcdefgh", "𝟎", "○",
      "機　密", "秘密*10年", "_", "(",
      "身份证号：", "\u{E0100}", "\u{3164}", "\u{FFA0}", "\u{2800}", "\u{85}", "\u{7F}", "\u{1FBF1}", "①", "⓪", "貳", "／",
      "（10年）",
      "【",
    ]
    var found = 0
    for round in 0..<6_000 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 1...12, using: &dice) {
        bytes += pieces[Int.random(in: 0..<pieces.count, using: &dice)].utf8
      }
      // Digits of a number with something dropped in, and bytes that are no UTF-8.
      if round % 3 == 0, !bytes.isEmpty {
        let piece = Array(pieces[Int.random(in: 0..<pieces.count, using: &dice)].utf8)
        bytes.insert(contentsOf: piece, at: Int.random(in: 0...bytes.count, using: &dice))
      }
      if round % 5 == 0 {
        bytes.insert(UInt8.random(in: 0...255, using: &dice), at: Int.random(in: 0...bytes.count, using: &dice))
      }
      if isFound(bytes) {
        found += 1
        #expect(mayHold(bytes), "\(String(decoding: bytes, as: UTF8.self))")
      }
    }
    #expect(found > 300)
  }

  @Test("finds whatever the close look finds, in numbers cut into groups by plain signs")
  func groups() {
    var dice = Dice(state: 20_261_127)
    let signs = [" ", "-", ".", ",", "/", "_", "|", ";", "\t", "\n"]
    let around = ["", "字", "a", "7", "12 ", " 34", "-5", "/", "2024-", ".html", "\"", "五", "卡号 "]
    var found = 0
    for _ in 0..<8_000 {
      let number: String
      if Bool.random(using: &dice) {
        number = TextScreenTests.id(serial: String(100 + Int.random(in: 0..<900, using: &dice)))
      } else {
        let beginning = ["62", "4", "51", "35"].randomElement(using: &dice) ?? "62"
        let length = beginning == "62" ? Int.random(in: 16...19, using: &dice) : 16
        let body =
          beginning + (0..<length - beginning.count - 1).map { _ in "\(Int.random(in: 0...9, using: &dice))" }.joined()
        let check = (0...9).first { Checksums.isLuhn(Array("\(body)\($0)".utf8)) } ?? 0
        number = body + "\(check)"
      }
      var text = around.randomElement(using: &dice) ?? ""
      for (place, digit) in number.enumerated() {
        let isCut = place > 0 && (place % 4 == 0 || place == 6 || place == 14)
        if isCut, Int.random(in: 0..<3, using: &dice) == 0 {
          for _ in 0...Int.random(in: 0...1, using: &dice) { text += signs.randomElement(using: &dice) ?? " " }
        }
        text.append(digit)
      }
      text += around.randomElement(using: &dice) ?? ""
      let bytes = Array(text.utf8)
      if isFound(bytes) {
        found += 1
        #expect(mayHold(bytes), "\(text)")
      }
    }
    #expect(found > 500)
  }

  @Test("finds a number cut by every separator and character without width, at every place")
  func cuts() {
    let cuts = [
      " ", "-", "\n", "\r\n", "\u{A0}", "\u{AD}", "\u{200B}", "\u{2060}", "\u{2011}", "\u{3000}", "\u{FF0D}",
      " \u{200B}",
    ]
    for number in [TextScreenTests.id(), "11010519491231002X", "6222020000000000000"] {
      for cut in cuts {
        for place in 1..<number.count {
          let bytes = Array("号码\(number.prefix(place))\(cut)\(number.dropFirst(place))。".utf8)
          #expect(!isFound(bytes) || mayHold(bytes))
        }
      }
    }
  }
}

/// Random numbers that are the same in every run.
private struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
