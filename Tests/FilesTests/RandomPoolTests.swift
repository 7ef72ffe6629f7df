import Files
import Testing

/// Random numbers, fetched many at a time.
@Suite("Random numbers")
struct RandomPoolTests {
  @Test("come one after another across many fetches, none twice, every bit both ways")
  func numbers() {
    let (one, other) = (RandomPool(), RandomPool())
    let numbers = (0..<3000).flatMap { _ in [one.next(), other.next()] }
    #expect(Set(numbers).count == numbers.count)
    let set = numbers.reduce(0, |)
    let clear = numbers.reduce(0) { $0 | ~$1 }
    #expect(set == .max && clear == .max)
  }
}
