import Testing
import Values

/// Days, moments, digests, codes and JSON.
@Suite("A value")
struct ValuesTests {
  @Test("of a day goes out and comes back for every day of 150 years")
  func days() throws {
    let first = try #require(Day(year: 1900, month: 1, day: 1))
    var weekday = first.weekday
    #expect(weekday == 1)
    for offset in 0..<54_787 {
      let day = first.adding(days: offset)
      #expect(Day(iso: day.description) == day)
      #expect(day.weekday == weekday)
      weekday = weekday % 7 + 1
    }
    #expect(first.adding(days: 54_786).description == "2049-12-31")
  }

  @Test("of a day at the ends of what it can hold does not trap, and outside 0 to 9999 has a sign")
  func extremes() {
    let (first, last) = (Day(ordinal: .min), Day(ordinal: .max))
    #expect(first.adding(days: -1) == first && first.adding(days: .min) == first && last.adding(days: .max) == last)
    #expect(first.days(to: last) == Int(Int32.max) - Int(Int32.min))
    #expect(last.adding(days: -Int(Int32.max)).description == "1970-01-01")
    #expect(last.description == "+5881580-07-11" && first.description == "-5877641-06-23")
    #expect(Day(ordinal: -719_529).description == "-0001-12-31")
    #expect(Day(ordinal: -719_528).description == "0000-01-01")
    #expect(Moment(seconds: .max).day == last && Moment(seconds: .min).day == first)
    #expect(!Moment(seconds: .max).description.isEmpty && !Moment(seconds: .min).toMinute.isEmpty)
    #expect(Moment(seconds: -1).description == "1970-01-01T07:59:59+08:00")
    #expect(Moment(seconds: -28_801).description == "1969-12-31T23:59:59+08:00")
  }

  @Test(
    "that is no day is refused",
    arguments: ["2026-02-29", "2026-13-01", "2026-1-01", "2026/01/01", "", "2026-01-00", "２026-01-01"])
  func noDay(_ text: String) { #expect(Day(iso: text) == nil) }

  @Test("of a moment is shown in China Standard Time")
  func moments() throws {
    #expect(Moment(seconds: 0).description == "1970-01-01T08:00:00+08:00")
    #expect(Moment(seconds: 1_795_363_200).toMinute == "2026-11-23 00:00")
    let text = "2026-11-23T23:59:59+08:00"
    let moment = try #require(Moment(text))
    #expect(moment.description == text)
    #expect(moment.day.description == "2026-11-23")
    #expect(Moment("2026-11-23T23:59:59Z") == nil)
    #expect(Moment("2026-11-23T24:00:00+08:00") == nil)
  }

  @Test("of a digest is SHA-256, in hexadecimal and in bytes")
  func digests() throws {
    let digest = Digest(of: "abc")
    #expect(digest.hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(Digest(hex: digest.hex) == digest)
    #expect(Digest(raw: digest.raw) == digest)
    #expect(Digest(hex: digest.hex.uppercased()) == nil)
    var stream = DigestStream()
    stream.update("a".utf8)
    stream.update("bc".utf8)
    #expect(stream.finish() == digest)
  }

  @Test("of a digest in hexadecimal takes the sixteen digits and no other byte, wherever it stands")
  func digits() throws {
    let right = Array(Digest(of: "甲").hex.utf8)
    for place in right.indices {
      for byte in UInt8.min...UInt8.max {
        var bytes = right
        bytes[place] = byte
        let isDigit = (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
        let digest = Digest(hex: bytes[...])
        #expect((digest != nil) == isDigit, "\(byte) at \(place)")
        if let digest { #expect(Array(digest.hex.utf8) == bytes) }
      }
    }
    #expect(Digest(hex: right.dropLast()) == nil)
    #expect(Digest(hex: right[...] + [0x30]) == nil)
  }

  @Test("of a 统一社会信用代码 is checked twice over")
  func creditCodes() {
    for text in ["11519900100000008K", "91350100M000100Y43", "11441700007280420Y", "113417020032563511"] {
      #expect(SocialCreditCode(text) != nil, "\(text)")
    }
    for text in ["12100000400018582T", "11519900100000008J", "1151990010000000K", "11519900100000009K", ""] {
      #expect(SocialCreditCode(text) == nil, "\(text)")
    }
  }

  @Test("of JSON is written one way only, and read strictly")
  func json() throws {
    let value: JSON = ["b": [1, -2, true, nil], "a": "引号\"反斜\\换行\n\u{1}", "空": [:]]
    #expect(try JSON(reading: value.bytes) == value)
    #expect(try JSON(reading: value.pretty) == value)
    #expect(String(decoding: value.bytes, as: UTF8.self) == #"{"b":[1,-2,true,null],"a":"引号\"反斜\\换行\n\u0001","空":{}}"#)
    #expect(try JSON(reading: #""\u4e2d\ud83d\ude00""#.utf8) == "中😀")
    for text in [
      "", "{", "[1,]", "{\"a\":1,\"a\":2}", "01", "1.", "\"\u{1}\"", "\"\\ud800\"", "nul", "1 2", "{a:1}", "\"\\x\"",
      String(repeating: "[", count: 100), "+1", "--1",
    ] { #expect(throws: JSONFault.self, "\(text)") { try JSON(reading: text.utf8) } }
    #expect(throws: JSONFault.self) { try JSON(reading: [0x22, 0xFF, 0x22]) }
  }
}
