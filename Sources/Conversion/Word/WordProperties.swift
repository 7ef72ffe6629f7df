import Inspection
import XML

/// What one style, or a paragraph or a run of itself, says of its form, as far as a page shows it.
struct WordProperties {
  /// The level of the outline, from 0; 9 for text.
  var outline: Int?
  var alignment: String?
  /// The list that it belongs to; `0` for none.
  var number: String?
  var level: Int?
  /// Looks that are switched, with what they are switched to.
  var looks: [Int: Bool] = [:]

  /// Takes from another what is not said here.
  mutating func fill(from other: WordProperties) {
    outline = outline ?? other.outline
    alignment = alignment ?? other.alignment
    if number == nil, let theirs = other.number {
      number = theirs
      level = level ?? other.level
    }
    looks.merge(other.looks) { own, _ in own }
  }

  /// Takes w:pPr.
  mutating func take(paragraph: XMLElement) {
    for item in paragraph.elements {
      let value = item.attributes.value("val")
      switch item.name {
      case "outlineLvl": outline = value.flatMap(Int.init)
      case "jc": alignment = value
      case "numPr":
        number = item.first("numId")?.attributes.value("val")
        level = item.first("ilvl")?.attributes.value("val").flatMap(Int.init)
      default: break
      }
    }
  }

  /// Takes w:rPr.
  mutating func take(run: XMLElement) {
    for item in run.elements {
      let value = item.attributes.value("val")
      switch item.name {
      case "b": looks[Look.bold.rawValue] = item.attributes.isOn
      case "i": looks[Look.italic.rawValue] = item.attributes.isOn
      case "u": looks[Look.underlined.rawValue] = value.map { $0 != "none" } ?? true
      case "strike", "dstrike": looks[Look.struck.rawValue] = item.attributes.isOn
      case "vertAlign":
        looks[Look.raised.rawValue] = value == "superscript"
        looks[Look.lowered.rawValue] = value == "subscript"
      default: break
      }
    }
  }
}
