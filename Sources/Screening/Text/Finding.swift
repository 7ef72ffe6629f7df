/// What a finding asks for.
public enum ScreeningAction: String, Sendable, Hashable, Codable {
  /// 拦截: the record is held until a named person waives the finding.
  case block
  /// 警示: a person should look at it.
  case warn
}

/// Something that a detector found.
public struct Finding: Sendable, Hashable {
  public var detector: Detector
  public var action: ScreeningAction
  /// Where, in Chinese: 第3行第5字, 工作表“名单”C17.
  public var place: String
  /// What was found with all that matters hidden; never the whole of it.
  public var masked: String
  /// Byte offset in the text; nil where there is none.
  public var offset: Int?

  /// Makes a finding.
  public init(detector: Detector, action: ScreeningAction, place: String, masked: String, offset: Int? = nil) {
    self.detector = detector
    self.action = action
    self.place = place
    self.masked = masked
    self.offset = offset
  }
}

/// Which rules a result was found by.
public enum ScreeningRules {
  /// Grows with every change of what is found.
  public static let version = "2026.6"
}

/// Where a text is to stand.
public struct TextContext: Sendable {
  /// In 机构设置概况 and in the 指南 telephones and addresses of offices, and their people, are wanted.
  public var isOrganisationColumn = false
  /// In 市长信箱、人民来信办理 and 市长公开电话办理 nobody who wrote or called may be known by what is told.
  public var isLetterColumn = false
  /// The day that birth dates are counted at.
  public var asOf: (year: Int, month: Int, day: Int) = (2100, 1, 1)
  /// How much is looked for.
  public var breadth = Breadth.all

  /// What is looked for in a text.
  public enum Breadth: Sendable, Hashable {
    case all
    /// Surely what has a check digit or a fixed form: numbers of persons, and secrecy marks. For pages and other texts
    /// full of markup.
    case certain
  }

  /// The strictest: anywhere on the site.
  public init() {}
}
