/// Why a Word or OFD file can't be made into a page.
public struct ConversionFault: Error, Sendable, Hashable {
  /// A Chinese sentence for a person, which speaks of the file and does not name it.
  public let message: String
  /// What the person can do.
  public let remedy: String

  /// Makes a fault.
  public init(_ message: String, remedy: String) {
    self.message = message
    self.remedy = remedy
  }
}

/// Something of a file that its page does not show as the file does; it holds nothing.
public struct ConversionWarning: Sendable, Hashable {
  /// A Chinese sentence for a person.
  public let message: String
  /// What the person can do.
  public let remedy: String

  /// Makes a warning.
  public init(_ message: String, remedy: String) {
    self.message = message
    self.remedy = remedy
  }
}
