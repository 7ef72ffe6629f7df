import Inspection
import Values

/// Screens one file: what it hides, and what its text gives away.
public struct FileScreen: Sendable {
  private let limits: InspectionLimits
  private let pdf: PDFTools?

  /// Sets the screen up.
  ///
  /// - Parameter pdf: tools for the text of PDF files; without them a PDF is held as unreadable.
  public init(limits: InspectionLimits = InspectionLimits(), pdf: PDFTools? = PDFTools.installed()) {
    self.limits = limits
    self.pdf = pdf
  }

  /// Everything found in a file, in the order of its content.
  ///
  /// - Parameters:
  ///   - name: the file's name; it is screened as well.
  ///   - context: where the text is to stand.
  public func findings(in bytes: [UInt8], name: String, context: TextContext = TextContext()) -> [Finding] {
    let inspection = FileInspector.inspect(bytes, name: name, limits: limits, pdf: pdf)
    var findings = TextScreen.findings(in: Array(name.utf8), context: context).map { named in
      Finding(detector: named.detector, action: named.action, place: "文件名", masked: named.masked, offset: nil)
    }
    findings += inspection.findings.map { hidden in
      Finding(
        detector: Detector(hidden.code), action: hidden.isBlocking ? .block : .warn, place: hidden.place,
        masked: hidden.masked, offset: nil)
    }
    if [.text, .csv].contains(inspection.kind), String(validating: bytes, as: UTF8.self) != nil {
      // Lines and places as the person sees them, and numbers and tables that run over line ends; a plain text has no
      // length that would be too much to search.
      return findings.filter { $0.detector != .tooLarge } + TextScreen.findings(in: bytes, context: context)
    }
    var seen: Set<Finding> = []
    for part in inspection.parts {
      for found in TextScreen.findings(in: part.text, context: context) {
        let within = found.place.hasPrefix("第1行") ? String(found.place.dropFirst(3)) : found.place
        let place = [part.place, part.row == nil ? within : ""].filter { !$0.isEmpty }.joined(separator: "，")
        let finding = Finding(
          detector: found.detector, action: found.action, place: place, masked: found.masked, offset: nil)
        if seen.insert(finding).inserted { findings.append(finding) }
      }
    }
    findings += tables(inspection.parts)
    return findings
  }

  /// Tables whose heads join names with what is private.
  private func tables(_ parts: [FilePart]) -> [Finding] {
    var rows: [String: [Int: [Int: String]]] = [:]
    var order: [String] = []
    for part in parts {
      guard let cell = part.row else { continue }
      let table = "\(cell.table)"
      if rows[table] == nil { order.append(table) }
      rows[table, default: [:]][cell.row, default: [:]][cell.column] = String(decoding: part.text, as: UTF8.self)
    }
    return order.flatMap { table -> [Finding] in
      let lines = (rows[table] ?? [:]).sorted { $0.key < $1.key }.map { _, cells in
        (0...(cells.keys.max() ?? 0)).map { cells[$0] ?? "" }
      }
      let place = parts.first { $0.row.map { "\($0.table)" } == table }?.place ?? ""
      // The head may stand below a title: the first lines are tried.
      for start in 0..<min(5, lines.count) {
        let found = TableScreen.findings(header: lines[start], rows: Array(lines[(start + 1)...]))
        if !found.isEmpty {
          return found.map {
            Finding(
              detector: $0.detector, action: $0.action, place: "\(place)所在的表，\($0.place)", masked: $0.masked,
              offset: nil)
          }
        }
      }
      return []
    }
  }
}

extension Detector {
  /// The detector of what a file hides.
  init(_ code: HiddenCode) {
    switch code {
    case .comment: self = .comment
    case .revision: self = .revision
    case .hiddenText: self = .hiddenText
    case .hiddenSheet: self = .hiddenSheet
    case .hiddenCells: self = .hiddenCells
    case .pivotCache: self = .pivotCache
    case .externalLink: self = .externalLink
    case .embedded: self = .embedded
    case .macro: self = .macro
    case .metadata: self = .metadata
    case .annotation: self = .annotation
    case .earlierRevision: self = .earlierRevision
    case .attachedFile: self = .attachedFile
    case .script: self = .script
    case .gps: self = .gps
    case .encrypted: self = .encrypted
    case .unreadable: self = .unreadable
    case .legacyFormat: self = .legacyFormat
    case .scanned: self = .scanned
    case .tooLarge: self = .tooLarge
    case .typeMismatch: self = .typeMismatch
    case .archiveBomb: self = .archiveBomb
    case .falseSize: self = .falseSize
    case .externalEntity: self = .externalEntity
    case .pathTraversal: self = .pathTraversal
    case .truncated: self = .truncated
    }
  }
}
