import Values

/// What `screen` tells of files, for people and for machines (JSON, and SARIF 2.1.0 for editors and pipelines).
public struct ScreenReport: Sendable {
  /// One file with what was found in it.
  public struct File: Sendable {
    public let path: String
    public let findings: [Finding]

    /// Pairs a file and its findings.
    public init(path: String, findings: [Finding]) {
      self.path = path
      self.findings = findings
    }
  }

  private let files: [File]

  /// Reports on files, in the order given.
  public init(_ files: [File]) { self.files = files }

  /// Whether anything must not go out as it is.
  public var blocks: Bool { files.contains { $0.findings.contains { $0.action == .block } } }

  /// The machine form of DESIGN §7: `{"files":[{"path","findings":[{"detector","action","place","masked"}]}]}`.
  public var json: JSON {
    [
      "rules": .string(ScreeningRules.version),
      "files": .array(
        files.map { file in
          [
            "path": .string(file.path),
            "findings": .array(
              file.findings.map {
                [
                  "detector": .string($0.detector.rawValue), "action": .string($0.action.rawValue),
                  "place": .string($0.place), "masked": .string($0.masked),
                ]
              }),
          ]
        }),
    ]
  }

  /// SARIF 2.1.0; a finding's place is told in the message, for it may be a cell or a page and not a line.
  public var sarif: JSON {
    let used = Set(files.flatMap(\.findings).map(\.detector)).sorted { $0.rawValue < $1.rawValue }
    let rules = used.map { detector -> JSON in
      [
        "id": .string("screening.\(detector.rawValue)"), "name": .string(detector.title),
        "shortDescription": ["text": .string(detector.title)],
        "help": ["text": .string("\(detector.remedy)(\(detector.basis))")],
      ]
    }
    let results = files.flatMap { file in
      file.findings.map { finding -> JSON in
        [
          "ruleId": .string("screening.\(finding.detector.rawValue)"),
          "level": .string(finding.action == .block ? "error" : "warning"),
          "message": ["text": .string("\(finding.place):\(finding.detector.title)「\(finding.masked)」")],
          "locations": [
            ["physicalLocation": ["artifactLocation": ["uri": .string(ScreenReport.uri(file.path))]]]
          ],
        ]
      }
    }
    return [
      "version": "2.1.0", "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
      "runs": [
        [
          "tool": [
            "driver": ["name": "gongkai", "version": .string(ScreeningRules.version), "rules": .array(rules)]
          ],
          "results": .array(results),
        ]
      ],
    ]
  }

  /// A path as a relative URI.
  private static func uri(_ path: String) -> String {
    path.utf8.map { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        return String(UnicodeScalar(byte))
      default:
        let hex = String(byte, radix: 16, uppercase: true)
        return "%\(hex.count == 1 ? "0" : "")\(hex)"
      }
    }.joined()
  }

  /// The form for people.
  public var text: String {
    var lines: [String] = []
    for file in files where !file.findings.isEmpty {
      lines.append(file.path)
      for finding in file.findings {
        let sign = finding.action == .block ? "拦截" : "警示"
        lines.append(
          "    \(sign)  \(finding.place)  \(finding.detector.title)「\(finding.masked)」 [screening.\(finding.detector.rawValue)] (\(finding.detector.basis))"
        )
        lines.append("          办法: \(finding.detector.remedy)")
      }
    }
    let found = files.flatMap(\.findings)
    let blocking = found.filter { $0.action == .block }.count
    lines.append(
      "查了 \(files.count) 个文件，拦截 \(blocking) 处，警示 \(found.count - blocking) 处(规则 \(ScreeningRules.version))")
    return lines.joined(separator: "\n")
  }
}
