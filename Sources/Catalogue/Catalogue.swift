import Diagnostics

/// The disclosure catalogue (政府信息公开目录): a tree of columns, kept in the order of their codes.
public struct Catalogue: Hashable, Sendable {
  /// All columns, parents before children.
  public let columns: [Column]
  private let indexes: [ColumnCode: Int]
  /// The places of the columns directly below each.
  private let below: [ColumnCode: [Int]]

  /// One row of the standard table.
  struct Row {
    let code, name, purpose, type: String
    let items: [Int]
    let days: Int?
    let requirement: Column.Requirement
    let rule: AdmissionRule
    let isLeaf: Bool
  }

  init(rows: [Row]) {
    self.init(
      columns: rows.compactMap { row in
        ColumnCode(row.code).map {
          Column(
            code: $0, name: row.name, requirement: row.requirement, rule: row.rule, statutoryItems: row.items,
            interval: row.days, purpose: row.purpose, type: row.type, isLeaf: row.isLeaf)
        }
      })
  }

  init(columns: [Column]) {
    self.columns = columns.sorted { $0.code < $1.code }
    indexes = Dictionary(
      self.columns.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
    var below: [ColumnCode: [Int]] = [:]
    for (at, column) in self.columns.enumerated() {
      if let parent = column.code.parent { below[parent, default: []].append(at) }
    }
    self.below = below
  }

  /// The column with a code.
  public subscript(code: ColumnCode) -> Column? { indexes[code].map { columns[$0] } }

  /// The four top columns.
  public var tops: [Column] { columns.filter { $0.code.depth == 1 } }

  /// The columns directly below one.
  public func children(of code: ColumnCode) -> [Column] { (below[code] ?? []).map { columns[$0] } }

  /// The leaves, in order.
  public var leaves: [Column] { columns.filter(\.isLeaf) }

  /// The names from the top: `其他/其他需要公布的信息/动态类信息`.
  public func path(of code: ColumnCode) -> String {
    ancestry(of: code).map(\.name).joined(separator: "/")
  }

  /// The column and those above it, from the top.
  public func ancestry(of code: ColumnCode) -> [Column] {
    (code.parent.map(ancestry(of:)) ?? []) + [self[code]].compactMap(\.self)
  }

  /// Finds a column by code (`2.4`), by full path (`政策法规/规范性文件`), or by any end of a path that only
  /// one column has (`规范性文件`).
  public func find(_ text: String) -> Column? {
    if let code = ColumnCode(text) { return self[code] }
    let wanted = text.split(separator: "/").map(String.init)
    guard !wanted.isEmpty else { return nil }
    let named = columns.filter { column in
      ancestry(of: column.code).map(\.name).suffix(wanted.count).elementsEqual(wanted)
    }
    if named.count == 1 { return named.first }
    return named.first { ancestry(of: $0.code).count == wanted.count }
  }

  /// Every word that `find` understands, for suggestions.
  public var searchWords: [String] { columns.flatMap { [$0.name, path(of: $0.code)] } }

  /// What to tell who typed a column that there is not.
  public func unknown(_ text: String) -> Diagnostic {
    let near = Suggestion.nearest(to: text, among: searchWords).map { "，是否为「\($0)」？" } ?? ""
    let known = tops.map { "\($0.code) \($0.name)" }.joined(separator: "、")
    return Diagnostic(
      "column.unknown", "没有栏目「\(text)」\(near)", remedy: "写栏目的编码或名称；一级栏目有 \(known)，gongkai new 一级栏目的编码 列出其下的栏目")
  }
}
