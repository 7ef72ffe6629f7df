/// Values by field: which fields there are as bits, their values side by side in the order of `Field`.
///
/// A site has ten values a record and a hundred thousand records: a dictionary of them takes a kilobyte each, and hashes
/// at every look.
public struct FieldTable<Value> {
  private var present: UInt128 = 0
  private var held: [Value] = []

  /// An empty table.
  public init() {}

  /// Makes room for a number of values.
  public mutating func reserveCapacity(_ count: Int) { held.reserveCapacity(count) }

  /// The value of a field; nil if there is none. Setting nil takes it away.
  public subscript(field: Field) -> Value? {
    get { present & field.bit == 0 ? nil : held[place(of: field)] }
    set {
      let place = place(of: field)
      let isPresent = present & field.bit != 0
      if let newValue {
        if isPresent {
          held[place] = newValue
        } else if place == held.count {
          held.append(newValue)
        } else {
          held.insert(newValue, at: place)
        }
        present |= field.bit
      } else if isPresent {
        held.remove(at: place)
        present &= ~field.bit
      }
    }
  }

  /// Where the value of a field stands, or would stand: how many fields before it there are.
  private func place(of field: Field) -> Int { (present & (field.bit - 1)).nonzeroBitCount }

  /// The values of some fields only.
  public func keeping(_ fields: Set<Field>) -> FieldTable {
    var kept = FieldTable()
    for (field, value) in self where fields.contains(field) { kept[field] = value }
    return kept
  }

  /// The fields that there are, in the order of `Field`.
  public var keys: [Field] {
    var keys: [Field] = []
    keys.reserveCapacity(held.count)
    var left = present
    while left != 0 {
      keys.append(Field.numbered[left.trailingZeroBitCount])
      left &= left - 1
    }
    return keys
  }

  /// Whether a field has a value.
  public func contains(_ field: Field) -> Bool { present & field.bit != 0 }

  /// The values, in the order of `Field`.
  public var values: [Value] { held }

  /// How many there are.
  public var count: Int { held.count }
}

extension FieldTable: Sequence {
  /// Goes over the fields in the order of `Field`.
  public struct Iterator: IteratorProtocol {
    fileprivate var left: UInt128
    fileprivate var values: [Value].Iterator

    public mutating func next() -> (key: Field, value: Value)? {
      guard let value = values.next() else { return nil }
      let field = Field.numbered[left.trailingZeroBitCount]
      left &= left - 1
      return (field, value)
    }
  }

  public var underestimatedCount: Int { held.count }

  public func makeIterator() -> Iterator { Iterator(left: present, values: held.makeIterator()) }
}

extension FieldTable: Sendable where Value: Sendable {}
extension FieldTable: Equatable where Value: Equatable {}
extension FieldTable: Hashable where Value: Hashable {}

extension FieldTable where Value == FieldValue {
  /// Sets a value. (Not through the subscript, which other rooms call without knowing the type it is made for.)
  public mutating func set(_ field: Field, to value: FieldValue) { self[field] = value }
}

extension FieldTable: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (Field, Value)...) {
    for (field, value) in elements { self[field] = value }
  }
}

extension Field {
  /// Every field, at its number.
  fileprivate static let numbered = Field.allCases

  /// The field's number: its place among all cases, which is what an enumeration without values holds. It means the same
  /// to one program only.
  public var number: Int { withUnsafeBytes(of: self) { Int($0[0]) } }

  /// The field of a number; nil if there is none.
  public init?(number: Int) {
    guard Field.numbered.indices.contains(number) else { return nil }
    self = Field.numbered[number]
  }

  fileprivate var bit: UInt128 { 1 << UInt128(number) }
}
