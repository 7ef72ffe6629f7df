/// A body as safe HTML.
public struct MarkupResult: Sendable, Hashable {
  /// An HTML5 fragment in UTF-8, without script, handler, style or unsafe address.
  public let html: [UInt8]
  /// The headings in document order.
  public let headings: [MarkupHeading]
  /// What its writer should look at.
  public let warnings: [MarkupWarning]
}
