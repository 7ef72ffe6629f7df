/// A share of whole numbers, printed with its terms.
public struct Ratio: Hashable, Sendable {
  public let part: Int
  public let whole: Int

  /// Makes a share; numbers below 0 are taken as 0.
  public init(_ part: Int, of whole: Int) {
    self.part = max(part, 0)
    self.whole = max(whole, 0)
  }

  /// Tenths of a percent, rounded half up; nil of nothing.
  public var permille: Int? {
    guard whole > 0 else { return nil }
    let (product, overflow) = part.multipliedReportingOverflow(by: 2000)
    guard !overflow, whole <= Int.max / 2 else { return part >= whole ? 1000 : 0 }
    return (product / whole + 1) / 2
  }

  /// `93.1%`, or `—` of nothing.
  public var percent: String { permille.map { "\($0 / 10).\($0 % 10)%" } ?? "—" }

  /// The share as a number to three places; nil of nothing.
  public var value: Double? { permille.map { Double($0) / 1000 } }
}
