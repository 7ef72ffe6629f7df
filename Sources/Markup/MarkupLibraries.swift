import CCmarkGFM
import XML

/// Which libraries bodies are turned into HTML with.
public enum MarkupLibraries {
  /// Names and versions: another version may write the same body otherwise.
  public static var versions: String {
    "cmark-gfm \(String(cString: cmark_version_string())), libxml2 \(XMLLibrary.version)"
  }
}
