/// Something hidden in a file, or a reason why it cannot be looked into.
public struct HiddenFinding: Sendable, Hashable {
  public var code: HiddenCode
  /// Where, in Chinese, without the content.
  public var place: String
  /// A short Chinese hint, never the content in full: `作者：张…（共 3 字）`.
  public var masked: String
  /// Holds the file back. The code decides, except where a format's own custom is milder: comments, notes and hidden
  /// slides of a presentation are told, not blocked.
  public var isBlocking: Bool

  /// Makes a finding; whether it blocks is the code's word unless told.
  public init(_ code: HiddenCode, place: String, masked: String, isBlocking: Bool? = nil) {
    self.code = code
    self.place = place
    self.masked = masked
    self.isBlocking = isBlocking ?? code.isBlocking
  }
}
