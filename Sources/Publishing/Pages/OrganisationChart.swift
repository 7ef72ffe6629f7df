/// The organisation chart (机构设置图) in its usual form: the office in a box at the top, each unit below it in a tall
/// box with its name written downwards.
struct OrganisationChart {
  let office: String
  let departments: [Unit]
  let subordinates: [Unit]

  /// A unit with the page that describes it.
  struct Unit {
    let name: String
    let url: String
  }

  /// Lengths in pixels at normal size. A row of boxes is at most as wide as a phone.
  private enum Measure {
    static let column = 42
    static let box = 32
    static let row = 8
    static let character = 19
    static let gap = 44
    static let padding = 10
    static let trunk = 6
  }

  /// Height of the office's own box.
  private let top = 46

  /// The picture. Its boxes are links.
  var svg: [UInt8] {
    let groups = [("内设机构", departments), ("下属单位", subordinates)].filter { !$0.1.isEmpty }
    let rows = groups.flatMap { name, units in
      stride(from: 0, to: units.count, by: Measure.row).map { start in
        (label: start == 0 ? name : "", units: Array(units[start..<min(start + Measure.row, units.count)]))
      }
    }
    let width = max(300, (rows.map(\.units.count).max() ?? 1) * Measure.column + 20)
    let heights = rows.map { row in
      (row.units.map { OrganisationChart.letters($0.name).count }.max() ?? 1) * Measure.character + 2 * Measure.padding
    }
    let height = top + heights.reduce(0) { $0 + $1 + Measure.gap } + 4
    var picture = SVG(
      width: width, height: height, className: "organisation")
    picture.box(1, 1, width - 2, top - 2, className: "office")
    picture.label(office, width / 2, top / 2 + 6, className: "office-name")
    var y = top
    for (row, rowHeight) in zip(rows, heights) {
      draw(row.units, label: row.label, from: y, height: rowHeight, width: width, into: &picture)
      y += Measure.gap + rowHeight
    }
    return picture.finish()
  }

  private func draw(
    _ units: [Unit], label: String, from y: Int, height: Int, width: Int, into picture: inout SVG
  ) {
    let left = (width - units.count * Measure.column) / 2 + Measure.column / 2
    let right = left + (units.count - 1) * Measure.column
    let rail = y + Measure.gap / 2 + 6
    let boxTop = y + Measure.gap
    if y == top {
      picture.line(width / 2, y, width / 2, rail)
      picture.line(left, rail, right, rail)
    } else {
      // Further rows hang on a trunk beside the boxes above, not on the box that they stand under.
      picture.line(Measure.trunk, top, Measure.trunk, rail)
      picture.line(Measure.trunk, rail, right, rail)
    }
    if !label.isEmpty { picture.label(label, width / 2 + 8, rail - 8, anchor: "start", className: "kind") }
    for (index, unit) in units.enumerated() {
      let x = left + index * Measure.column
      picture.line(x, rail, x, boxTop)
      picture.raw("<a href=\"")
      picture.text(unit.url)
      picture.raw("\" aria-label=\"")
      picture.text(unit.name)
      picture.raw("\">")
      picture.box(x - Measure.box / 2, boxTop, Measure.box, height, className: "unit")
      for (line, letter) in OrganisationChart.letters(unit.name).enumerated() {
        picture.label(letter, x, boxTop + Measure.padding + 15 + line * Measure.character)
      }
      picture.raw("</a>")
    }
  }

  /// A name letter by letter from the top; runs of digits and Latin letters stay together, and a long name is cut.
  private static func letters(_ name: String) -> [String] {
    var letters: [String] = []
    for character in name {
      if character.isASCII, let last = letters.last, last.allSatisfy(\.isASCII), last.count < 3 {
        letters[letters.count - 1].append(character)
      } else {
        letters.append(String(character))
      }
    }
    return letters.count <= 14 ? letters : letters.prefix(13) + ["…"]
  }
}
