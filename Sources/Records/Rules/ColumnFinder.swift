import Catalogue
import Diagnostics

/// Finds columns by what people write, quickly for words that are written often.
struct ColumnFinder: Sendable {
  /// The catalogue in force.
  let catalogue: Catalogue
  private let words: [String: Column]
  private let searchWords: [String]

  /// Looks up every common word once.
  init(_ catalogue: Catalogue) {
    self.catalogue = catalogue
    searchWords = catalogue.searchWords
    let common = searchWords + catalogue.columns.map { "\($0.code)" }
    words = Dictionary(
      common.compactMap { word in catalogue.find(word).map { (word, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// The column that a text means.
  func find(_ text: String) -> Column? { words[text] ?? catalogue.find(text) }

  /// The column whose name is nearest to a text, as `2.4 政策法规/规范性文件`.
  func suggestion(for text: String) -> String? {
    Suggestion.nearest(to: text, among: searchWords).flatMap(find).map(label)
  }

  /// The leaves at or below a column.
  func leaves(below column: Column) -> [Column] {
    catalogue.leaves.filter { $0.code.parts.starts(with: column.code.parts) }
  }

  /// `2.4 政策法规/规范性文件`.
  func label(_ column: Column) -> String { "\(column.code) \(catalogue.path(of: column.code))" }
}
