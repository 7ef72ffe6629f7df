/// Everything that is wrong with one input, in the order of its lines as found; never empty when thrown.
public struct XMLFaults: Error, Sendable, Hashable {
  /// The faults.
  public let all: [XMLFault]

  /// Wraps faults.
  public init(_ all: [XMLFault]) { self.all = all }

  /// Makes the error of a single fault.
  init(_ code: String, line: Int? = nil, _ message: String, detail: String = "") {
    all = [XMLFault(code, line: line, message, detail: detail)]
  }
}

extension XMLFaults: CustomStringConvertible {
  /// One fault a line.
  public var description: String { all.map(\.description).joined(separator: "\n") }
}
