/// Things of one kind in a row: the values of all of them in one piece of memory.
///
/// What a page lists (its tags, its metadata, the rows of a table) is made by the hundred thousand on a large site, and
/// an object for each was a quarter of the cost of a page. Immutable, so that pages and threads can share one.
///
///     Rows(crumb, capacity: 2) {
///       $0.add(.text("首页"), .text("/"), .flag(false))
///       $0.add(.text("政策法规"), .text("/2/"), .flag(true))
///     }
public final class Rows: Sendable {
  /// Owned by the rows and never written after `init`; a pointer, so that rendering need not count references.
  nonisolated(unsafe) let slots: UnsafePointer<Value>
  /// Values of one thing: the fields of the schema.
  let width: Int
  /// How many things.
  public let count: Int

  /// Fills rows in a closure.
  ///
  /// - Parameter capacity: how many will come, if that is known; more may.
  public init(_ schema: Schema, capacity: Int = 8, fill: (inout Builder) -> Void) {
    var builder = Builder(schema, capacity: capacity)
    fill(&builder)
    slots = UnsafePointer(builder.storage)
    width = builder.width
    count = builder.count
  }

  deinit {
    let storage = UnsafeMutablePointer(mutating: slots)
    storage.deinitialize(count: width * count)
    storage.deallocate()
  }

  /// Rows in the making.
  public struct Builder: ~Copyable {
    private let schema: Schema
    fileprivate let width: Int
    fileprivate private(set) var storage: UnsafeMutablePointer<Value>
    fileprivate private(set) var count = 0
    private var capacity: Int

    fileprivate init(_ schema: Schema, capacity: Int) {
      self.schema = schema
      width = schema.fields.count
      self.capacity = max(1, capacity)
      storage = .allocate(capacity: max(1, width) * self.capacity)
    }

    /// Adds a thing with the values of its fields, in the order of the schema; the last ones may be left out.
    ///
    /// A value of another kind than the field's, or one past the last field, is a mistake in the program: it stops a
    /// debug build, and shows nothing in a release build.
    public mutating func add(
      _ first: __owned Value, _ second: __owned Value = .empty, _ third: __owned Value = .empty,
      _ fourth: __owned Value = .empty, _ fifth: __owned Value = .empty, _ sixth: __owned Value = .empty,
      _ seventh: __owned Value = .empty, _ eighth: __owned Value = .empty, _ ninth: __owned Value = .empty
    ) {
      makeRoom(for: 1)
      let row = storage + count * width
      put(first, 0, row)
      put(second, 1, row)
      put(third, 2, row)
      put(fourth, 3, row)
      put(fifth, 4, row)
      put(sixth, 5, row)
      put(seventh, 6, row)
      put(eighth, 7, row)
      put(ninth, 8, row)
      if width > 9 { (row + 9).initialize(repeating: .empty, count: width - 9) }
      count += 1
    }

    /// Adds all of other rows of the same schema.
    public mutating func add(contentsOf other: Rows) {
      guard other.width == width else {
        assertionFailure("rows of \(other.width) fields do not fit schema \(schema.name)")
        return
      }
      makeRoom(for: other.count)
      (storage + count * width).initialize(from: other.slots, count: other.count * width)
      count += other.count
    }

    @inline(__always)
    private func put(_ value: __owned Value, _ slot: Int, _ row: UnsafeMutablePointer<Value>) {
      guard slot < width else {
        if case .empty = value { return }
        return assertionFailure("schema \(schema.name) has \(width) fields")
      }
      assert(
        value.fits(schema.fields[slot].kind),
        "schema \(schema.name): the value of \(schema.fields[slot].name) is of another kind")
      (row + slot).initialize(to: value)
    }

    private mutating func makeRoom(for more: Int) {
      guard count + more > capacity else { return }
      capacity = max(capacity * 2, count + more)
      let larger = UnsafeMutablePointer<Value>.allocate(capacity: max(1, width) * capacity)
      larger.moveInitialize(from: storage, count: count * width)
      storage.deallocate()
      storage = larger
    }
  }
}
