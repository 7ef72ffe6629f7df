/// A value behind one reference, copied when it is changed while another holds it too.
///
/// Histories and versions are handed about by the hundred thousand; copying one whole counts some twenty references.
struct Held<Value: Sendable>: @unchecked Sendable {
  private var box: Box

  /// Its value is changed only where `Held` is the one to hold it.
  private final class Box {
    var value: Value

    init(_ value: Value) { self.value = value }
  }

  init(_ value: Value) { box = Box(value) }

  var value: Value {
    _read { yield box.value }
    _modify {
      if !isKnownUniquelyReferenced(&box) { box = Box(box.value) }
      yield &box.value
    }
  }
}

extension Held: Equatable where Value: Equatable {
  static func == (left: Held, right: Held) -> Bool { left.box === right.box || left.box.value == right.box.value }
}

extension Held: Hashable where Value: Hashable {
  func hash(into hasher: inout Hasher) { box.value.hash(into: &hasher) }
}
