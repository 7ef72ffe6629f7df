import Records
import Testing

@Suite struct FieldTableTests {
  /// Against a dictionary, over every order of setting and taking away that a seed gives.
  @Test(arguments: 0..<50) func holdsWhatADictionaryHolds(seed: Int) {
    var number = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func next(_ count: Int) -> Int {
      number = number &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(number >> 33) % count
    }
    var table = FieldTable<Int>()
    var plain: [Field: Int] = [:]
    for step in 0..<400 {
      let field = Field.allCases[next(Field.allCases.count)]
      let value = next(3) == 0 ? nil : step
      table[field] = value
      plain[field] = value
      #expect(table[field] == plain[field] && table.count == plain.count)
    }
    #expect(table.keys == Field.allCases.filter { plain[$0] != nil })
    #expect(table.values == Field.allCases.compactMap { plain[$0] })
    #expect(Dictionary(uniqueKeysWithValues: table.map { ($0.key, $0.value) }) == plain)
    let some: Set<Field> = [.title, .documentKind, .column]
    #expect(table.keeping(some).keys == table.keys.filter(some.contains))
  }

  /// Every field has a bit of its own.
  @Test func everyFieldHasItsNumber() {
    #expect(Field.allCases.count <= UInt128.bitWidth)
    #expect(Field.allCases.map(\.number) == Array(Field.allCases.indices))
    #expect(Field.allCases.map { Field(number: $0.number) } == Field.allCases)
    #expect(Field(number: Field.allCases.count) == nil && Field(number: -1) == nil)
  }
}
