import Diagnostics
import Values

/// The fields of one record as typed values, with the place of each, and what was wrong on the way.
struct FieldValues {
  /// The record's file as people know it.
  let file: String
  private(set) var values = FieldTable<FieldValue>()
  /// Where each field's value begins; also of fields whose value could not be read.
  private(set) var places = FieldTable<Position>()
  /// Where each item of a list field begins.
  private(set) var itemPlaces = FieldTable<[Position]>()
  /// 标识 and 栏目 as written: no values of their own, but what a record is known by.
  private(set) var id: PlacedText?
  private(set) var column: PlacedText?
  private(set) var faults: [Diagnostic] = []
  private(set) var warnings: [Diagnostic] = []

  /// Begins with no field.
  init(file: String) { self.file = file }

  /// Notes a fault of a field rule.
  mutating func fault(_ position: Position, _ message: String, remedy: String? = nil, source: String? = nil) {
    fault("record.invalid", position, message, remedy: remedy, source: source)
  }

  /// Notes a fault under a gate code of its own.
  ///
  /// - Parameter lacks: the field whose absence is the fault.
  mutating func fault(
    _ code: String, _ position: Position, _ message: String, remedy: String? = nil, source: String? = nil,
    lacks: String? = nil
  ) {
    faults.append(
      Diagnostic(code, .error, at: position.place(in: file), message, remedy: remedy, source: source, lacks: lacks))
  }

  /// Notes a warning.
  mutating func warn(_ code: String, _ position: Position, _ message: String, remedy: String? = nil) {
    warnings.append(Diagnostic(code, .warning, at: position.place(in: file), message, remedy: remedy))
  }

  /// Puts another value in the place of one, as a rule found it to be meant.
  mutating func replace(_ field: Field, with value: FieldValue?) { values[field] = value }

  /// The text of a text field.
  func text(_ field: Field) -> String? {
    if case .text(let text) = values[field] { return text }
    return nil
  }

  /// The day of a field.
  func day(_ field: Field) -> Day? {
    if case .day(let day) = values[field] { return day }
    return nil
  }

  /// The items of a list field.
  func list(_ field: Field) -> [String] {
    if case .list(let items) = values[field] { return items }
    return []
  }

  // MARK: - Reading

  /// Takes one field; an empty value counts as absent.
  mutating func read(_ entry: RawRecord.Entry) {
    var texts: [PlacedText] = []
    func take(_ written: PlacedText) {
      let text = PlacedText(text: Wording.clean(written.text), position: written.position)
      guard !text.text.isEmpty else { return }
      if !wasWritten { places[entry.field] = text.position }
      wasWritten = true
      if isVisible(text, entry.field) { texts.append(text) }
    }
    var wasWritten = false
    switch entry.value {
    case .one(let text): take(text)
    case .many(let items):
      items.forEach(take)
      if let empty = items.first(where: { Wording.clean($0.text).isEmpty }) {
        warn("field.empty-item", empty.position, "「\(entry.field.rawValue)」里有空的一项，没有采用", remedy: "补写这一项，或删去它")
      }
    case .unreadable: places[entry.field] = entry.position
    }
    guard let first = texts.first else { return }
    switch entry.field.shape {
    case .list, .paths, .choices:
      if case .one = entry.value { texts = split(first, entry.field) }
      readList(texts, entry.field)
    case .text, .day, .choice:
      guard texts.count == 1 else {
        fault(texts[1].position, "「\(entry.field.rawValue)」只能有一个值", remedy: "写成一个值；多个名称用「、」连写")
        return
      }
      readOne(first, entry.field)
    }
  }

  /// Whether a text holds no control character; false after noting what it holds. One of no width is only told.
  private mutating func isVisible(_ written: PlacedText, _ field: Field) -> Bool {
    if let scalar = Wording.firstZeroWidth(in: written.text) {
      warn(
        "text.unseen", written.position,
        "「\(field.rawValue)」含有看不见的零宽字符 \(Wording.name(of: scalar))，看似连着的字词其实被它隔开", remedy: "删去这个看不见的字符")
    }
    guard let scalar = Wording.firstInvisible(in: written.text) else { return true }
    fault(
      written.position, "「\(field.rawValue)」含有控制字符 \(Wording.name(of: scalar))", remedy: "删去这个看不见的字符")
    return false
  }

  private func split(_ written: PlacedText, _ field: Field) -> [PlacedText] {
    let separators: String.UnicodeScalarView
    switch field {
    case .keywords: separators = ";；、|,，\n".unicodeScalars
    case .attachments: separators = ";；|\n".unicodeScalars
    default: separators = ";；、|\n".unicodeScalars
    }
    return written.text.unicodeScalars.split { separators.contains($0) }.map { piece in
      PlacedText(text: Wording.clean(String(piece)), position: written.position)
    }.filter { !$0.text.isEmpty }
  }

  private mutating func readList(_ texts: [PlacedText], _ field: Field) {
    guard case .choices(let known) = field.shape else {
      if !texts.isEmpty { values[field] = .list(texts.map(\.text)) }
      itemPlaces[field] = texts.map(\.position)
      return
    }
    var items: [String] = []
    for text in texts {
      if !known.contains(text.text) {
        refuse(text, field, known)
      } else if !items.contains(text.text) {
        items.append(text.text)
      }
    }
    if !items.isEmpty { values[field] = .list(items) }
  }

  private mutating func readOne(_ written: PlacedText, _ field: Field) {
    switch field.shape {
    case .day:
      guard let day = DayForms.day(written.text) else {
        fault(
          written.position, "「\(field.rawValue)」的值\(Wording.quoted(written.text))不是日期",
          remedy: DayForms.remedy)
        return
      }
      values[field] = .day(day)
    case .choice(let known):
      guard known.contains(written.text) else { return refuse(written, field, known) }
      values[field] = .text(written.text)
    default:
      switch field {
      case .id: id = written
      case .column: column = written
      default: values[field] = .text(written.text)
      }
    }
  }

  private mutating func refuse(_ written: PlacedText, _ field: Field, _ known: [String]) {
    fault(
      written.position,
      "「\(field.rawValue)」的值\(Wording.quoted(written.text))不认识"
        + Wording.question(Suggestion.nearest(to: written.text, among: known)),
      remedy: "只能是：\(known.joined(separator: "、"))")
  }
}
