import Foundation

/// A relative link or image of a body, as its writer means it: a file of 附件, or another record.
///
///     BodyLink("../attachments/流程.png").attachment(among: ["流程.png"])   // "流程.png"
public struct BodyLink: Sendable {
  /// The path without percent escapes, and without the steps out of the record's folder: wherever the record lies, they
  /// lead to the site folder.
  private let path: String

  /// Takes the address as it stands in the body.
  public init(_ address: String) {
    var path = Substring(address.removingPercentEncoding ?? address)
    while let step = ["../", "./"].first(where: path.hasPrefix) { path = path.dropFirst(step.count) }
    self.path = String(path)
  }

  private var bare: String { path.hasPrefix("attachments/") ? String(path.dropFirst("attachments/".count)) : path }

  /// The path of the one that is meant among the files of 附件, each below attachments/ or with it; nil if none is.
  public func attachment(among paths: some Sequence<String>) -> String? {
    let bare = bare
    return paths.first { $0 == bare || $0 == "attachments/\(bare)" }
  }

  /// The record that is meant, if it is no file.
  public var record: RecordID { RecordID(rawValue: bare.hasSuffix(".md") ? String(bare.dropLast(3)) : bare) }
}
