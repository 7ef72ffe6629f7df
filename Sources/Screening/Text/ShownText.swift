import Markup

/// A text as its readers see it, where its source is written otherwise: Markdown with emphasis and entities within a
/// number, JSON with escapes.
enum ShownText {
  /// What is found in the shown text alone.
  ///
  /// - Parameter written: what was found in the source.
  static func findings(
    in bytes: [UInt8], name: String, besides written: [Finding], context: TextContext
  ) -> [Finding] {
    let shown: [UInt8]?
    switch name.split(separator: ".").last?.lowercased() {
    case "md", "markdown": shown = markdown(bytes)
    case "html", "htm": shown = (try? HTMLSanitizer.html(bytes)).map { text($0.html) }
    case "json", "jsonl", "geojson": shown = json(bytes)
    default: shown = nil
    }
    if let shown { return findings(inText: shown, besides: written, context: context) }
    return ["md", "markdown"].contains(name.split(separator: ".").last?.lowercased())
      ? levels(inCells: bytes, besides: written, context: context) : []
  }

  /// Levels of secrecy in cells, which a plain text of the page shows side by side: what then looks like a mark is asked of
  /// here, and not found by the last look alone.
  private static func levels(inCells bytes: [UInt8], besides written: [Finding], context: TextContext) -> [Finding] {
    guard bytes.count < 4 << 20, holdsLevelInCells(bytes), let html = try? Markdown.html(bytes).html else { return [] }
    let asked = Set(written.filter { $0.detector == .internalMark }.map(\.masked))
    return findings(inText: text(html), besides: written, context: context).filter {
      $0.detector == .secrecyMark && !asked.contains($0.masked)
    }.map {
      Finding(detector: .internalMark, action: .block, place: $0.place, masked: $0.masked, offset: nil)
    }
  }

  /// What is found in a text that is shown, and was not in what it is made from.
  static func findings(inText shown: [UInt8], besides written: [Finding], context: TextContext) -> [Finding] {
    findings(inSpaced: withSingleBlanks(shown), besides: written, context: context)
  }

  /// What is found in a field only where it is shown: with one blank for several.
  static func findings(inField text: String, besides written: [Finding], context: TextContext) -> [Finding] {
    let shown = withSingleBlanks(Array(text.utf8))
    return shown.count == text.utf8.count ? [] : findings(inSpaced: shown, besides: written, context: context)
  }

  private static func findings(
    inSpaced shown: [UInt8], besides written: [Finding], context: TextContext
  ) -> [Finding] {
    // Many numbers read the same when masked: each is told by itself.
    struct Sight: Hashable {
      let (detector, masked, number): (Detector, String, NumberTrace?)
      init(_ finding: Finding) { (detector, masked, number) = (finding.detector, finding.masked, finding.number) }
    }
    var known = Set(written.map(Sight.init))
    // A level that the source asks of may look like a mark where its quotation or its number is not shown.
    var asked = Dictionary(
      written.filter { $0.detector == .internalMark }.map { ($0.masked, 1) }, uniquingKeysWith: +)
    return TextScreen.findings(in: shown, context: context).filter {
      if $0.detector == .secrecyMark, let count = asked[$0.masked], count > 0, !known.contains(Sight($0)) {
        asked[$0.masked] = count - 1
        return false
      }
      // Marks and debris depend on where they stand in a line, which is not the source's.
      return ![.draftDebris, .internalChannel].contains($0.detector)
        && known.insert(Sight($0)).inserted
    }.map { $0.at("显示出来的文字\($0.place)") }
  }

  /// A text with one blank for several in a row, as lists and the search show it; wide ones are shown side by side, and read
  /// together all the same.
  static func withSingleBlanks(_ text: [UInt8]) -> [UInt8] {
    text.withUnsafeBufferPointer { bytes in
      let reader = SymbolReader(bytes: bytes)
      var out: [UInt8] = []
      out.reserveCapacity(bytes.count)
      var isAfterBlank = false
      var at = 0
      while at < bytes.count {
        if bytes[at] != 0x09, let length = reader.blank(at) {
          if !isAfterBlank { out.append(0x20) }
          isAfterBlank = true
          at += length
        } else {
          out.append(bytes[at])
          isAfterBlank = false
          at += 1
        }
      }
      return out
    }
  }

  /// The text of a rendered page; nil where the source has nothing that would change a number.
  static func markdown(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count < 4 << 20, holdsSign(bytes) || holdsPartedDigits(bytes), let html = try? Markdown.html(bytes).html
    else { return nil }
    return text(html)
  }

  /// Whether a level of secrecy may stand in a table, whose cells a page shows side by side: 绝密, 机密 or 秘密, with blanks
  /// within or without. (保密 is no level.)
  private static func holdsLevelInCells(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      guard bytes.contains(UInt8(ascii: "|")) else { return false }
      let reader = SymbolReader(bytes: bytes)
      var at = 0
      while at + 2 < bytes.count {
        guard bytes[at] & 0xFE == 0xE6, beginsLevel(bytes[at], bytes[at + 1], bytes[at + 2]) else {
          at += 1
          continue
        }
        at += 3
        var next = at
        for _ in 0..<6 { next += next < bytes.count ? reader.blank(next) ?? 0 : 0 }
        if reader.follows(next, "密") { return true }
      }
      return false
    }
  }

  /// 绝, 机, 秘, 絕, 機 or 祕.
  private static func beginsLevel(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
    switch (first, second, third) {
    case (0xE7, 0xBB, 0x9D), (0xE6, 0x9C, 0xBA), (0xE7, 0xA7, 0x98), (0xE7, 0xB5, 0x95), (0xE6, 0xA9, 0x9F),
      (0xE7, 0xA5, 0x95):
      true
    default: false
    }
  }

  /// Whether there is a character that a page does not show as it is written.
  private static func holdsSign(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      for byte in bytes {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "\\"), UInt8(ascii: "<"),
          UInt8(ascii: "~"), UInt8(ascii: "`"), UInt8(ascii: "["):
          return true
        default: continue
        }
      }
      return false
    }
  }

  /// Whether digits enough for a number of a person stand in a row, with other things than letters between them: columns
  /// of a table, blanks, signs of quotations and lists, which a page shows otherwise.
  private static func holdsPartedDigits(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      let reader = SymbolReader(bytes: bytes)
      var count = 0
      var isParted = false
      var at = 0
      while at < bytes.count {
        if count == 0 {
          // Full-width digits begin with EF; those of other scripts are words most of the time.
          while at < bytes.count, bytes[at] &- 0x30 >= 10, bytes[at] != 0xEF { at += 1 }
          guard at < bytes.count else { return false }
        }
        let byte = bytes[at]
        if byte &- 0x30 < 10 || byte >= 0x80 && reader.isDigit(at: at) {
          count += 1
          if count >= fewestDigits, isParted { return true }
        } else if byte | 0x20 &- 0x61 < 26 || byte >= 0xE3 && reader.blank(at) == nil {
          (count, isParted) = (0, false)
        } else {
          isParted = count > 0
        }
        at += byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      }
      return false
    }
  }

  /// Digits of the shortest number that a page must not show.
  private static let fewestDigits = 15

  /// What stands between the tags of a page that our own renderer wrote, with what it tells of links and pictures.
  private static func text(_ html: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(html.count)
    html.withUnsafeBufferPointer { html in
      var at = 0
      while at < html.count {
        let start = at
        while at < html.count, html[at] != UInt8(ascii: "<"), html[at] != UInt8(ascii: "&"), html[at] > 0x20 { at += 1 }
        text.append(contentsOf: html[start..<at])
        guard at < html.count else { break }
        if html[at] <= 0x20 {
          // Several blanks, and line ends within a paragraph, are one blank.
          while at < html.count, html[at] <= 0x20 { at += 1 }
          if let last = text.last, last > 0x20 { text.append(0x20) }
          continue
        }
        let rest = html[at...]
        if html[at] == UInt8(ascii: "&") {
          let (character, length) = entity(rest)
          text.append(character)
          at += length
          continue
        }
        addTitles(of: rest, to: &text)
        // Blocks and cells part words; emphasis does not.
        if blocks.contains(where: { rest.starts(with: $0) }) {
          text.append(0x0A)
        } else if cells.contains(where: { rest.starts(with: $0) }) {
          text.append(0x09)
        }
        at = (rest.firstIndex(of: UInt8(ascii: ">")) ?? html.count - 1) + 1
      }
    }
    return text
  }

  /// What a tag says to those who point at a link, or do not see a picture.
  private static func addTitles(of tag: Slice<UnsafeBufferPointer<UInt8>>, to text: inout [UInt8]) {
    guard tag.starts(with: "<a ".utf8) || tag.starts(with: "<img ".utf8) else { return }
    let tag = tag[..<(tag.firstIndex(of: UInt8(ascii: ">")) ?? tag.endIndex)]
    for name in titles {
      guard let start = tag.indices.first(where: { tag[$0...].starts(with: name) }) else { continue }
      var rest = tag[(start + name.count)...].prefix { $0 != UInt8(ascii: "\"") }
      text.append(0x0A)
      while let first = rest.first {
        let (character, length) = first == UInt8(ascii: "&") ? entity(rest) : (first, 1)
        text.append(character)
        rest = rest.dropFirst(length)
      }
      text.append(0x0A)
    }
  }

  private static let titles = [" title=\"", " alt=\""].map { Array($0.utf8) }

  private static let blocks = ["<p", "<h", "<li", "<div", "<tr", "<blockquote", "<table", "</p", "</h", "</li"]
    .map { Array($0.utf8) }

  private static let cells = ["<td>", "<td ", "<th>", "<th "].map { Array($0.utf8) }

  /// The few that the renderer writes; all others it wrote as characters.
  private static func entity(_ rest: Slice<UnsafeBufferPointer<UInt8>>) -> (character: UInt8, length: Int) {
    for (name, character) in entities where rest.starts(with: name) { return (character, name.count) }
    return (UInt8(ascii: "&"), 1)
  }

  private static let entities: [(name: [UInt8], character: UInt8)] = [
    ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"),
  ].map { (Array($0.utf8), UInt8(ascii: $1)) }

  /// JSON with its escapes resolved; nil if it has none.
  static func json(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.contains(UInt8(ascii: "\\")) else { return nil }
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var high: UInt32?
    var at = 0
    while at < bytes.count {
      guard bytes[at] == UInt8(ascii: "\\"), at + 5 < bytes.count, bytes[at + 1] | 0x20 == UInt8(ascii: "u"),
        let unit = UInt32(String(decoding: bytes[(at + 2)..<(at + 6)], as: UTF8.self), radix: 16)
      else {
        text.append(bytes[at])
        at += 1
        continue
      }
      at += 6
      if (0xD800...0xDBFF).contains(unit) {
        high = unit
        continue
      }
      // A high surrogate without a low one after it stands for nothing.
      let isLow = (0xDC00...0xDFFF).contains(unit)
      let code = high.flatMap { isLow ? 0x10000 + ($0 - 0xD800) << 10 + (unit - 0xDC00) : nil } ?? unit
      high = nil
      if let scalar = UnicodeScalar(code) { text += Array(String(Character(scalar)).utf8) }
    }
    return text
  }
}
