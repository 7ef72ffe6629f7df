#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The tool that turns PDF into text: `pdftotext` of poppler-utils, run as a process of its own with limits.
public struct PDFTools: Sendable, Hashable {
  /// Path of pdftotext.
  public var pdftotext: String
  /// Seconds after which a run is ended.
  public var seconds: Int
  /// Most bytes of text of one run.
  public var maxTextBytes: Int

  /// Names a tool.
  public init(pdftotext: String, seconds: Int = 20, maxTextBytes: Int = 32 << 20) {
    self.pdftotext = pdftotext
    self.seconds = seconds
    self.maxTextBytes = maxTextBytes
  }

  /// The tool where systems put it; nil if it is not installed.
  public static func installed() -> PDFTools? {
    let places = ["/usr/bin/pdftotext", "/usr/local/bin/pdftotext", "/opt/homebrew/bin/pdftotext"]
    return places.first { (path: String) in access(path, X_OK) == 0 }.map { PDFTools(pdftotext: $0) }
  }

  /// The text of each page; nil if the tool failed, took too long, or wrote too much.
  func pages(of bytes: some Collection<UInt8>) -> [[UInt8]]? {
    guard let folder = TemporaryFolder() else { return nil }
    defer { folder.remove() }
    let (input, output) = (folder.path + "/in.pdf", folder.path + "/out.txt")
    guard folder.write(Array(bytes), to: input) else { return nil }
    let arguments = ["-enc", "UTF-8", "-eol", "unix", input, output]
    guard ChildProcess.run(pdftotext, arguments, seconds: seconds, maxFileBytes: maxTextBytes) else { return nil }
    guard let text = folder.read(output, limit: maxTextBytes) else { return nil }
    var pages = text.split(separator: 12, omittingEmptySubsequences: false).map { Array($0) }
    // Each page ends with a form feed.
    if pages.last?.isEmpty ?? false { pages.removeLast() }
    return pages
  }
}
