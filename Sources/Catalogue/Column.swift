/// The code of a column (栏目编码), such as `2.4` or `4.1.2`; ordered as numbers, not as text.
public struct ColumnCode: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The parts from the top, 16 bits each, zeros where there are no more: ordered as the codes are, and without a
  /// reference, since every record holds one and lists are sorted by it.
  private let packed: UInt64

  /// The parts from the top: `[4, 1, 2]`.
  public var parts: [Int] { (0..<depth).map { part($0) } }

  private func part(_ place: Int) -> Int { Int(packed >> UInt64(48 - 16 * place) & 0xFFFF) }

  /// Reads `4.1.2`: one to four positive numbers without leading zeros.
  public init?(_ text: some StringProtocol) {
    var packed: UInt64 = 0
    var place = 0
    var number: UInt64 = 0
    for byte in text.utf8 {
      if byte == UInt8(ascii: ".") {
        guard number > 0, place < 3 else { return nil }
        packed |= number << UInt64(48 - 16 * place)
        place += 1
        number = 0
      } else {
        // No zero before a number, and three digits at the most.
        guard byte &- 0x30 < 10, byte != 0x30 || number > 0, number < 100 else { return nil }
        number = number * 10 + UInt64(byte - 0x30)
      }
    }
    guard number > 0 else { return nil }
    self.packed = packed | number << UInt64(48 - 16 * place)
  }

  private init(packed: UInt64) { self.packed = packed }

  /// The code of the column above; nil for a top column.
  public var parent: ColumnCode? {
    let depth = depth
    return depth > 1 ? ColumnCode(packed: packed & ~0 << UInt64(64 - 16 * (depth - 1))) : nil
  }

  /// The code of the top column that this one is in.
  public var top: ColumnCode { ColumnCode(packed: packed & 0xFFFF << 48) }

  /// 1 for a top column, 2 for its children, and so on.
  public var depth: Int { 4 - packed.trailingZeroBitCount / 16 }

  public var description: String { parts.map(String.init).joined(separator: ".") }

  public static func < (left: ColumnCode, right: ColumnCode) -> Bool { left.packed < right.packed }
}

/// A column (栏目) of the disclosure catalogue.
public struct Column: Hashable, Sendable {
  public let code: ColumnCode
  public let name: String
  /// Whether the column must hold something.
  public let requirement: Requirement
  /// What a record must bring to be admitted (篇3 二(二)).
  public let rule: AdmissionRule
  /// Items of 条例 Art. 20 that the column serves.
  public let statutoryItems: [Int]
  /// Longest time between updates, in days (国办秘函〔2019〕19号); nil where none is set.
  public let interval: Int?
  /// What the column holds, in a sentence; goes into the ColumnDescription tag.
  public let purpose: String
  /// The class of the ColumnType tag (国办发〔2017〕47号).
  public let type: String
  /// Whether records may be put into the column itself. The four top columns, 4.1 and 4.2 only hold columns;
  /// 3.2 and 3.5 hold both, so that what fits none of their parts has a place.
  public let isLeaf: Bool

  /// Whether a column must be filled.
  public enum Requirement: String, Hashable, Sendable {
    /// An empty one is a gap.
    case required
    /// 如有: hidden when empty.
    case optional
  }
}
