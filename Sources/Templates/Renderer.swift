/// Runs a program over values. Pointers stay valid because every scope is immutable and is held by the one above it,
/// up to the root, which `run` holds.
struct Renderer: ~Copyable {
  /// What a section stands on: the item itself, and its fields if it has any.
  private struct Frame {
    let item: UnsafePointer<Value>
    let slots: UnsafePointer<Value>
    let count: Int

    init(_ item: UnsafePointer<Value>) {
      self.item = item
      if case .object(let scope) = item.pointee {
        (slots, count) = (scope.slots, scope.count)
      } else {
        (slots, count) = (item, 0)
      }
    }
  }

  private let operations: UnsafeBufferPointer<Program.Operation>
  private let literals: UnsafeBufferPointer<UInt8>
  private let slots: UnsafeBufferPointer<Int32>
  /// Room for the program's deepest section.
  private let frames: UnsafeMutableBufferPointer<Frame>
  private var open = 0

  private init(
    _ operations: UnsafeBufferPointer<Program.Operation>, _ literals: UnsafeBufferPointer<UInt8>,
    _ slots: UnsafeBufferPointer<Int32>, _ frames: UnsafeMutableBufferPointer<Frame>
  ) {
    self.operations = operations
    self.literals = literals
    self.slots = slots
    self.frames = frames
  }

  /// Appends what the program makes of a root value.
  static func run(_ program: Program, _ root: Value, _ output: inout Output) {
    withUnsafeTemporaryAllocation(of: Frame.self, capacity: program.depth) { frames in
      program.operations.withUnsafeBufferPointer { operations in
        program.literals.withUnsafeBufferPointer { literals in
          program.slots.withUnsafeBufferPointer { slots in
            withUnsafePointer(to: root) { root in
              var renderer = Renderer(operations, literals, slots, frames)
              renderer.run(0..<operations.count, in: root, &output)
            }
          }
        }
      }
    }
  }

  /// Runs operations with an item as a frame.
  private mutating func run(_ range: Range<Int>, in item: UnsafePointer<Value>, _ output: inout Output) {
    frames.initializeElement(at: open, to: Frame(item))
    open += 1
    run(range, &output)
    open -= 1
  }

  private mutating func run(_ range: Range<Int>, _ output: inout Output) {
    var at = range.lowerBound
    while at < range.upperBound {
      let operation = operations[at]
      at += 1
      switch operation {
      case .literal(let start, let count):
        output.append(UnsafeBufferPointer(rebasing: literals[Int(start)..<Int(start) + Int(count)]))
      case .escaped(let path): if let value = value(path) { Renderer.escape(value, &output) }
      case .raw(let path):
        if let value = value(path), case .html(let bytes) = value.pointee {
          bytes.withUnsafeBufferPointer { output.append($0) }
        }
      case .test(let path, let end): if !isShown(path) { at = Int(end) }
      case .testNot(let path, let end): if isShown(path) { at = Int(end) }
      case .with(let path, let end):
        if let value = value(path), value.pointee.isShown { run(at..<Int(end), in: value, &output) }
        at = Int(end)
      case .each(let path, let end):
        if let value = value(path) { each(value, at..<Int(end), &output) }
        at = Int(end)
      }
    }
  }

  private mutating func each(_ value: UnsafePointer<Value>, _ range: Range<Int>, _ output: inout Output) {
    switch value.pointee {
    case .list(let items):
      for item in items { withUnsafePointer(to: Value.object(item)) { run(range, in: $0, &output) } }
    case .values(let items):
      for item in items { withUnsafePointer(to: item) { run(range, in: $0, &output) } }
    default: break
    }
  }

  /// Where a path leads; nothing if a scope on the way is absent.
  private func value(_ path: Program.Path) -> UnsafePointer<Value>? {
    let frame = frames[Int(path.frame)]
    guard path.count > 0 else { return frame.item }
    let first = Int(slots[Int(path.first)])
    guard first < frame.count else { return nil }
    var value = frame.slots + first
    guard path.count > 1 else { return value }
    for index in Int(path.first) + 1..<Int(path.first) + Int(path.count) {
      guard case .object(let scope) = value.pointee, slots[index] < scope.count else { return nil }
      value = scope.slots + Int(slots[index])
    }
    return value
  }

  private func isShown(_ path: Program.Path) -> Bool { value(path)?.pointee.isShown ?? false }

  private static func escape(_ value: UnsafePointer<Value>, _ output: inout Output) {
    switch value.pointee {
    case .text(let text):
      // A native string always has contiguous UTF-8.
      text.utf8.withContiguousStorageIfAvailable { output.escape($0) }
    case .utf8(let bytes): bytes.withUnsafeBufferPointer { output.escape($0) }
    default: break
    }
  }
}
