import XML

/// What an OFD package says of its parts: properties, pages in their order, annotations, attachments.
package struct OFDMap {
  /// Root elements by entry.
  package private(set) var roots: [Int: String] = [:]
  /// Page numbers from 1 by entry.
  package private(set) var pages: [Int: Int] = [:]
  /// Page numbers by the entry of their annotations.
  package private(set) var annotated: [Int: Int] = [:]
  /// Names of attachments by entry.
  package private(set) var attachments: [Int: String] = [:]
  /// Entries of the templates that pages stand on, by their ids.
  package private(set) var templates: [String: Int] = [:]
  /// Pages of which the package says where they are, and which are not there.
  package private(set) var missing: [String] = []
  /// The paper of pages that do not tell their own, the largest of all documents.
  package private(set) var area: OFDBox?
  private var pageOfID: [String: Int] = [:]

  package init() {}

  /// Reads OFD.xml, the documents and the lists of annotations and attachments.
  package mutating func read(_ archive: inout Archive, _ gathering: inout Gathering) {
    if let index = archive.index(of: "OFD.xml"), let bytes = archive.content(index, &gathering) {
      OFDProperties.inspect(bytes, &gathering)
    }
    var lists: [(index: Int, root: String, bytes: [UInt8])] = []
    for (index, name) in archive.names.enumerated() where name.lowercased().hasSuffix(".xml") && name != "OFD.xml" {
      // Errors are told when the part itself is read.
      var quiet = Gathering(limits: gathering.limits, pdf: nil)
      guard let bytes = archive.content(index, &quiet), let root = OFDMap.root(of: bytes) else { continue }
      gathering.spend(bytes.count)
      roots[index] = root
      if ["Document", "Annotations", "Attachments"].contains(root) { lists.append((index, root, bytes)) }
    }
    for (index, _, bytes) in lists.filter({ $0.root == "Document" }) {
      document(bytes, archive.names[index], archive, &gathering)
    }
    for (index, root, bytes) in lists where root != "Document" {
      list(bytes, archive.names[index], archive, &gathering)
    }
  }

  private mutating func document(_ bytes: [UInt8], _ file: String, _ archive: Archive, _ gathering: inout Gathering) {
    var found: [(id: String, path: String)] = []
    var shared: [(id: String, path: String)] = []
    var isBox = false
    gathering.xml(bytes, "“\(Mask.name(file))”") { event, _ in
      if case .start(let name, _, _) = event.kind { isBox = name == "PhysicalBox" }
      if isBox, case .text(let text) = event.kind, let box = OFDBox(text) {
        area = area.map { $0.united(with: box) } ?? box
      }
      guard case .start(let name, _, let attributes) = event.kind else { return }
      let part = (attributes.value("ID") ?? "", attributes.value("BaseLoc") ?? "")
      if name == "Page" { found.append(part) }
      if name == "TemplatePage" { shared.append(part) }
    }
    for (id, path) in shared where templates[id] == nil {
      templates[id] = OFDPath.entry(path, from: file, in: archive)
    }
    for (id, path) in found {
      let number = pages.count + 1
      pageOfID[id] = number
      if let entry = OFDPath.entry(path, from: file, in: archive) {
        pages[entry] = number
      } else {
        missing.append(path)
      }
    }
  }

  private mutating func list(_ bytes: [UInt8], _ file: String, _ archive: Archive, _ gathering: inout Gathering) {
    var page = ""
    var name = ""
    var isPath = false
    var found: [(path: String, page: String, name: String?)] = []
    gathering.xml(bytes, "“\(Mask.name(file))”") { event, _ in
      switch event.kind {
      case .start("Page", _, let attributes): page = attributes.value("PageID") ?? ""
      case .start("Attachment", _, let attributes): name = attributes.value("Name") ?? ""
      case .start("FileLoc", _, _): isPath = true
      case .end("FileLoc", _): isPath = false
      case .text(let text): if isPath { found.append((Mask.trimmed(text), page, name.isEmpty ? nil : name)) }
      default: break
      }
    }
    for (path, page, name) in found {
      guard let entry = OFDPath.entry(path, from: file, in: archive) else { continue }
      if let name {
        attachments[entry] = name
      } else if let number = pageOfID[page] {
        annotated[entry] = number
      }
    }
  }

  private static func root(of bytes: [UInt8]) -> String? {
    guard let stream = try? XMLStream(bytes) else { return nil }
    while let event = try? stream.next() { if case .start(let name, _, _) = event.kind { return name } }
    return nil
  }
}
