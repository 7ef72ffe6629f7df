import XML

/// Signs of fonts that hold pictures in the place of letters, as w:sym names them.
enum WordSymbol {
  /// The character that shows the same; nil if none is known.
  static func text(font: String, code: String) -> String? {
    guard let value = UInt32(code, radix: 16) else { return nil }
    let font = font.lowercased()
    if let known = signs[font]?[value & 0xFF], value >= 0xF000 || value < 0x100 { return known }
    guard signs[font] == nil, !pictures.contains(font), !(0xE000...0xF8FF).contains(value), value >= 0x20 else {
      return nil
    }
    return Unicode.Scalar(value).map { String(Character($0)) }
  }

  /// The fonts of pictures that a run names for its ASCII letters and for others.
  static func fonts(_ names: XMLElement?) -> [String?] {
    ["ascii", "hAnsi"].map { key in
      names?.attributes.value(key).flatMap { pictures.contains($0.lowercased()) ? $0 : nil }
    }
  }

  private static let pictures: Set<String> = ["wingdings", "wingdings 2", "wingdings 3", "webdings"]

  private static let signs: [String: [UInt32: String]] = [
    "wingdings": [
      0xA8: "□", 0x6F: "□", 0x71: "□", 0xFE: "☑", 0x52: "☑", 0xFD: "☒", 0x78: "☒", 0xFC: "✓", 0xFB: "✗", 0x6C: "●",
      0x6E: "■", 0x75: "◆", 0xA1: "○", 0xD8: "➢", 0xE0: "→", 0xDF: "←", 0x28: "☎", 0x2A: "✉",
    ],
    "wingdings 2": [
      0x52: "☑", 0x54: "☒", 0xA3: "□", 0x50: "✓", 0x4F: "✗", 0x2A: "□", 0x97: "●", 0x30: "☑",
    ],
    "symbol": [
      0xB7: "•", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xA3: "≤", 0xB3: "≥", 0xB9: "≠", 0xAE: "→", 0xAC: "←",
      0x61: "α", 0x62: "β", 0x67: "γ", 0x64: "δ", 0x6D: "μ", 0x70: "π", 0x53: "Σ", 0x57: "Ω", 0x25: "%",
    ],
  ]
}
