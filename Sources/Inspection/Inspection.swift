/// What was found in a file: its text, piece by piece, and what it hides.
public struct Inspection: Sendable, Hashable {
  /// What the file is, by content.
  public var kind: FileKind
  /// Its text, in order, with that of files within it.
  public var parts: [FilePart]
  /// What it hides, and why it could not be read where it could not. A file that was not read to its end always has a
  /// blocking finding.
  public var findings: [HiddenFinding]

  /// Makes an inspection.
  public init(kind: FileKind, parts: [FilePart] = [], findings: [HiddenFinding] = []) {
    self.kind = kind
    self.parts = parts
    self.findings = findings
  }

  /// Something holds the file back.
  public var isBlocked: Bool { findings.contains(where: \.isBlocking) }
}
