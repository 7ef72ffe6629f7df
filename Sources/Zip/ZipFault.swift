/// Why an archive cannot be written or read.
public struct ZipFault: Error, Sendable, Hashable {
  /// A stable code of this room: `zip.name`, an entry's name cannot stand in an archive; `zip.duplicate`, two entries
  /// have one name; `zip.base`, what is to be continued is not an archive; `zip.memory`; `zip.write`, anything
  /// else in writing; in reading `zip.not-archive`, `zip.damaged`, `zip.too-many`, `zip.too-large`, `zip.encrypted`,
  /// `zip.method`.
  public let code: String
  /// A Chinese sentence for a person.
  public let message: String
  /// libzip's own English words, for those who search the web; empty if the fault is ours.
  public let detail: String

  /// Makes a fault.
  public init(_ code: String, _ message: String, detail: String = "") {
    self.code = code
    self.message = message
    self.detail = detail
  }
}

extension ZipFault: CustomStringConvertible {
  /// `说明 [code]`.
  public var description: String { "\(message) [\(code)]" }
}
