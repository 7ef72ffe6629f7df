/// A compiled template: a flat list of operations over one pool of literal bytes. Operations are plain numbers, so
/// that running them counts no references.
struct Program: Sendable {
  private(set) var operations: [Operation] = []
  private(set) var literals: [UInt8] = []
  private(set) var slots: [Int32] = []
  /// Most frames open at a time.
  private(set) var depth = 1
  /// A literal may not be joined to the one before: a jump leads between them.
  private var isSealed = true

  /// Where a name leads: the frame it was found in, counted from the outermost, and the slots from there, as a range
  /// of the program's. No slots means the frame's item itself, `{{.}}`.
  struct Path: Sendable {
    let frame: Int32
    let first: Int32
    let count: Int32
  }

  /// One operation. `end` is the index of the operation after the section.
  enum Operation: Sendable {
    case literal(start: Int32, count: Int32)
    case escaped(Path)
    case raw(Path)
    /// Shown if true or not empty; opens no frame.
    case test(Path, end: Int32)
    /// Shown if false, empty or absent.
    case testNot(Path, end: Int32)
    /// Shown once with the value as a frame, if it is there.
    case with(Path, end: Int32)
    /// Shown for each item with the item as a frame.
    case each(Path, end: Int32)
  }

  /// Whether the template has grown past any use, as one that takes in another many times over can.
  var isTooLarge: Bool { operations.count > 1_000_000 || literals.count > 32 << 20 }

  mutating func literal(_ bytes: ArraySlice<UInt8>) {
    guard !bytes.isEmpty else { return }
    let start = literals.count
    literals += bytes
    if !isSealed, case .literal(let first, let count)? = operations.last {
      operations[operations.count - 1] = .literal(start: first, count: count + Int32(bytes.count))
    } else {
      operations.append(.literal(start: Int32(start), count: Int32(bytes.count)))
    }
    isSealed = false
  }

  mutating func path(frame: Int, slots path: [Int]) -> Path {
    let first = slots.count
    slots += path.map { Int32($0) }
    return Path(frame: Int32(frame), first: Int32(first), count: Int32(path.count))
  }

  mutating func append(_ operation: Operation) {
    operations.append(operation)
    isSealed = true
  }

  /// Begins a section; its operation is set when its end is known.
  mutating func open(_ path: Path, frames: Int) -> Int {
    append(.test(path, end: 0))
    depth = max(depth, frames)
    return operations.count - 1
  }

  mutating func close(_ index: Int, _ operation: (_ end: Int32) -> Operation) {
    operations[index] = operation(Int32(operations.count))
    isSealed = true
  }
}

/// A template that is ready to render.
public struct Template: Sendable {
  let program: Program

  /// Appends the page to a buffer. Any number of threads may render one template.
  public func render(_ scope: Scope, into out: inout [UInt8]) {
    render(value: .object(scope), into: &out)
  }

  /// The page.
  public func render(_ scope: Scope) -> [UInt8] {
    var out: [UInt8] = []
    render(scope, into: &out)
    return out
  }

  /// Appends the page to an output, which code that renders many pages keeps.
  public func render(_ scope: Scope, into output: inout Output) {
    output.reserve(program.literals.count + 8192)
    Renderer.run(program, .object(scope), &output)
  }

  func render(value: Value, into out: inout [UInt8]) {
    var output = Output(capacity: program.literals.count + 8192)
    Renderer.run(program, value, &output)
    output.move(to: &out)
  }
}
