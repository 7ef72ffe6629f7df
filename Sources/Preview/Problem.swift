/// One thing a rendering found wrong, said so that an editor can mend it.
public struct Problem: Sendable, Equatable {
  /// How bad it is.
  public enum Severity: Sendable, Equatable {
    /// The working files cannot be published like this.
    case error
    /// They can, but somebody should look.
    case warning
  }

  /// How bad it is.
  public var severity: Severity
  /// 文件:行:列, or empty when the problem has no one place.
  public var place: String
  /// What is wrong, in Chinese.
  public var message: String
  /// What to do about it, in Chinese, where that is known.
  public var remedy: String?
  /// The code under which the manual explains it.
  public var code: String

  /// A problem as its finder tells it.
  public init(severity: Severity, place: String, message: String, remedy: String?, code: String) {
    self.severity = severity
    self.place = place
    self.message = message
    self.remedy = remedy
    self.code = code
  }
}
