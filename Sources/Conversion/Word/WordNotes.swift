import Inspection
import XML

/// Footnotes and endnotes: numbered in the order in which the text refers to them, and shown after it.
struct WordNotes {
  private struct Note: Hashable {
    let id: String
    let isEndnote: Bool
  }

  private let package: OfficePackage
  private let main: String
  private var order: [(note: Note, number: Int?)] = []
  private var count = 0
  private var known: [Note: Int?] = [:]

  init(package: OfficePackage, main: String) {
    self.package = package
    self.main = main
  }

  /// Notes that the text refers to a note.
  ///
  /// - Parameter isMarked: the text has a mark of its own for it.
  /// - Returns: the number that stands in the text; nil where a mark does.
  mutating func refer(to id: String, isEndnote: Bool, isMarked: Bool) -> Int? {
    let note = Note(id: id, isEndnote: isEndnote)
    if let number = known[note] { return number }
    var number: Int?
    if !isMarked {
      count += 1
      number = count
    }
    known[note] = .some(number)
    order.append((note, number))
    return number
  }

  /// The notes, after a line that parts them from the text.
  func blocks(_ reader: WordDocumentReader) throws(ConversionFault) -> [Block] {
    guard !order.isEmpty else { return [] }
    let texts = [
      false: try elements("footnotes", reader), true: try elements("endnotes", reader),
    ]
    var blocks: [Block] = [.notes]
    // Notes may have notes, which join the end of the row.
    var done = 0
    while done < reader.notes.order.count {
      let (note, number) = reader.notes.order[done]
      done += 1
      guard let part = texts[note.isEndnote] ?? nil, let element = part.notes[note.id] else {
        throw ConversionFault("正文里有脚注或尾注，文件里却没有它的内容", remedy: "在 Word 或 WPS 里打开，另存为新的 .docx")
      }
      reader.targets = part.targets
      var made: [Block] = []
      for inner in element.elements { try reader.read(inner, .init(isInBox: true), into: &made) }
      if let number {
        if case .paragraph(var first)? = made.first, first.bullet == nil {
          first.spans.insert(Span(text: "[\(number)] "), at: 0)
          made[0] = .paragraph(first)
        } else {
          made.insert(.paragraph(Paragraph(spans: [Span(text: "[\(number)]")])), at: 0)
        }
      }
      blocks += made
    }
    return blocks
  }

  private func elements(
    _ type: String, _ reader: WordDocumentReader
  ) throws(ConversionFault) -> (notes: [String: XMLElement], targets: [String: String])? {
    guard let target = package.target(of: main, type: type), let index = reader.file.archive.index(of: target) else {
      return nil
    }
    var notes: [String: XMLElement] = [:]
    try reader.file.elements(reader.file.bytes(index), at: 2) { (element, _) throws(ConversionFault) in
      notes[element.attributes.value("id") ?? ""] = element
    }
    return (notes, package.links(of: target))
  }
}
