import Records
import Review

extension SiteModel.Item {
  /// Whether it tells of a person (领导), and is no document that names one.
  var isPerson: Bool { record.has(.personName) && record.has(.post) && !record.has(.documentNumber) }

  /// The file of the 照片; nil where there is none.
  var portrait: PartReference? {
    guard record.has(.portrait), let path = record.text(.portrait) else { return nil }
    return page.version.parts.first { $0.kind == .attachment && $0.names(path) }
  }

  /// The files that its page lists: a person's 照片 is shown instead, unless 附件 names it too.
  var attachments: [PartReference] {
    let files = page.version.parts.filter { $0.kind == .attachment }
    guard isPerson, let portrait, !record.list(.attachments).contains(where: portrait.names) else { return files }
    return files.filter { $0.path != portrait.path }
  }
}

extension PartReference {
  /// Whether it is the file that a record names by a path below `attachments/`.
  fileprivate func names(_ path: String) -> Bool { self.path == path || self.path == "attachments/\(path)" }
}
