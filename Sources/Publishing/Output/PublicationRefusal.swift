import Diagnostics

/// Why nothing was published: the last published site stays as it was.
public struct PublicationRefusal: Error, Sendable {
  public let diagnostics: [Diagnostic]

  /// Makes a refusal.
  public init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
}
