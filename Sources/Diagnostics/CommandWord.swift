/// A word of a command that a message tells people to type.
public enum CommandWord {
  /// The word as a shell takes it: in quotes where it holds more than letters, digits and `-_./:@%+,`.
  public static func quoted(_ word: String) -> String {
    let plain = Set("-_./:@%+,".unicodeScalars)
    let isPlain =
      !word.isEmpty
      && word.unicodeScalars.allSatisfy {
        plain.contains($0) || $0.properties.isAlphabetic || ("0"..."9").contains($0)
      }
    guard !isPlain else { return word }
    return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
