/// A compiled template: a flat list of operations over one pool of literal bytes.
struct Program: Sendable {
  var operations: [Operation] = []
  var literals: [UInt8] = []

  /// Where a name leads: the frame it was found in, counted from the outermost, and slots from there.
  /// No slots means the frame itself, `{{.}}`.
  struct Path: Sendable, Hashable {
    let frame: Int
    let slots: [Int]
  }

  /// One operation. `end` is the index of the operation after the section.
  enum Operation: Sendable {
    case literal(Range<Int>)
    case escaped(Path)
    case raw(Path)
    /// Shown if true or not empty; opens no frame.
    case test(Path, end: Int)
    /// Shown if false, empty or absent.
    case testNot(Path, end: Int)
    /// Shown once with the value as a frame, if it is there.
    case with(Path, end: Int)
    /// Shown for each item with the item as a frame.
    case each(Path, end: Int)
  }

  mutating func literal(_ bytes: some Collection<UInt8>) {
    guard !bytes.isEmpty else { return }
    let start = literals.count
    literals.append(contentsOf: bytes)
    if case .literal(let last)? = operations.last, last.upperBound == start {
      operations[operations.count - 1] = .literal(last.lowerBound..<literals.count)
    } else {
      operations.append(.literal(start..<literals.count))
    }
  }
}

/// A template that is ready to render.
public struct Template: Sendable {
  let program: Program

  /// Appends the page to a buffer.
  public func render(_ scope: Scope, into out: inout [UInt8]) {
    var frames: [Value] = [.object(scope)]
    frames.reserveCapacity(8)
    run(0..<program.operations.count, &frames, &out)
  }

  /// The page.
  public func render(_ scope: Scope) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(program.literals.count + 4096)
    render(scope, into: &out)
    return out
  }

  private func run(_ range: Range<Int>, _ frames: inout [Value], _ out: inout [UInt8]) {
    var at = range.lowerBound
    while at < range.upperBound {
      switch program.operations[at] {
      case .literal(let bytes): out.append(contentsOf: program.literals[bytes])
      case .escaped(let path): Template.escape(value(path, frames), into: &out)
      case .raw(let path): if case .html(let bytes) = value(path, frames) { out.append(contentsOf: bytes) }
      case .test(let path, let end):
        if !value(path, frames).isShown { at = end - 1 }
      case .testNot(let path, let end):
        if value(path, frames).isShown { at = end - 1 }
      case .with(let path, let end):
        let value = value(path, frames)
        if value.isShown { run(at + 1..<end, value, &frames, &out) }
        at = end - 1
      case .each(let path, let end):
        switch value(path, frames) {
        case .list(let items): for item in items { run(at + 1..<end, .object(item), &frames, &out) }
        case .values(let items): for item in items { run(at + 1..<end, item, &frames, &out) }
        default: break
        }
        at = end - 1
      }
      at += 1
    }
  }

  private func run(_ range: Range<Int>, _ frame: Value, _ frames: inout [Value], _ out: inout [UInt8]) {
    frames.append(frame)
    run(range, &frames, &out)
    frames.removeLast()
  }

  private func value(_ path: Program.Path, _ frames: [Value]) -> Value {
    var value = frames[path.frame]
    for slot in path.slots {
      guard case .object(let scope) = value else { return .empty }
      value = scope.value(slot)
    }
    return value
  }

  /// Escapes by bytes, never by characters: a quote before a combining mark is still a quote.
  private static func escape(_ value: Value, into out: inout [UInt8]) {
    guard case .text(var text) = value else { return }
    text.withUTF8 { bytes in
      var start = 0
      for index in 0..<bytes.count {
        let replacement: StaticString
        switch bytes[index] {
        case UInt8(ascii: "&"): replacement = "&amp;"
        case UInt8(ascii: "<"): replacement = "&lt;"
        case UInt8(ascii: ">"): replacement = "&gt;"
        case UInt8(ascii: "\""): replacement = "&quot;"
        case UInt8(ascii: "'"): replacement = "&#39;"
        default: continue
        }
        out.append(contentsOf: bytes[start..<index])
        out.append(contentsOf: UnsafeBufferPointer(start: replacement.utf8Start, count: replacement.utf8CodeUnitCount))
        start = index + 1
      }
      out.append(contentsOf: bytes[start..<bytes.count])
    }
  }
}
