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
      let cells = tables(inspection.parts, context).filter { cell in !written.contains { $0.detector == cell.detector }
      }
      return findings.filter { $0.detector != .tooLarge } + written + rest + cells
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
      if part.isRounded, let rounded = Checksums.roundedID(part.text, asOf: context.asOf) {
        findings.append(Finding(detector: .maskedID, action: .warn, place: part.place, masked: rounded, offset: nil))
      }
    }
    return findings + tables(inspection.parts, context)
  }

  /// Tables whose heads join names with what is private, and numbers that several cells of a row make together.
  private func tables(_ parts: [FilePart], _ context: TextContext) -> [Finding] {
    var tables: [Int: [Int: [FilePart]]] = [:]
    var order: [Int] = []
    for part in parts {
      guard let cell = part.row else { continue }
      if tables[cell.table] == nil { order.append(cell.table) }
      tables[cell.table, default: [:]][cell.row, default: []].append(part)
    }
    return order.flatMap { table -> [Finding] in
      let rows = (tables[table] ?? [:]).sorted { $0.key < $1.key }.map { row in
        row.value.sorted(by: FileScreen.isBefore)
      }
      return rows.flatMap { split($0, context) } + list(rows, context)
    }
  }

  private static func isBefore(_ left: FilePart, _ right: FilePart) -> Bool {
    (left.row?.column ?? 0) < (right.row?.column ?? 0)
  }

  /// A list of persons; its head may stand below titles and notes.
  private func list(_ rows: [[FilePart]], _ context: TextContext) -> [Finding] {
    var tried = 0
    for start in rows.indices.prefix(FileScreen.mostTitleRows) where tried < FileScreen.mostHeads {
      let heads = rows[start].map { String(decoding: $0.text.prefix(100), as: UTF8.self).filter { !$0.isWhitespace } }
      guard heads.contains(where: TableScreen.isName) else { continue }
      tried += 1
      // A sheet may be sixteen thousand columns wide: only those count whose heads tell something.
      let told = rows[start].indices.filter { TableScreen.isTold(heads[$0]) }.prefix(FileScreen.mostColumns)
      let places = Dictionary(
        told.enumerated().map { (rows[start][$1].row?.column ?? 0, $0) }, uniquingKeysWith: { first, _ in first })
      let lines = rows[(start + 1)...].prefix(FileScreen.mostRows).map { row in
        var cells = [String](repeating: "", count: told.count)
        for part in row { if let at = part.row.flatMap({ places[$0.column] }) { cells[at] = part.string } }
        return cells
      }
      let found = TableScreen.findings(header: told.map { heads[$0] }, rows: lines, context: context)
      guard !found.isEmpty else { continue }
      return found.map {
        Finding(
          detector: $0.detector, action: $0.action, place: "\(rows[start].first?.place ?? "")所在的表，\($0.place)",
          masked: $0.masked, offset: nil)
      }
    }
    return []
  }

  private static let mostTitleRows = 200
  private static let mostRows = 20_000
  private static let mostColumns = 100
  private static let mostHeads = 8

  private static let cross: Set<[UInt8]> = [Array("X".utf8), Array("x".utf8), Array("×".utf8)]

  /// A number of a person with its digits in several cells of a row.
  private func split(_ row: [FilePart], _ context: TextContext) -> [Finding] {
    var line: [UInt8] = []
    var isWhole: Set<String> = []
    for part in row
    where part.text.count <= 60
      && (part.text.contains(where: Checksums.isDigit) || FileScreen.cross.contains(part.text))
    {
      isWhole.formUnion(TextScreen.findings(in: part.text, context: context).map(\.masked))
      line += (line.isEmpty ? [] : [UInt8(ascii: "\t")]) + part.text
    }
    guard line.count >= 18, line.contains(UInt8(ascii: "\t")) else { return [] }
    return TextScreen.findings(in: line, context: context).filter {
      [.residentID, .disabilityCard].contains($0.detector) && !isWhole.contains($0.masked)
    }.map {
      Finding(
        detector: $0.detector, action: $0.action, place: "\(row.first?.place ?? "")所在的行，分在几个单元格里", masked: $0.masked,
        offset: nil)
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

extension FilePart {
  fileprivate var string: String { String(decoding: text, as: UTF8.self) }
}
