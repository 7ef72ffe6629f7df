import Catalogue
import Conversion
import Diagnostics
import Foundation
import Values

@testable import Inspection
@testable import Markup
@testable import Records
@testable import Review
@testable import Screening

/// One reader under test: no bytes may crash it, and what it promises of its output holds for all of them.
struct FuzzTarget: Sendable {
  let name: String
  let run: @Sendable ([UInt8]) -> Void

  static let all = [
    FuzzTarget(name: "front-matter", run: frontMatter), FuzzTarget(name: "csv", run: csv),
    FuzzTarget(name: "xml", run: xml), FuzzTarget(name: "markdown", run: markdown), FuzzTarget(name: "html", run: html),
    FuzzTarget(name: "ledger", run: ledger), FuzzTarget(name: "inspect", run: inspect),
    FuzzTarget(name: "text", run: text), FuzzTarget(name: "convert", run: convert),
  ]

  private static let parser = RecordParser(catalogue: .standard)

  /// The plain reader and Yams agree; a record's form says the same when it is read again.
  @Sendable private static func frontMatter(_ bytes: [UInt8]) {
    let parsed = parser.parse(parts: [RecordPart(kind: .record, path: "records/a.md", bytes: bytes)])
    if let record = parsed.record {
      let again = (try? JSON(reading: record.form.bytes)).flatMap { Record(form: $0) }
      precondition(again == record, "a record's form is read as another record")
      judge(record, bytes, .record, "records/a.md")
    } else {
      precondition(!parsed.faults.isEmpty, "refused without a reason")
    }
    guard let source = try? SourceText(checking: bytes), let front = try? FrontMatter(in: source),
      let plain = PlainYAML.read(source.text(front.yaml), linesBefore: 1)
    else { return }
    guard case .success(let node?) = YAMLReader.readWithYams(source.text(front.yaml), linesBefore: 1) else {
      preconditionFailure("Yams refuses what the plain reader takes")
    }
    precondition("\(plain)" == "\(node)", "Yams reads otherwise")
  }

  /// What the gate asks of a draft before anybody may see it.
  private static func judge(_ record: Record, _ bytes: [UInt8], _ kind: RecordPart.Kind, _ path: String) {
    let parts = [RecordPart(kind: kind, path: path, bytes: bytes)]
    let working = WorkingRecord(record: record, parts: parts, file: path, line: 1)
    let place = HoldPlace(Place(path, line: 1), of: parts[0])
    let today = Day(year: 2026, month: 11, day: 28) ?? Day(ordinal: 0)
    let found = RecordScreen(asOf: today).screen(record, parts)
    let told =
      working.faults(on: today) + working.advice { _ in false } + found.findings.map { $0.hold(of: record.id) }
      + [RecordBody.fault(of: working), NoteOption.hold(record, flag: record.proposal)].compactMap(\.self)
    for reason in told.map(place.placed) {
      let isPlaced = reason.place.map { $0.file.hasPrefix("records/") && $0.line ?? 1 > 0 } ?? true
      precondition(isPlaced, "a reason of no place")
    }
  }

  @Sendable private static func csv(_ bytes: [UInt8]) {
    let content = CSVFile(path: "records/a.csv", file: "records/a.csv").read(bytes)
    precondition(content.records.count <= bytes.count, "more rows than bytes")
    for record in content.records.prefix(50) { _ = parser.parse(parts: [record.part]) }
  }

  @Sendable private static func xml(_ bytes: [UInt8]) {
    let body = RecordPart(kind: .body, path: "documents/a.md", bytes: Array("正文\n".utf8))
    let parsed = parser.parse(parts: [RecordPart(kind: .document, path: "documents/a.xml", bytes: bytes), body])
    precondition(parsed.record != nil || !parsed.faults.isEmpty, "refused without a reason")
  }

  @Sendable private static func markdown(_ bytes: [UInt8]) {
    guard let made = try? Markdown.html(bytes, MarkupOptions(rewrite: { _ in nil })) else { return }
    SafeHTML.check(made.html)
  }

  @Sendable private static func html(_ bytes: [UInt8]) {
    guard let made = try? HTMLSanitizer.html(bytes, MarkupOptions(rewrite: { _ in nil })) else { return }
    SafeHTML.check(made.html)
  }

  /// Every event has one spelling; lines are taken whole or refused; no history traps.
  @Sendable private static func ledger(_ bytes: [UInt8]) {
    if let event = try? Event(bytes: bytes) {
      precondition(event.bytes == bytes, "an event has two spellings")
      var state = LedgerState()
      try? state.apply(event, hash: EventHash.of(bytes))
    }
    // One event a line, each sealed here, so that the fold behind the hashes is reached.
    var state = LedgerState()
    for line in bytes.split(separator: 0x0A).prefix(64) {
      let line = Array(line)
      if let event = try? Event(bytes: line) { try? state.apply(event, hash: EventHash.of(line)) }
    }
    _ = LedgerVerifier.verify(lines: bytes)
  }

  @Sendable private static func inspect(_ bytes: [UInt8]) {
    let names = [
      "a.docx", "a.xlsx", "a.ofd", "a.pdf", "a.zip", "a.jpg", "a.doc", "a.txt", "a.csv", "a.html", "a.svg", "a.eml",
    ]
    let found = FileInspector.inspect(bytes, name: names[bytes.count % names.count])
    for part in found.parts.prefix(200) { _ = TextScreen.findings(in: part.text) }
  }

  /// A Word or OFD file gives a page that is safe, or a fault that says what to do.
  @Sendable private static func convert(_ bytes: [UInt8]) {
    for kind in [OfficeBody.Kind.word, .ofd] {
      do throws(ConversionFault) {
        let made = try OfficeBody.convert(bytes, kind)
        if let page = try? HTMLSanitizer.html(made.html, MarkupOptions(rewrite: { _ in nil })) {
          SafeHTML.check(page.html)
        }
      } catch { precondition(!error.message.isEmpty && !error.remedy.isEmpty, "refused without a reason") }
    }
  }

  /// Nothing that is found is shown in full; a text is also read as a page shows it, as a name and as a table to mask, and
  /// the first look misses nothing.
  @Sendable private static func text(_ bytes: [UInt8]) {
    for finding in TextScreen.findings(in: bytes) {
      precondition(!finding.masked.isEmpty, "a finding without a masked form")
    }
    let names = ["a.md", "a.json", "a.html", "a.csv", "a.txt"]
    for name in names { _ = FileScreen(pdf: nil).findings(in: bytes, name: name) }
    var context = TextContext()
    context.breadth = .certain
    let certain = TextScreen.findings(in: bytes, context: context)
    let found = certain.contains { CertainSieve.detectors.contains($0.detector) }
    let mayHold = bytes.withUnsafeBufferPointer { CertainSieve.mayHold($0, context) }
    precondition(mayHold || !found, "the first look misses a finding")
    let mark = bytes.withUnsafeBufferPointer { buffer in
      let reader = SymbolReader(bytes: buffer)
      return buffer.indices.first { SecrecyMark.sight(at: $0, in: reader)?.isCertain == true }
    }
    precondition(SecrecyMark.firstOffset(in: bytes) == mark, "a secrecy mark is missed")
    context.breadth = .all
    context.isLetterColumn = true
    for finding in TextScreen.findings(in: bytes, context: context) {
      precondition(!finding.masked.isEmpty, "a finding without a masked form")
    }
    if let text = Masking.text(of: bytes) {
      for kind in [MaskedText.Kind.csv, .text] { _ = Masking.maskedCopy(of: text, kind: kind) }
      _ = FileScreen(pdf: nil).findings(in: [], name: String(text.prefix(200)))
    }
  }
}
