/// What a finding asks for.
public enum ScreeningAction: String, Sendable, Hashable, Codable {
  /// 拦截: the record is held until a named person waives the finding.
  case block
  /// 警示: a person should look at it.
  case warn
}

/// Which number a finding is of: tells two numbers apart that read the same when masked.
///
/// It is made with a key of this process alone, can't be turned back into the number, and is kept nowhere.
public struct NumberTrace: Sendable, Hashable, CustomStringConvertible {
  private let value: Int

  /// - Parameter digits: the whole number as ASCII, however the text writes it.
  init(_ digits: [UInt8]) {
    var hasher = Hasher()
    hasher.combine(digits)
    value = hasher.finalize()
  }

  /// Nothing of the number.
  public var description: String { "…" }
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
  /// Which number it is; nil for what is no number.
  public var number: NumberTrace?

  /// Makes a finding.
  public init(
    detector: Detector, action: ScreeningAction, place: String, masked: String, offset: Int? = nil,
    number: NumberTrace? = nil
  ) {
    self.detector = detector
    self.action = action
    self.place = place
    self.masked = masked
    self.offset = offset
    self.number = number
  }

  /// The same at a place of a file, where it has no offset.
  func at(_ place: String) -> Finding {
    Finding(detector: detector, action: action, place: place, masked: masked, offset: nil, number: number)
  }
}

/// Which rules a result was found by.
public enum ScreeningRules {
  /// Grows with every change of what is found.
  public static let version = "2026.8"
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
