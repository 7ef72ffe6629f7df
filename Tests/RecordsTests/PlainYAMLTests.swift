import Foundation
import Testing

@testable import Records

/// What the plain reader takes on must read as Yams reads it, places included; what it leaves alone is no matter.
@Suite struct PlainYAMLTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Front matters and settings of the example office and of every fixture.
  private static func texts() -> [String] {
    var texts: [String] = []
    for folder in ["site", "Tests/RecordsTests/Fixtures"] {
      let walk = FileManager.default.enumerator(at: root.appending(path: folder), includingPropertiesForKeys: nil)
      for case let file as URL in walk ?? .init() where ["md", "yaml"].contains(file.pathExtension) {
        guard let bytes = try? [UInt8](Data(contentsOf: file)), let source = try? SourceText(checking: bytes) else {
          continue
        }
        if file.pathExtension == "yaml" {
          texts.append(String(decoding: bytes, as: UTF8.self))
        } else if let front = try? FrontMatter(in: source) {
          texts.append(source.text(front.yaml))
        }
      }
    }
    return texts
  }

  private func compare(_ text: String, _ context: String = "") -> Bool {
    guard let plain = PlainYAML.read(text, linesBefore: 1) else { return false }
    guard case .success(let node?) = YAMLReader.readWithYams(text, linesBefore: 1) else {
      Issue.record("Yams refuses what the plain reader takes: \(text.debugDescription) \(context)")
      return true
    }
    #expect("\(plain)" == "\(node)", "\(text.debugDescription) \(context)")
    return true
  }

  @Test("reads the example's and the fixtures' fields as Yams does, many of them by itself")
  func realTexts() {
    let fronts = PlainYAMLTests.texts()
    let taken = fronts.filter { compare($0) }.count
    #expect(fronts.count > 150)
    #expect(taken * 10 > fronts.count * 4, "\(taken) of \(fronts.count)")
  }

  @Test("agrees with Yams on what it takes of texts that were changed at every place")
  func mutations() {
    let base =
      "标题: \"关于「甲」的\\\\通知\"\n栏目: 2.1\n公开载体: [政府网站, \"政府 公报\",甲-乙]\n网址: https://a.gov.cn/x?y=1&z=2\n办公时间: 9:00-17:00 (全天)\n"
    let strange = [
      ":", ": ", " #", "#", "'", "\"", "\\", "[", "]", "{", "}", ",", "- ", "-", "&a", "*a", "!", "|", ">", "%", "@",
      "`",
      "?", "~", "null", " ", "\t", "\n", "\r", "\n ", "---\n", "...\n", "\u{85}", "\u{A0}", "\u{2028}", "\u{FEFF}",
      "\u{3000}",
      "\u{200B}", "\u{FFFD}", "\u{E000}", "\u{1F600}", "<<", "=", ";", "：", "\u{7F}", "\u{1}", "…",
    ]
    let scalars = Array(base.unicodeScalars)
    for at in 0...scalars.count {
      for piece in strange {
        var view = String.UnicodeScalarView(scalars[..<at])
        view.append(contentsOf: piece.unicodeScalars)
        view.append(contentsOf: scalars[at...])
        _ = compare(String(view), "\(piece.debugDescription) at \(at)")
        if at < scalars.count {
          var replaced = String.UnicodeScalarView(scalars[..<at])
          replaced.append(contentsOf: piece.unicodeScalars)
          replaced.append(contentsOf: scalars[(at + 1)...])
          _ = compare(String(replaced), "\(piece.debugDescription) for \(at)")
        }
      }
    }
  }

  @Test("leaves to Yams what has a meaning of its own")
  func left() {
    for text in [
      "", "# 注释\n", "甲: 乙 # 注释\n", "甲:\n  乙: 丙\n", "甲:\n- 乙\n", "甲: |\n  乙\n", "甲: 'x'\n", "甲: null\n", "甲: ~\n",
      "甲: 乙: 丙\n",
      "甲: 乙\n 丙\n", "甲: 乙\n甲: 丙\n", "甲: \"乙\n丙\"\n", "甲: []\n", "甲: [乙\n]\n", "甲: &a 乙\n", "<<: 乙\n", "甲: \"a\\n\"\n",
    ] {
      #expect(PlainYAML.read(text, linesBefore: 0) == nil, "\(text.debugDescription)")
    }
  }
}
