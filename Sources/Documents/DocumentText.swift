/// A published document as citizens download it: its facts and its body.
public struct DocumentText: Sendable {
  /// The title.
  public var title: String
  /// 题注: how the text came about (adopted, amended), shown in brackets under the title.
  public var titleNote: String?
  /// 文号, for example 云府办发〔2026〕1号.
  public var documentNumber: String?
  /// 发布机关; also the author in a Word file's properties.
  public var issuer: String?
  /// The body: a fragment of safe HTML in UTF-8, as the markup room writes it.
  public var body: [UInt8]
  /// What a reader must know first, for example 本文件已废止; shown in a box above everything.
  public var status: String?
  /// The names of attachments, in order, without numbers.
  public var attachments: [String]
  /// Where the text comes from (来源、索引号、网址), shown last; line feeds stay line ends.
  public var source: String
  /// The day for a Word file's properties, as `YYYY-MM-DD`; anything else is left out.
  public var date: String?

  /// Makes a document. Its language is Chinese as written in China (zh-CN).
  public init(
    title: String, titleNote: String? = nil, documentNumber: String? = nil, issuer: String? = nil, body: [UInt8],
    status: String? = nil, attachments: [String] = [], source: String = "", date: String? = nil
  ) {
    self.title = title
    self.titleNote = titleNote
    self.documentNumber = documentNumber
    self.issuer = issuer
    self.body = body
    self.status = status
    self.attachments = attachments
    self.source = source
    self.date = date
  }
}
