import Catalogue
import Values

/// The stable identity of a record (标识); never changes, whatever file it moves to.
public struct RecordID: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
  public let rawValue: String

  /// Wraps a text; `init(checking:)` tells whether it may stand in a file.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Accepts a text of 1 to 200 bytes without control characters and without spaces at its ends.
  public init?(checking text: String) {
    guard (1...200).contains(text.utf8.count),
      text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }),
      text.first?.isWhitespace == false, text.last?.isWhitespace == false
    else { return nil }
    rawValue = text
  }

  public var description: String { rawValue }

  public static func < (left: RecordID, right: RecordID) -> Bool {
    left.rawValue.precedesInBytes(right.rawValue)
  }
}

/// The value of one field.
public enum FieldValue: Sendable, Hashable {
  case text(String)
  case day(Day)
  case list([String])
}

/// A record (信息条目): its fields by name and where its body stands. It has passed every rule that
/// can be checked on one record alone.
///
/// One reference, since records are handed about by the hundred thousand.
public struct Record: Sendable, Hashable {
  private let content: Content

  public var id: RecordID { content.id }
  public var column: ColumnCode { content.column }
  /// Every field given, but 标识, 栏目 and 正文.
  public var fields: FieldTable<FieldValue> { content.fields }
  public var body: Body { content.body }

  private final class Content: Sendable {
    let id: RecordID
    let column: ColumnCode
    let fields: FieldTable<FieldValue>
    let body: Body

    init(id: RecordID, column: ColumnCode, fields: FieldTable<FieldValue>, body: Body) {
      self.id = id
      self.column = column
      self.fields = fields
      self.body = body
    }
  }

  /// Where the body's bytes are.
  public enum Body: Sendable, Hashable {
    /// Bytes of a part from an offset to its end.
    case part(path: String, offset: Int, format: BodyFormat)
    /// Text of a cell, in Markdown.
    case inline(String)
    case none
  }

  /// How a body is written.
  public enum BodyFormat: String, Sendable, Hashable {
    case markdown = "md"
    case html
    case text = "txt"
    /// A Word file (ECMA-376).
    case word = "docx"
    /// A fixed layout (GB/T 33190-2016).
    case ofd

    /// Written in an office program: its bytes are no text.
    public var isOffice: Bool { self == .word || self == .ofd }
  }

  /// Makes a record of fields that were checked.
  public init(id: RecordID, column: ColumnCode, fields: FieldTable<FieldValue>, body: Body) {
    content = Content(id: id, column: column, fields: fields, body: body)
  }

  public static func == (left: Record, right: Record) -> Bool {
    left.content === right.content
      || (left.id == right.id && left.column == right.column && left.fields == right.fields && left.body == right.body)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(id)
    hasher.combine(column)
    hasher.combine(fields)
    hasher.combine(body)
  }
}

extension Record {
  /// The text of a field; nil if absent. Lists are joined with `、`, days written `YYYY-MM-DD`.
  public func text(_ field: Field) -> String? {
    switch content.fields[field] {
    case .text(let text): text
    case .day(let day): day.description
    case .list(let items): items.joined(separator: "、")
    case nil: nil
    }
  }

  /// Whether a field is given.
  public func has(_ field: Field) -> Bool { content.fields.contains(field) }

  /// The day of a field; nil if absent.
  public func day(_ field: Field) -> Day? {
    if case .day(let day) = content.fields[field] { return day }
    return nil
  }

  /// The items of a list field; empty if absent.
  public func list(_ field: Field) -> [String] {
    switch content.fields[field] {
    case .list(let items): items
    case .text(let text): [text]
    default: []
    }
  }

  /// The 密级 that the record bears; nil where it bears none, or says that there is none (保密法 Art. 17).
  public var secrecyLevel: String? {
    let level = (text(.secrecy) ?? "").filter { !$0.isWhitespace }
    return level.isEmpty || ["无", "公开", "非密", "不涉密", "非涉密"].contains(level) ? nil : level
  }

  /// How the body is written; nil for a record without one.
  public var bodyFormat: BodyFormat? {
    switch body {
    case .none: nil
    case .inline: .markdown
    case .part(_, _, let format): format
    }
  }

  /// 标题.
  public var title: String { text(.title) ?? "" }
  /// 承办科室.
  public var unit: String { text(.unit) ?? "" }
  /// 生成日期.
  public var formed: Day { day(.formed) ?? Day(ordinal: 0) }
  /// 可否公开, as the drafter proposes it.
  public var proposal: Disclosure? { text(.disclosure).flatMap(Disclosure.init(rawValue:)) }
  /// 公开载体, as the drafter proposes them.
  public var carriers: [Carrier] { list(.carriers).compactMap(Carrier.init(rawValue:)) }
  /// 附件, as paths below attachments/.
  public var attachments: [String] { list(.attachments) }
  /// 上交.
  public var handover: HandoverKind? { text(.handover).flatMap(HandoverKind.init(written:)) }
  /// 关联.
  public var related: [RecordID] { list(.related).map(RecordID.init(rawValue:)) }
}
