import Diagnostics
import Records

/// Where a record's file says what holds it: the line of the field that a reason speaks of.
struct HoldPlace: Sendable {
  private let place: Place?
  private let lines: FieldLines?
  /// The record's own file below the site's folder.
  private let path: String?

  /// - Parameters:
  ///   - place: where the record begins.
  ///   - bytes: of its own file, a Markdown file or a document's XML; nil where it was not read.
  ///   - path: of that file below the site's folder; nil where there is none.
  init(_ place: Place?, bytes: [UInt8]?, of kind: RecordPart.Kind?, path: String?) {
    self.place = place
    self.path = path
    lines = bytes.flatMap { bytes in kind.map { FieldLines(in: bytes, of: $0) } }
  }

  /// - Parameter part: the record's own file; nil where it was not read.
  init(_ place: Place?, of part: RecordPart?) {
    self.init(place, bytes: part?.bytes, of: part?.kind, path: part?.path)
  }

  /// A place below the site's folder, as people know it.
  private func known(_ found: Place) -> Place {
    guard let place, let path, place.file.hasSuffix(path) else { return found }
    let isOwn = found.file == path
    return Place(place.file.dropLast(path.count) + found.file, line: found.line ?? (isOwn ? place.line : nil))
  }

  /// The fields that reasons of a code speak of, the first of them that is written.
  private static let fields: [String: [Field]] = [
    "flag.missing": [.disclosure], "flag.not-public": [.disclosure],
    "flag.reason-missing": [.withholding, .disclosure], "flag.forwarded": [.title],
    "flag.note-differs": [.note],
    "carrier.missing": [.carriers], "carrier.not-website": [.carriers],
    "column.unknown": [.column], "column.not-leaf": [.column], "column.rule": [.speaker],
    "secret.marked": [.secrecy], "route.handed-up": [.handover],
    "attachment.missing": [.attachments], "attachment.not-public": [.attachments],
    "attachment.executable": [.attachments, .portrait],
    "schedule.not-due": [.publishFrom], "schedule.expired": [.noticeEnds],
  ]

  /// A reason at the line of its field, or where the record begins; one that has a place keeps it, but for a finding,
  /// whose place is below the site's folder.
  func placed(_ reason: Diagnostic) -> Diagnostic {
    if let found = reason.place, reason.code == "secret.marked" || reason.code.hasPrefix("screening.") {
      return reason.moved(to: known(found))
    }
    guard reason.place == nil, let place else { return reason }
    let fields = HoldPlace.fields[reason.code] ?? []
    // A mark that was found in the content does not stand in 密级.
    let isElsewhere = reason.code == "secret.marked" && !reason.message.hasPrefix(Gate.levelled)
    guard !fields.isEmpty, !isElsewhere, let line = lines?.line(of: fields) else { return reason.placed(place) }
    return reason.placed(Place(place.file, line: line))
  }
}
