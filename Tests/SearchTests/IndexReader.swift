import Foundation

/// Reads the files of an index the way search.js does, in the plainest way, so that tests can ask it questions.
struct IndexReader {
  let files: [String: [UInt8]]
  let segments: [(first: Int, count: Int, bits: Int)]
  let columns: [[String]]

  init(_ files: [String: [UInt8]]) throws {
    self.files = files
    let json = try JSONSerialization.jsonObject(with: Data(files["index.json"] ?? [])) as? [String: Any] ?? [:]
    segments = (json["segments"] as? [[Int]] ?? []).map { ($0[0], $0[1], $0[2]) }
    columns = json["columns"] as? [[String]] ?? []
  }

  static func varints(_ bytes: [UInt8]) -> [Int] {
    var all: [Int] = []
    var number = 0
    var shift = 0
    for byte in bytes {
      number |= Int(byte & 0x7F) << shift
      shift += 7
      if byte < 0x80 {
        all.append(number)
        number = 0
        shift = 0
      }
    }
    return all
  }

  /// The positions of every pair of a segment.
  func pairs(_ segment: (first: Int, count: Int, bits: Int)) -> [String: [Int]] {
    var result: [String: [Int]] = [:]
    func add(_ name: String, _ list: [UInt8]) {
      var position = 0
      result[name] = IndexReader.varints(list).map {
        position += $0
        return position
      }
    }
    // The frequent pairs: two characters and the bytes of their list.
    let heavy = IndexReader.varints(files["s\(segment.first)/heavy.bin"] ?? [])
    for at in stride(from: 0, to: heavy.count, by: 3) {
      let name = "\(String(heavy[at], radix: 16))-\(String(heavy[at + 1], radix: 16))"
      add(name, files["s\(segment.first)/h/\(name).bin"] ?? [])
    }
    for number in 0..<(1 << segment.bits) {
      let bytes = files["s\(segment.first)/b/\(number).bin"] ?? []
      var at = 0
      func next() -> Int {
        var value = 0
        var shift = 0
        while true {
          let byte = bytes[at]
          at += 1
          value |= Int(byte & 0x7F) << shift
          shift += 7
          if byte < 0x80 { return value }
        }
      }
      while at < bytes.count {
        let (a, b, length) = (next(), next(), next())
        let name = "\(String(a, radix: 16))-\(String(b, radix: 16))"
        add(name, Array(bytes[at..<(at + length)]))
        at += length
      }
    }
    return result
  }

  /// What no phrase is parted by.
  static let passedOver = Set(" \"'＂＇‘’‚‛“”„‟〈〉《》「」『』〝〞〟".unicodeScalars)

  /// Numbers of the documents that hold a phrase, and whether it stands in the head.
  func find(_ phrase: String) -> [Int: Bool] {
    let word = phrase.unicodeScalars.compactMap { scalar -> UInt32? in
      if IndexReader.passedOver.contains(scalar) { return nil }
      var value = scalar.value
      if (0xFF01...0xFF5E).contains(value) { value -= 0xFEE0 }
      if [0x5B, 0x3010, 0x3014, 0xFE5D].contains(value) { value = 0x28 }
      if [0x5D, 0x3011, 0x3015, 0xFE5E].contains(value) { value = 0x29 }
      return (0x41...0x5A).contains(value) ? value + 0x20 : value
    }
    var found: [Int: Bool] = [:]
    for segment in segments {
      let all = pairs(segment)
      var places: Set<Int>?
      for offset in 0..<(word.count - 1) {
        let name = "\(String(word[offset], radix: 16))-\(String(word[offset + 1], radix: 16))"
        let begins = Set((all[name] ?? []).map { $0 - offset })
        places = places.map { $0.intersection(begins) } ?? begins
      }
      let lengths = IndexReader.varints(files["s\(segment.first)/documents.bin"] ?? [])
      for place in places ?? [] {
        var start = 0
        for number in 0..<segment.count {
          let (head, length) = (lengths[number * 2], lengths[number * 2 + 1])
          if place >= start, place < start + length {
            found[segment.first + number] = (found[segment.first + number] ?? false) || place < start + head
            break
          }
          start += length
        }
      }
    }
    return found
  }

  /// The text of a segment from its blocks.
  func text(_ first: Int) -> String {
    var out: [UInt8] = []
    var number = 0
    while let block = files["s\(first)/t/\(number).txt"] {
      out += block
      number += 1
    }
    return String(decoding: out, as: UTF8.self)
  }
}
