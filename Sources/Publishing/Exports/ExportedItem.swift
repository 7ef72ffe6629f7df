import Catalogue
import Records
import Values

/// What every machine form says of an item in the same words.
extension SiteModel.Item {
  /// 有效性 as of the site's day, as the record's page shows it: what the record states may be out of date, for a
  /// document comes into force and expires without being written anew.
  var validity: String? {
    if let status { return status.rawValue }
    let isDocument = record.text(.documentNumber) != nil || record.text(.legalRank) != nil
    return isDocument || record.text(.validity) != nil ? Validity.inForce.rawValue : nil
  }

  /// 发文机关, or 制作机关.
  var issuer: String? { record.text(.issuer) ?? record.text(.maker) }

  /// 体裁, or 文种.
  var genre: String? { record.text(.genre) ?? record.text(.documentKind) }

  /// The files attached to the record.
  func files(in model: SiteModel) -> [ExportedFile] {
    page.version.parts.compactMap { part in
      guard part.kind == .attachment else { return nil }
      return ExportedFile(
        name: part.path.split(separator: "/").last.map(String.init) ?? part.path,
        url: model.addresses.absolute(RecordPage.attachmentPath(part, of: page)), size: part.size,
        digest: part.digest.hex)
    }
  }
}

/// A published attachment, as the machine forms tell of it.
struct ExportedFile {
  let name: String
  let url: String
  /// In bytes.
  let size: Int
  /// SHA-256 in hexadecimal digits.
  let digest: String
}
