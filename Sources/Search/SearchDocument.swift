/// What the search knows of one record.
public struct SearchDocument: Sendable {
  public let title: String
  /// 发文字号, or empty.
  public let number: String
  /// Visible text in UTF-8, paragraphs separated by line feeds.
  public let text: [UInt8]
  /// Path of the page below the site's root.
  public let address: String
  /// 发布日期, `YYYY-MM-DD`.
  public let day: String
  /// Position of the column in the index's list of columns.
  public let column: Int
  /// How it is marked unless it is in force (`已失效`); else empty.
  public let mark: String

  /// Makes a document.
  public init(
    title: String, number: String, text: [UInt8], address: String, day: String, column: Int, mark: String = ""
  ) {
    self.title = title
    self.number = number
    self.text = text
    self.address = address
    self.day = day
    self.column = column
    self.mark = mark
  }
}

/// A column that results can be narrowed to.
public struct SearchColumn: Sendable, Hashable {
  public let code: String
  public let name: String

  /// Makes a column.
  public init(code: String, name: String) {
    self.code = code
    self.name = name
  }
}
