/// A rectangle of a page in millimetres: `x y width height`, from the upper left corner.
package struct OFDBox: Hashable {
  package var x = 0.0
  package var y = 0.0
  package var width = 0.0
  package var height = 0.0

  init() {}

  /// Reads an attribute of type ST_Box; nil if it is none.
  init?(_ text: String?) {
    let numbers = (text ?? "").split(separator: " ").compactMap { Double($0) }.filter(\.isFinite)
    guard numbers.count == 4 else { return nil }
    (x, y, width, height) = (numbers[0], numbers[1], numbers[2], numbers[3])
  }

  /// The smallest rectangle that holds both.
  func united(with other: OFDBox) -> OFDBox {
    var result = self
    (result.x, result.y) = (min(x, other.x), min(y, other.y))
    result.width = max(x + width, other.x + other.width) - result.x
    result.height = max(y + height, other.y + other.height) - result.y
    return result
  }

  /// Covers another box wholly, give or take half a millimetre.
  func covers(_ other: OFDBox) -> Bool {
    x <= other.x + 0.5 && y <= other.y + 0.5 && x + width >= other.x + other.width - 0.5
      && y + height >= other.y + other.height - 0.5
  }
}
