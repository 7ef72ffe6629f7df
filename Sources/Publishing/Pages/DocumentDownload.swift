/// A form of the document itself that readers can take away.
struct DocumentDownload: Sendable {
  let form: Form
  /// Path below the output folder.
  let path: String
  /// The name that a browser saves it under.
  let fileName: String
  /// In bytes.
  let size: Int

  /// A form that a document is offered in.
  enum Form: String, CaseIterable, Sendable {
    case word = "docx"
    case text = "txt"

    var name: String {
      switch self {
      case .word: "Word 文档"
      case .text: "纯文本"
      }
    }
  }
}
