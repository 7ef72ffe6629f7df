/// How a body is turned into HTML.
public struct MarkupOptions: Sendable {
  /// Largest input, in bytes.
  public var maxBytes: Int
  /// Levels that headings go down, because the page's h1 is the record's title; capped at h6.
  public var headingShift: Int
  /// The level that a body's highest heading is given, whichever that is; the others follow it, so that no level is
  /// skipped after the page's own heading. Nil keeps `headingShift`.
  public var topHeading: Int?
  /// Gives headings their `id`.
  public var headingIDs: Bool
  /// Rewrites a relative address of a link or an image, for example to where an attachment is published.
  /// Returning nil drops the address: a link keeps its text, an image gives way to its alternative text. What it
  /// returns passes the address rules again. Fragments (`#s2`) and addresses with a scheme are not asked about.
  public var rewrite: (@Sendable (String) -> String?)?

  /// Makes options.
  public init(
    maxBytes: Int = 16 << 20, headingShift: Int = 1, topHeading: Int? = nil, headingIDs: Bool = true,
    rewrite: (@Sendable (String) -> String?)? = nil
  ) {
    self.maxBytes = maxBytes
    self.headingShift = headingShift
    self.topHeading = topHeading
    self.headingIDs = headingIDs
    self.rewrite = rewrite
  }

  /// These options for a body whose highest heading is known; nil for a body without headings.
  func fitted(toHighest level: Int?) -> MarkupOptions {
    guard let topHeading, let level else { return self }
    var fitted = self
    fitted.headingShift = topHeading - level
    return fitted
  }
}
