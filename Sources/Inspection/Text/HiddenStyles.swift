import XML

/// The style sheets of a page, as far as they hide text by class, id or element; and what declarations hide.
struct HiddenStyles {
  private var classes: Set<String> = []
  private var ids: Set<String> = []
  private static let mostBytes = 1 << 20

  /// Takes the `style` elements of a page.
  init(of root: XMLElement) {
    for sheet in root.descendants("style") { read(Array(sheet.text.lowercased().utf8.prefix(Self.mostBytes))) }
  }

  /// Whether an element's own attributes or the page's sheets hide it.
  ///
  /// - Parameter isOnColour: whether a ground other than the page's lies behind it, on which white text is read.
  func hides(_ element: XMLElement, isOnColour: Bool) -> Bool {
    if element.attribute("hidden") != nil { return true }
    let rules = (element.attribute("style") ?? "").lowercased().filter { !$0.isWhitespace }
    if Self.hides(rules) { return true }
    let named = (element.attribute("class") ?? "").lowercased().split(whereSeparator: \.isWhitespace)
    let isListed =
      named.contains { classes.contains(String($0)) }
      || element.attribute("id").map { ids.contains($0.lowercased()) } == true
    let isWhite =
      !isOnColour && !Self.colours(element)
      && (Self.isWhite(rules) || ["white", "#ffffff", "#fff"].contains(element.attribute("color")?.lowercased()))
    return (isListed || isWhite) && !Mask.isBlank(element.text)
  }

  /// Whether an element lays a ground behind its text.
  static func colours(_ element: XMLElement) -> Bool {
    element.attribute("bgcolor") != nil || element.attribute("background") != nil
      || element.attribute("style")?.lowercased().contains("background") == true
  }

  /// Declarations without blanks, in small letters.
  private static func hides(_ rules: String) -> Bool {
    guard !rules.isEmpty else { return false }
    return rules.contains("display:none") || rules.contains("visibility:hidden") || rules.contains("font-size:0")
      || declarations(rules).contains { $0 == "opacity:0" || $0 == "color:transparent" }
  }

  private static func isWhite(_ rules: String) -> Bool {
    declarations(rules).contains { white.contains($0) }
  }

  private static func declarations(_ rules: String) -> [String] {
    rules.split(separator: ";").map { $0.hasSuffix("!important") ? String($0.dropLast(10)) : String($0) }
  }

  private static let white: Set<String> = [
    "color:white", "color:#fff", "color:#ffffff", "color:rgb(255,255,255)", "color:rgba(255,255,255,1)",
  ]

  /// Reads rules; those for print are left out, what they hide is seen on a screen.
  private mutating func read(_ sheet: [UInt8]) {
    var selectors: [UInt8] = []
    var at = 0
    while at < sheet.count {
      switch sheet[at] {
      case UInt8(ascii: "/") where at + 1 < sheet.count && sheet[at + 1] == UInt8(ascii: "*"):
        at = Bytes.find(Array("*/".utf8), in: sheet, from: at + 2).map { $0 + 2 } ?? sheet.count
      case UInt8(ascii: "{"):
        let end = HiddenStyles.end(of: at, in: sheet)
        let head = String(decoding: selectors, as: UTF8.self)
        if !head.contains("@") {
          rule(head, String(decoding: sheet[(at + 1)..<end], as: UTF8.self).filter { !$0.isWhitespace })
        } else if head.contains("@media") && !head.contains("print") {
          // The rules within are read as if they stood by themselves.
          selectors = []
          at += 1
          continue
        }
        selectors = []
        at = end + 1
      case UInt8(ascii: "}"), UInt8(ascii: ";"):
        selectors = []
        at += 1
      default:
        selectors.append(sheet[at])
        at += 1
      }
    }
  }

  /// Where the brace that opens at a place is closed; the end where it is not.
  private static func end(of start: Int, in sheet: [UInt8]) -> Int {
    var depth = 0
    for at in start..<sheet.count {
      if sheet[at] == UInt8(ascii: "{") { depth += 1 }
      if sheet[at] == UInt8(ascii: "}") { depth -= 1 }
      if depth == 0 { return at }
    }
    return sheet.count
  }

  private mutating func rule(_ selectors: String, _ rules: String) {
    guard HiddenStyles.hides(rules) else { return }
    for selector in selectors.split(separator: ",") {
      // A state (`:hover`) or a family of elements is not weighed, only what one class or id says by itself.
      guard let last = selector.split(whereSeparator: { $0.isWhitespace || ">+~".contains($0) }).last,
        !last.contains(":"), !last.contains("[")
      else { continue }
      if let name = last.split(separator: ".", omittingEmptySubsequences: false).dropFirst().last, !name.isEmpty {
        classes.insert(String(name))
      } else if let name = last.split(separator: "#", omittingEmptySubsequences: false).dropFirst().last {
        ids.insert(String(name))
      }
    }
  }
}
