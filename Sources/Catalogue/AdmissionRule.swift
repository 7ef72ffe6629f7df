/// What a column asks of a record beyond the fields that every record has (DESIGN §4).
public enum AdmissionRule: Hashable, Sendable {
  /// Nothing more.
  case none
  /// These fields must be present.
  case fields([String])
  /// 效力位阶 must be one of these, and 相关性 present: only matters that bear on the office's functions
  /// or its staff's conduct (篇3 二(二)2).
  case legalRank([String])
  /// 关联 must name the document interpreted.
  case related
  /// 讲话人 must be a leader of 1.2, and 相关性 present (篇3 二(二)3(3)).
  case leaderSpeech
  /// 网址, and 链接分组 one of the four groups.
  case link
  /// A file to download: at least one attachment, and no font (they are licensed works).
  case download

  /// The four link groups of 篇3 二(二)4, with the short names offices use.
  public static let linkGroups: [(name: String, aliases: [String])] = [
    ("国务院办公厅", ["国办", "国务院"]),
    ("省政府办公厅", ["省办", "省政府", "省级政府办公厅"]),
    ("省内其他市", ["省内其他市办", "省内其他城市", "省内其他市政府办公室", "省内其他城市政府办公厅(室)", "其他市"]),
    ("所属县区", ["所属县区办", "所属县(市)区", "所属各县(市)区", "所属县市区", "县区"]),
  ]

  /// The group that a name or an alias of it means.
  public static func linkGroup(named name: String) -> String? {
    linkGroups.first { $0.name == name || $0.aliases.contains(name) }?.name
  }
}
