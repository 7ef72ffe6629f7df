import XML

/// What is being gathered from one file and the files within it, and what that may still cost.
package struct Gathering {
  package let limits: InspectionLimits
  let pdf: PDFTools?
  private(set) var parts: [FilePart] = []
  package private(set) var findings: [HiddenFinding] = []
  /// How deep the file at hand lies within others.
  private(set) var depth = 0
  /// Words before every place: the files within which the file at hand lies.
  private var path = ""
  private var unpackedLeft: Int
  private var textLeft: Int
  private var tables = 0
  private var isOverfull = false
  /// The file at hand is a picture within a document, not one that somebody put there as a file.
  private(set) var isPicturePart = false

  package init(limits: InspectionLimits, pdf: PDFTools?) {
    self.limits = limits
    self.pdf = pdf
    unpackedLeft = max(0, limits.maxUnpackedBytes)
    textLeft = max(0, limits.maxTextBytes)
  }

  /// No more text is taken.
  var isFull: Bool { isOverfull }

  /// A number for the next table.
  mutating func nextTable() -> Int {
    tables += 1
    return tables
  }

  // MARK: - Text and findings

  /// Takes a piece of text unless it is blank.
  mutating func text(
    _ place: @autoclosure () -> String, _ text: String, hidden: Bool = false, row: TableCell? = nil,
    rounded: Bool = false
  ) {
    guard !Mask.isBlank(text) else { return }
    bytes(place(), Array(text.utf8), hidden: hidden, row: row, rounded: rounded)
  }

  /// Takes a piece of text in UTF-8.
  mutating func bytes(
    _ place: String, _ text: [UInt8], hidden: Bool = false, row: TableCell? = nil, rounded: Bool = false
  ) {
    guard !isOverfull, !text.isEmpty else { return }
    guard parts.count < limits.maxParts, text.count <= textLeft else {
      isOverfull = true
      find(.tooLarge, "", "文字太多，超过 \(limits.maxParts) 处或 \(limits.maxTextBytes >> 20) MB，其余没有查看")
      return
    }
    textLeft -= text.count
    parts.append(FilePart(place: whole(place), text: text, isHidden: hidden, row: row, isRounded: rounded))
  }

  /// Notes a finding; one that is already there is not noted again.
  mutating func find(_ code: HiddenCode, _ place: String, _ masked: String, isBlocking: Bool? = nil) {
    let finding = HiddenFinding(code, place: whole(place), masked: masked, isBlocking: isBlocking)
    guard findings.count <= limits.maxFindings, !findings.contains(finding) else { return }
    if findings.count == limits.maxFindings {
      findings.append(HiddenFinding(.tooLarge, place: "整个文件", masked: "发现超过 \(limits.maxFindings) 处，其余没有列出"))
    } else {
      findings.append(finding)
    }
  }

  /// A place with the files around it; the file at hand itself if the place is empty.
  private func whole(_ place: String) -> String {
    if path.isEmpty { return place.isEmpty ? "整个文件" : place }
    return place.isEmpty ? path : "\(path)：\(place)"
  }

  // MARK: - Costs

  /// The most that the next entry may unpack to.
  var entryLimit: Int { min(max(0, limits.maxEntryBytes), unpackedLeft) }

  /// Accounts for unpacked bytes.
  mutating func spend(_ bytes: Int) { unpackedLeft = max(0, unpackedLeft - bytes) }

  // MARK: - Files within files

  /// Looks into a file within the file at hand.
  ///
  /// - Parameter isPicture: It is a picture that the document shows.
  mutating func inside(_ place: String, isPicture: Bool = false, _ body: (inout Gathering) -> Void) {
    guard depth < limits.maxDepth else {
      find(.tooLarge, place, "文件里套文件超过 \(limits.maxDepth) 层，没有再查看")
      return
    }
    let outer = path
    path = whole(place)
    depth += 1
    let wasPicture = isPicturePart
    isPicturePart = isPicture
    body(&self)
    isPicturePart = wasPicture
    depth -= 1
    path = outer
  }

  // MARK: - XML

  /// Reads XML event by event; what cannot be read is a finding.
  ///
  /// - Returns: whether all of it was read.
  @discardableResult
  package mutating func xml(_ bytes: [UInt8], _ place: String, _ visit: (XMLEvent, inout Gathering) -> Void) -> Bool {
    do {
      let limits = XMLLimits(maxBytes: limits.maxEntryBytes, maxNodes: 12_000_000, maxFaults: 1)
      let stream = try XMLStream(bytes, limits: limits)
      while let event = try stream.next() {
        visit(event, &self)
        if isOverfull { return false }
      }
      return true
    } catch {
      let code = error.all.first?.code ?? ""
      let isLarge = code == "xml.too-large" || code == "xml.too-many" || code == "xml.too-deep"
      let isEntity = ["xml.doctype", "xml.external-entity", "xml.entity-bomb"].contains(code)
      find(isLarge ? .tooLarge : isEntity ? .externalEntity : .unreadable, place, Gathering.reason(code))
      return false
    }
  }

  private static func reason(_ code: String) -> String {
    switch code {
    case "xml.doctype", "xml.external-entity", "xml.entity-bomb": "XML 里有文档类型声明或实体，已拒绝读取"
    case "xml.too-large", "xml.too-many", "xml.too-deep": "XML 太大或嵌套太深"
    case "xml.encoding": "XML 的编码有误"
    default: "不是合格的 XML"
    }
  }
}
