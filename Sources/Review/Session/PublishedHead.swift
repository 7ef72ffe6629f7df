import Values

/// What a published folder tells of the ledger that it was made from.
public struct PublishedHead: Sendable, Hashable {
  public let head: LedgerHead
  /// The folder, as it was named.
  public let folder: String
  /// Whether it shows records of the site at hand.
  public let isOwn: Bool

  /// Puts together what was read of a folder.
  public init(_ head: LedgerHead, in folder: String, isOwn: Bool) {
    self.head = head
    self.folder = folder
    self.isOwn = isOwn
  }

  /// What to do where a ledger does not lead to the head. Another office's site is not to be moved away for it, and one's
  /// own least of all: what it shows is what the ledger has to know.
  ///
  /// - Parameter own: what to do about the ledger, if the site is its own.
  public func remedy(_ own: String) -> String {
    guard !isOwn else { return own }
    return "「\(folder)」里没有这个站点的信息，像是别的网站:用 --output 指明本站的网站；确是本站的，\(own)；不是本站的、也没有人用的，可以把它移走"
  }
}
