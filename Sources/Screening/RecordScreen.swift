import Catalogue
import Conversion
import Records
import Values

/// Screens a record with all its files, as it is put forward.
public struct RecordScreen: Sendable {
  private let files: FileScreen
  private let asOf: Day
  private let seen = ScreenedFiles()
  /// Columns where letters are answered.
  private let letters: [[Int]]

  /// Sets the screen up.
  ///
  /// - Parameters:
  ///   - asOf: the day that birth dates are counted at.
  ///   - catalogue: the catalogue in force: its names tell where letters are answered.
  public init(files: FileScreen = FileScreen(), asOf: Day, catalogue: Catalogue = .standard) {
    self.files = files
    self.asOf = asOf
    letters = catalogue.columns.lazy.filter { column in
      RecordScreen.letters.contains(column.code.parts) || RecordScreen.letterWords.contains { column.name.holds($0) }
    }.map(\.code.parts)
  }

  /// What is found in the record's fields, in its body, and in each attachment.
  public func screen(_ record: Record, _ parts: [RecordPart]) -> RecordScreening {
    var context = TextContext()
    context.asOf = asOf.parts
    // Offices and their people are to be reached: their telephones are wanted there (条例 Art. 20 (2)).
    context.isOrganisationColumn = record.column.top == RecordScreen.organisation
    let code = record.column.parts
    context.isLetterColumn = letters.contains { code.starts(with: $0) }
    let own = parts.first { $0.kind != .attachment && $0.kind != .body }?.path ?? ""
    var findings: [Kept] = []
    for field in RecordScreen.shownFields {
      guard let text = record.text(field) else { continue }
      let written = TextScreen.findings(in: text, context: context)
      let shown = ShownText.findings(inField: text, besides: written, context: context)
      findings += (written + shown.filter { RecordScreen.numbers.contains($0.detector) }).map {
        kept($0, file: own, place: "「\(field.rawValue)」")
      }
    }
    findings += inside(record, own: own, context)
    // The record's name is its file's; it stands in the catalogues.
    findings += NameScreen.findings(in: record.id.rawValue, context: context).map {
      kept($0, file: own, place: "标识")
    }
    findings += body(record, parts, own: own, context)
    for part in parts where part.kind == .attachment {
      let steps = part.path.split(separator: "/").map(String.init)
      let name = steps.last ?? part.path
      findings += steps.dropLast().flatMap { NameScreen.findings(in: $0, context: context) }.map {
        kept($0, file: part.path, place: "文件夹名")
      }
      findings += seen.findings(of: part.digest, name: name, context) {
        files.findings(in: part.bytes, name: name, context: context)
      }.map { kept($0, file: part.path, place: $0.place) }
    }
    return RecordScreening(rules: ScreeningRules.version, findings: RecordScreen.told(findings))
  }

  /// What the fields give away that no page shows: they are kept with the record all the same, and 附注 is where a document
  /// says whether it may be disclosed (domain 5.2).
  private func inside(_ record: Record, own: String, _ context: TextContext) -> [Kept] {
    RecordScreen.insideFields.flatMap { field -> [Kept] in
      guard let text = record.text(field) else { return [] }
      var told = RecordScreen.numbers.union(field == .withholding ? [] : RecordScreen.marks)
      // A document that says that it is not public, of a record that is not either, is as it should be.
      if field == .note, record.proposal != .proactive { told.remove(.internalMark) }
      return TextScreen.findings(in: text, context: context).filter { told.contains($0.detector) }.map {
        kept($0, file: own, place: "「\(field.rawValue)」")
      }
    }
  }

  private func kept(_ finding: Finding, file: String, place: String) -> Kept {
    Kept(
      finding: ScreenedFinding(
        detector: finding.detector.rawValue, action: finding.action, file: file, place: place, masked: finding.masked),
      within: finding.place)
  }

  private func body(_ record: Record, _ parts: [RecordPart], own: String, _ context: TextContext) -> [Kept] {
    switch record.body {
    case .none: return []
    case .inline(let text):
      return RecordScreen.body(Array(text.utf8), context).map { kept($0, file: own, place: "正文\($0.place)") }
    case .part(let path, let offset, let format):
      guard let part = parts.first(where: { $0.path == path && $0.kind != .attachment }) else { return [] }
      if let kind = OfficeBody.Kind(rawValue: format.rawValue) {
        return office(part, kind, context).map { kept($0, file: path, place: $0.place) }
      }
      // Lines are told as the file counts them; the fields above the body are left blank, not left out.
      var bytes = part.bytes
      for at in bytes.indices.prefix(offset) where bytes[at] != 0x0A { bytes[at] = 0x20 }
      return RecordScreen.body(bytes, context, name: path).map { kept($0, file: path, place: $0.place) }
    }
  }

  /// A Word or OFD file: what it hides, as of an attachment, and what its page shows. Who made it with which tool is not
  /// told: the file itself is not published, and every office program writes that.
  private func office(_ part: RecordPart, _ kind: OfficeBody.Kind, _ context: TextContext) -> [Finding] {
    let name = part.path.split(separator: "/").last.map(String.init) ?? part.path
    let written = files.findings(in: part.bytes, name: name, context: context).filter {
      $0.detector != .metadata || $0.action == .block
    }
    guard let made = try? OfficeBody.convert(part.bytes, kind) else { return written }
    return written + ShownText.findings(inText: made.text, besides: written, context: context)
  }

  /// A body as it is written, and as a page shows it.
  private static func body(_ bytes: [UInt8], _ context: TextContext, name: String = ".md") -> [Finding] {
    let written = TextScreen.findings(in: bytes, context: context) + HiddenMarkup.findings(in: bytes, name: name)
    return written + ShownText.findings(in: bytes, name: name, besides: written, context: context)
  }

  private static let organisation = ColumnCode("1")

  /// 市长信箱、人民来信办理 and 市长公开电话办理.
  private static let letters = [[3, 6], [3, 7]]
  /// What columns are called that an office has in their stead.
  private static let letterWords = ["信箱", "来信", "来电", "公开电话", "热线", "信访"]

  /// Fields that a page shows.
  private static let shownFields = Field.allCases.filter { !internalFields.contains($0) }

  /// Fields that serve the making and reviewing of a record and that no page shows.
  private static let internalFields: Set<Field> = [
    .column, .disclosure, .withholding, .carriers, .id, .secrecy, .secrecyPeriod, .attachments, .related, .replaces,
    .handover, .publishFrom, .drafter, .order, .forwardedDisclosure, .copyNumber, .urgency, .signer, .copiedTo,
    .printedBy,
    .printedOn, .body, .portrait, .note,
  ]

  /// Internal fields that hold free words.
  private static let insideFields: [Field] = [
    .note, .withholding, .drafter, .secrecyPeriod, .copyNumber, .urgency, .signer, .copiedTo, .printedBy, .order,
  ]

  private static let numbers: Set<Detector> = [
    .residentID, .residentID15, .maskedID, .disabilityCard, .bankCard, .mobile, .passport,
  ]

  private static let marks: Set<Detector> = [.secrecyMark, .internalMark, .addressee]
}
