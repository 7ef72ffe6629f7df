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
    var findings = NameScreen.findings(in: name, context: context)
    findings += inspection.findings.map { hidden in
      Finding(
        detector: Detector(hidden.code), action: hidden.isBlocking ? .block : .warn, place: hidden.place,
        masked: hidden.masked, offset: nil)
    }
    if [.text, .csv].contains(inspection.kind), String(validating: bytes, as: UTF8.self) != nil {
      // Lines and places as the person sees them, and numbers and tables that run over line ends; a plain text has no
      // length that would be too much to search.
      let written = TextScreen.findings(in: bytes, context: context)
      let rest = ShownText.findings(in: bytes, name: name, besides: written, context: context)
      let cells = FileScreen.rest(of: tables(inspection.parts, context), besides: written)
      return findings.filter { $0.detector != .tooLarge } + written + rest + cells
    }
    var seen: Set<Finding> = []
    let levels = LevelParts(inspection.parts)
    for (index, part) in inspection.parts.enumerated() {
      for found in TextScreen.findings(in: part.text, context: context) {
        let within = found.place.hasPrefix("第1行") ? String(found.place.dropFirst(3)) : found.place
        let place = [part.place, part.row == nil ? within : ""].filter { !$0.isEmpty }.joined(separator: "，")
        let finding = levels.judged(found.at(place), at: index, of: part)
        if seen.insert(finding).inserted {
          // A second one in a cell is told by where it stands there.
          var first = finding
          first.number = nil
          let isFirst = part.row == nil || finding.number == nil || seen.insert(first).inserted
          findings.append(isFirst ? finding : found.at("\(part.place)，\(within)"))
        }
      }
      if part.isRounded, let rounded = Checksums.roundedID(part.text, asOf: context.asOf) {
        findings.append(Finding(detector: .maskedID, action: .warn, place: part.place, masked: rounded, offset: nil))
      }
    }
    return findings + tables(inspection.parts, context)
  }

  /// What cells tell beyond what the text told as it is written: as many tables with the same head, and every number.
  private static func rest(of cells: [Finding], besides written: [Finding]) -> [Finding] {
    struct Sight: Hashable {
      let (detector, masked, number): (Detector, String, NumberTrace?)
      init(_ finding: Finding) { (detector, masked, number) = (finding.detector, finding.masked, finding.number) }
    }
    var known = Dictionary(written.map { (Sight($0), 1) }, uniquingKeysWith: +)
    return cells.filter { cell in
      guard let count = known[Sight(cell)], count > 0 else { return true }
      if cell.number == nil { known[Sight(cell)] = count - 1 }
      return false
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
