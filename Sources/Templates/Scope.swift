/// The values of a schema's fields. Immutable, so that pages and threads can share one (the site's, the
/// navigation's) without a copy.
///
///     let scope = Scope(crumb, ["name": .text("首页"), "url": .text("/")])
public final class Scope: Sendable {
  /// Owned by the scope and never written after `init`; a pointer, so that rendering need not count references.
  nonisolated(unsafe) let slots: UnsafePointer<Value>
  let count: Int

  /// Fills the fields of a schema; those not named are empty.
  ///
  /// A name that the schema lacks, or a value of another kind than the field's, is a mistake in the program: it stops
  /// a debug build, and shows nothing in a release build.
  public convenience init(_ schema: Schema, _ named: KeyValuePairs<String, Value> = [:]) {
    self.init(schema) { fields in
      for (name, value) in named { fields[name] = value }
    }
  }

  /// Fills the fields of a schema from values that were gathered before; see `init(_:_:)`.
  @_disfavoredOverload  // A literal is filled as it stands; hashing it into a dictionary first costs twice.
  public convenience init(_ schema: Schema, _ named: [String: Value]) {
    self.init(schema) { fields in
      for (name, value) in named { fields[name] = value }
    }
  }

  /// Fills the fields of a schema in a closure, by name or by slot:
  ///
  ///     Scope(crumb) { $0["name"] = .text("首页"); $0[urlSlot] = .text("/") }
  public init(_ schema: Schema, fill: (inout Fields) -> Void) {
    var fields = Fields(schema)
    fill(&fields)
    slots = UnsafePointer(fields.storage)
    count = fields.count
  }

  /// Takes values in the order of the schema's slots: for code that fills many scopes. Values past the last field
  /// stop a debug build; fields past the last value are empty.
  public convenience init(_ schema: Schema, slots values: [Value]) {
    assert(values.count <= schema.fields.count, "schema \(schema.name) has \(schema.fields.count) fields")
    self.init(schema) { fields in
      for (slot, value) in values.enumerated() { fields[slot] = value }
    }
  }

  deinit {
    let storage = UnsafeMutablePointer(mutating: slots)
    storage.deinitialize(count: max(1, count))
    storage.deallocate()
  }

  /// The fields of a scope in the making.
  public struct Fields: ~Copyable {
    private let schema: Schema
    fileprivate let count: Int
    fileprivate let storage: UnsafeMutablePointer<Value>
    /// Where the next name is looked for first: names mostly come in the schema's order.
    private var next = 0

    fileprivate init(_ schema: Schema) {
      self.schema = schema
      count = schema.fields.count
      storage = .allocate(capacity: max(1, count))
      storage.initialize(repeating: .empty, count: max(1, count))
    }

    /// The value of a field. Names that the schema lacks are as in `Scope.init(_:_:)`.
    public subscript(_ name: String) -> Value {
      get { schema.slot(name).map { storage[$0] } ?? .empty }
      set {
        guard let slot = slot(name) else {
          assertionFailure("schema \(schema.name) has no field \(name)")
          return
        }
        next = slot + 1
        self[slot] = newValue
      }
    }

    /// The value in a slot, as told by `Schema.slot(_:)`. A slot that the schema lacks is as a name that it lacks.
    public subscript(_ slot: Int) -> Value {
      get { slot >= 0 && slot < count ? storage[slot] : .empty }
      nonmutating set {
        guard slot >= 0, slot < count else {
          assertionFailure("schema \(schema.name) has no slot \(slot)")
          return
        }
        assert(
          newValue.fits(schema.fields[slot].kind),
          "schema \(schema.name): the value of \(schema.fields[slot].name) is of another kind")
        storage[slot] = newValue
      }
    }

    private func slot(_ name: String) -> Int? {
      next < count && schema.fields[next].name == name ? next : schema.slot(name)
    }
  }
}
