import CLibXML2

/// The libxml2 that the process runs with.
public enum XMLLibrary {
  /// As it tells it itself: `20914`.
  public static var version: String { String(cString: gk_xml_version()) }
}
