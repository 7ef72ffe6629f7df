/// Letters that stand for something else than what they show: a page would show a box, or another sign.
enum LostLetters {
  /// Refuses a text with letters of a font's private area, or with the sign for what could not be read.
  static func check(_ text: [UInt8]) throws(ConversionFault) {
    var line = 1
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      switch scalar.value {
      case 0x0A: line += 1
      case 0xE000...0xF8FF, 0xFFFD, 0xF0000...0x10FFFD:
        throw ConversionFault(
          "转出的第 \(line) 行有只在某种字体里才有的字符(U+\(String(scalar.value, radix: 16, uppercase: true)))，网页上显示不出",
          remedy: "在原稿中换成普通文字或符号（如 □、√、●、①），或改用 .md、.html 正文")
      default: continue
      }
    }
  }
}
