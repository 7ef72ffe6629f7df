/// Why a document cannot be written.
public struct DocumentFault: Error, Sendable, Hashable {
  /// A stable code of this room: `document.too-large`, the body is larger than `WordDocument.maxBytes`; otherwise
  /// the code of the archive's fault, `zip.…`.
  public let code: String
  /// A Chinese sentence for a person.
  public let message: String

  /// Makes a fault.
  public init(_ code: String, _ message: String) {
    self.code = code
    self.message = message
  }
}

extension DocumentFault: CustomStringConvertible {
  /// `说明 [code]`.
  public var description: String { "\(message) [\(code)]" }
}
