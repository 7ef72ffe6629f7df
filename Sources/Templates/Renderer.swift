/// Runs a program over values. Pointers stay valid because every scope is immutable and is held by the one above it,
/// up to the root, which `run` holds.
struct Renderer: ~Copyable {
  /// What a section stands on: the item itself, and its fields if it has any.
  private struct Frame {
    let item: UnsafePointer<Value>
    let slots: UnsafePointer<Value>
    let count: Int

    /// One of a page's rows has no value of its own: its fields are all there is of it.
    let isRow: Bool

    init(_ item: UnsafePointer<Value>) {
      self.item = item
      isRow = false
      if case .object(let scope) = item.pointee {
        (slots, count) = (scope.slots, scope.count)
      } else {
        (slots, count) = (item, 0)
      }
    }

    init(row: UnsafePointer<Value>, width: Int) {
      item = row
      slots = row
      count = width
      isRow = true
    }
  }

  /// The fields of a thing that the page holds. Read once, so that showing the site's name on every page does not count
  /// references to the site on both cores.
  private struct Part {
    let slots: UnsafePointer<Value>
    let count: Int

    init(_ value: UnsafePointer<Value>) {
      if case .object(let scope) = value.pointee {
        (slots, count) = (scope.slots, scope.count)
      } else {
        (slots, count) = (value, 0)
      }
    }
  }

  private let operations: UnsafeBufferPointer<Program.Operation>
  private let literals: UnsafeBufferPointer<UInt8>
  private let slots: UnsafeBufferPointer<Int32>
  /// Room for the program's deepest section.
  private let frames: UnsafeMutableBufferPointer<Frame>
  /// What each of the root's fields holds, if it is a thing with fields of its own.
  private let parts: UnsafeMutableBufferPointer<Part>
  private var open = 0

  private init(
    _ operations: UnsafeBufferPointer<Program.Operation>, _ literals: UnsafeBufferPointer<UInt8>,
    _ slots: UnsafeBufferPointer<Int32>, _ frames: UnsafeMutableBufferPointer<Frame>,
    _ parts: UnsafeMutableBufferPointer<Part>
  ) {
    self.operations = operations
    self.literals = literals
    self.slots = slots
    self.frames = frames
    self.parts = parts
  }

  /// Appends what the program makes of a root value.
  static func run(_ program: Program, _ root: Value, _ output: inout Output) {
    withUnsafeTemporaryAllocation(of: Frame.self, capacity: program.depth) { frames in
      program.operations.withUnsafeBufferPointer { operations in
        program.literals.withUnsafeBufferPointer { literals in
          program.slots.withUnsafeBufferPointer { slots in
            withUnsafePointer(to: root) { root in
              let frame = Frame(root)
              withUnsafeTemporaryAllocation(of: Part.self, capacity: max(1, frame.count)) { parts in
                for slot in 0..<frame.count { parts.initializeElement(at: slot, to: Part(frame.slots + slot)) }
                var renderer = Renderer(operations, literals, slots, frames, parts)
                renderer.run(0..<operations.count, in: frame, &output)
              }
            }
          }
        }
      }
    }
  }

  /// Runs operations in a frame.
  private mutating func run(_ range: Range<Int>, in frame: Frame, _ output: inout Output) {
    frames.initializeElement(at: open, to: frame)
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
        if path.count == 0, frames[Int(path.frame)].isRow {
          run(at..<Int(end), in: frames[Int(path.frame)], &output)
        } else if let value = value(path), value.pointee.isShown {
          run(at..<Int(end), in: Frame(value), &output)
        }
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
      for item in items { withUnsafePointer(to: Value.object(item)) { run(range, in: Frame($0), &output) } }
    case .rows(let rows):
      for index in 0..<rows.count {
        run(range, in: Frame(row: rows.slots + index * rows.width, width: rows.width), &output)
      }
    case .values(let items):
      for item in items { withUnsafePointer(to: item) { run(range, in: Frame($0), &output) } }
    default: break
    }
  }

  /// Where a path leads; nothing if a scope on the way is absent.
  private func value(_ path: Program.Path) -> UnsafePointer<Value>? {
    let frame = frames[Int(path.frame)]
    guard path.count > 0 else { return frame.isRow ? nil : frame.item }
    let first = Int(slots[Int(path.first)])
    guard first < frame.count else { return nil }
    var value = frame.slots + first
    guard path.count > 1 else { return value }
    var next = Int(path.first) + 1
    if path.frame == 0 {
      let part = parts[first]
      guard slots[next] < part.count else { return nil }
      value = part.slots + Int(slots[next])
      next += 1
    }
    for index in next..<Int(path.first) + Int(path.count) {
      guard case .object(let scope) = value.pointee, slots[index] < scope.count else { return nil }
      value = scope.slots + Int(slots[index])
    }
    return value
  }

  private func isShown(_ path: Program.Path) -> Bool {
    if path.count == 0, frames[Int(path.frame)].isRow { return true }
    return value(path)?.pointee.isShown ?? false
  }

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
