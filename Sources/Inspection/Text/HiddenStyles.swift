import XML

/// The style sheets of a page, as far as they hide text by class, id or element; and what declarations hide.
struct HiddenStyles {
  /// What sheets say of a class (`.name`), an id (`#name`) or an element (`name`).
  private struct Said {
    var isNotDisplayed = false
    var isHiddenOtherwise = false
    var isWhite = false
    var isGround = false
  }

  private var said: [String: Said] = [:]
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
    let own = Declarations(element.attribute("style") ?? "")
    if own.hides { return true }
    let listed = said(of: element)
    let isListed = listed.contains { $0.isNotDisplayed || $0.isHiddenOtherwise }
    let isWhite =
      own.isWhite || listed.contains { $0.isWhite }
      || ["white", "#ffffff", "#fff"].contains(element.attribute("color")?.lowercased())
    return (isListed || isWhite && !isOnColour && !colours(element)) && !Mask.isBlank(element.text)
  }

  /// Whether an element lays a ground behind its text, other than a white one.
  func colours(_ element: XMLElement) -> Bool {
    if let colour = element.attribute("bgcolor"), !Declarations.isNoGround(colour.lowercased()) { return true }
    return element.attribute("background") != nil || Declarations(element.attribute("style") ?? "").isGround
      || said(of: element).contains { $0.isGround }
  }

  private func said(of element: XMLElement) -> [Said] {
    guard !said.isEmpty else { return [] }
    let names = (element.attribute("class") ?? "").lowercased().split(whereSeparator: \.isWhitespace).map { ".\($0)" }
    let id = element.attribute("id").map { ["#\($0.lowercased())"] } ?? []
    return (names + id + [element.name.lowercased()]).compactMap { said[$0] }
  }

  /// Reads rules; those for print and for narrow windows are left out, what they hide is seen on a screen.
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
        } else if head.contains("@media") && !head.contains("print") && !head.contains("max-width") {
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
    let declared = Declarations(rules)
    for selector in selectors.split(separator: ",") {
      // A state (`:hover`) or a family of elements is not weighed, only what one class, id or element says by itself.
      guard let last = selector.split(whereSeparator: { $0.isWhitespace || ">+~".contains($0) }).last,
        !last.contains(":"), !last.contains("["), let key = HiddenStyles.key(last)
      else { continue }
      var what = said[key] ?? Said()
      // What comes later shows again what was not displayed.
      if let isDisplayed = declared.isDisplayed { what.isNotDisplayed = !isDisplayed }
      if declared.hidesOtherwise { what.isHiddenOtherwise = true }
      if declared.isWhite { what.isWhite = true }
      if declared.isGround { what.isGround = true }
      said[key] = what
    }
  }

  /// The class, the id or the element that the last part of a selector names.
  private static func key(_ last: Substring) -> String? {
    for sign in [".", "#"] as [Character] {
      if let name = last.split(separator: sign, omittingEmptySubsequences: false).dropFirst().last {
        return name.isEmpty ? nil : "\(sign)\(name)"
      }
    }
    return last.allSatisfy({ $0.isLetter || $0.isNumber }) ? String(last) : nil
  }
}

/// Declarations of a style: `display: none; color: #fff`.
private struct Declarations {
  private let all: [(name: Substring, value: Substring)]

  init(_ text: String) {
    all = text.lowercased().filter { !$0.isWhitespace }.split(separator: ";").compactMap { declaration in
      let parts = declaration.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { return nil }
      return (parts[0], parts[1].hasSuffix("!important") ? parts[1].dropLast(10) : parts[1])
    }
  }

  var hides: Bool { isDisplayed == false || hidesOtherwise }

  /// What the last `display` says; nil where there is none.
  var isDisplayed: Bool? { all.last { $0.name == "display" }.map { $0.value != "none" } }

  var hidesOtherwise: Bool {
    all.contains { name, value in
      switch name {
      case "visibility": value == "hidden"
      case "font-size", "opacity": Declarations.isZero(value)
      case "color": value == "transparent"
      default: false
      }
    }
  }

  var isWhite: Bool { all.contains { $0.name == "color" && Declarations.white.contains($0.value) } }

  var isGround: Bool {
    all.contains { name, value in
      ["background", "background-color", "background-image"].contains(name) && !Declarations.isNoGround(value)
    }
  }

  /// Whether a colour is a white page's own.
  static func isNoGround(_ value: some StringProtocol) -> Bool {
    white.contains(Substring(value)) || ["transparent", "none", "inherit", "initial", "unset", "0"].contains(value)
  }

  /// `0`, `0px`, `0.0em`, and not `0.9em`.
  private static func isZero(_ value: Substring) -> Bool {
    Double(value.prefix { $0.isNumber || $0 == "." || $0 == "+" || $0 == "-" }) == 0
  }

  private static let white: Set<Substring> = [
    "white", "#fff", "#ffffff", "rgb(255,255,255)", "rgba(255,255,255,1)",
  ]
}
