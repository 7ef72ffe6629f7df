/// Kinds of what a file hides, or why it cannot be looked into.
public enum HiddenCode: String, Sendable, Hashable, CaseIterable {
  /// 批注.
  case comment
  /// 修订: tracked insertions, deletions, moves and changes of format.
  case revision
  /// 隐藏文字: vanished, white or tiny text, text that no page or cell shows.
  case hiddenText
  /// 隐藏的工作表 or slide.
  case hiddenSheet
  /// 隐藏的行或列 that hold something.
  case hiddenCells
  /// 数据透视表缓存: the source rows of a pivot table.
  case pivotCache
  /// 外部链接: data or pictures taken from elsewhere, and a template's address.
  case externalLink
  /// 嵌入对象, and bytes that belong to no part of the file.
  case embedded
  /// 宏.
  case macro
  /// 文档属性: names, units and tools.
  case metadata
  /// 注释: annotations of a page, notes of a slide.
  case annotation
  /// 旧版本 that the file still holds.
  case earlierRevision
  /// 附件 within the file.
  case attachedFile
  /// 脚本.
  case script
  /// 拍摄地点.
  case gps
  /// 加密.
  case encrypted
  /// 无法读取.
  case unreadable
  /// 旧格式, to be converted first.
  case legacyFormat
  /// 扫描件: pages without text, which a person must read.
  case scanned
  /// Beyond a limit of `InspectionLimits`.
  case tooLarge
  /// 内容与扩展名不符.
  case typeMismatch
  /// 压缩炸弹: unpacks to far more than it is.
  case archiveBomb
  /// 大小作假: an entry claims a size that it can't have.
  case falseSize
  /// 实体: a document type or an entity, as XXE and entity bombs have it.
  case externalEntity
  /// 路径穿越: a name or a link that leads out of the folder it is unpacked to.
  case pathTraversal
  /// 不完整: cut off.
  case truncated

  /// Holds the file back until somebody removes or waives it. What merely names who wrote a file with which tool, and
  /// what a reader sees anyway, is only told. A scanned file cannot be searched, so a person must say that it was read.
  public var isBlocking: Bool {
    switch self {
    case .metadata, .annotation: false
    case .comment, .revision, .hiddenText, .hiddenSheet, .hiddenCells, .pivotCache, .externalLink, .embedded, .macro,
      .earlierRevision, .attachedFile, .script, .gps, .encrypted, .unreadable, .legacyFormat, .scanned, .tooLarge,
      .typeMismatch, .archiveBomb, .falseSize, .externalEntity, .pathTraversal, .truncated:
      true
    }
  }

  /// The name for people.
  public var title: String {
    switch self {
    case .comment: "批注"
    case .revision: "修订痕迹"
    case .hiddenText: "隐藏文字"
    case .hiddenSheet: "隐藏工作表"
    case .hiddenCells: "隐藏行列"
    case .pivotCache: "数据透视表缓存"
    case .externalLink: "外部链接"
    case .embedded: "嵌入对象"
    case .macro: "宏"
    case .metadata: "文档属性"
    case .annotation: "注释"
    case .earlierRevision: "旧版本"
    case .attachedFile: "内含附件"
    case .script: "脚本"
    case .gps: "拍摄地点"
    case .encrypted: "加密"
    case .unreadable: "无法读取"
    case .legacyFormat: "旧格式"
    case .scanned: "扫描件"
    case .tooLarge: "超出上限"
    case .typeMismatch: "类型不符"
    case .archiveBomb: "压缩炸弹"
    case .falseSize: "大小作假"
    case .externalEntity: "XML 实体"
    case .pathTraversal: "路径穿越"
    case .truncated: "文件不完整"
    }
  }
}
