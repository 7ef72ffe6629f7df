/// Files that a system or an office program leaves in a folder, and that get into archives unseen.
enum SystemLeftover {
  /// Whether the name of an entry, with its folders, is that of such a file.
  static func isOne(_ name: String) -> Bool {
    let steps = name.lowercased().split(whereSeparator: { $0 == "/" || $0 == "\\" })
    guard let last = steps.last else { return false }
    return steps.first == "__macosx" || names.contains(String(last)) || last.hasPrefix("._") || last.hasPrefix("~$")
  }

  private static let names: Set<String> = [".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini"]
}
