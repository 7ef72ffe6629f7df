import Diagnostics

/// A record as its file says it: fields by name with their places, before any rule is asked.
struct RawRecord: Sendable {
  /// One field as it was written.
  struct Entry: Sendable {
    let field: Field
    let value: Value
    /// Where the field's name stands, or its value where the format has no names.
    let position: Position
  }

  /// A value as it was written.
  enum Value: Sendable {
    /// One text; a list in it is still to be split.
    case one(PlacedText)
    /// Items that the format itself keeps apart: each is taken as it is.
    case many([PlacedText])
    /// A value whose form is already told to be wrong: the field is there, but says nothing.
    case unreadable
  }

  /// Where the body is.
  enum Body: Sendable {
    case none
    /// From an offset of the part to its end, in Markdown.
    case rest(offset: Int)
    /// The text of a cell, in Markdown.
    case cell(String)
    /// A path that 正文 names, relative to the part's folder.
    case file(PlacedText)
  }

  /// The Markdown file, row or document that was read.
  var part: RecordPart
  /// The file's path as people know it.
  var file: String
  /// Where the record begins: first line of the front matter, of the row, or root element.
  var start: Position
  /// The id if the file gives none. A row's id is this, `/` and its 标识.
  var baseID: String
  /// The id to show when a row has none of its own.
  var fallbackID: String
  /// nil where the file could not be read so far.
  var entries: [Entry]?
  /// 标识, 标题 and 栏目 where they can be told though the rest can't be read.
  var identity: [Entry] = []
  var body: Body = .none
  var faults: [Diagnostic] = []
  /// What is told and holds nothing.
  var warnings: [Diagnostic] = []

  /// Notes a fault of the record's form.
  mutating func fault(_ position: Position, _ message: String, remedy: String? = nil, source: String? = nil) {
    faults.append(
      Diagnostic("record.invalid", at: position.place(in: file), message, remedy: remedy, source: source))
  }
}

extension RawRecord.Entry {
  /// The fault of a field name that nobody knows (DESIGN §3: an error with a suggestion).
  static func unknown(_ name: String, among known: [Field] = Field.allCases) -> (
    message: String, remedy: String
  ) {
    let nearest = Suggestion.nearest(to: name, among: known.map(\.rawValue))
    return (
      "未知字段\(Wording.quoted(name))\(Wording.question(nearest))",
      nearest == nil ? "删去这个字段，或写进正文" : "改正字段名称"
    )
  }
}

/// Paths of record files below the site folder.
enum RecordPath {
  /// The default id (DESIGN §3): `records/a/b.md` → `a/b`, `records/t.csv` → `t` (its rows: `t/标识`),
  /// `documents/x/y.xml` → `documents/x/y`.
  static func defaultID(_ path: String) -> String {
    let bare = withoutExtension(path)
    return bare.hasPrefix("records/") ? String(bare.dropFirst("records/".count)) : bare
  }

  /// The extension in lower case, without the dot; empty if there is none.
  static func `extension`(_ path: String) -> String {
    dot(in: path).flatMap { String(path.utf8.dropFirst($0 + 1)) }?.lowercased() ?? ""
  }

  /// The path without its extension.
  static func withoutExtension(_ path: String) -> String {
    guard let dot = dot(in: path), dot + 1 < path.utf8.count else { return path }
    return String(path.utf8.prefix(dot)) ?? path
  }

  /// Bytes before the dot of the extension; nil if there is none. A name that begins with its only dot has none.
  private static func dot(in path: String) -> Int? {
    var path = path
    return path.withUTF8 { bytes in
      let name = (bytes.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1
      return bytes.lastIndex(of: UInt8(ascii: ".")).flatMap { $0 > name ? $0 : nil }
    }
  }
}
