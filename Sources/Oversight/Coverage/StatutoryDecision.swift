import Catalogue

/// What the office decided of one item of Art. 20 or 21, and what came of it.
public struct StatutoryDecision: Hashable, Sendable {
  /// `a20-01` … `a20-15`, `a21-01` … `a21-07`.
  public let item: String
  public let applies: Applies
  /// Published records that serve the item.
  public let published: Int
  /// Records of the item that were approved to go up, accepted there or not.
  public let handedUp: Int
  /// Of these, those accepted by the government.
  public let accepted: Int
  /// Columns that the settings name for it and the catalogue does not have.
  public let unknown: [ColumnCode]

  /// Makes a decision.
  public init(
    item: String, applies: Applies, published: Int = 0, handedUp: Int = 0, accepted: Int = 0,
    unknown: [ColumnCode] = []
  ) {
    self.unknown = unknown
    self.item = item
    self.applies = applies
    self.published = max(published, 0)
    self.accepted = max(accepted, 0)
    self.handedUp = max(handedUp, self.accepted)
  }

  /// Whether an item is the office's own business.
  public enum Applies: Hashable, Sendable {
    /// 适用.
    case yes
    /// 不适用, with the reason; without one the row is incomplete.
    case no(reason: String)
    /// 上交: it goes up to the government (domain §8.3).
    case up

    /// 适用, 不适用 or 上交.
    public var name: String {
      switch self {
      case .yes: "适用"
      case .no: "不适用"
      case .up: "上交"
      }
    }
  }
}

/// The items of Art. 21 by level; Art. 20's stand in `StatutoryItem`.
public enum LevelItems {
  /// The names of a level's items, in the article's order.
  public static func names(_ level: CoverageInput.Level) -> [String] {
    switch level {
    case .none: []
    case .city: ["市政建设", "公共服务", "公益事业", "土地征收", "房屋征收", "治安管理", "社会救助"]
    case .township:
      ["农业农村政策", "农田水利工程", "土地承包经营权流转", "宅基地使用审核", "土地征收、房屋征收", "筹资筹劳", "社会救助"]
    }
  }

  /// Each item to be decided at a level, with its id and name.
  public static func all(_ level: CoverageInput.Level) -> [(id: String, name: String)] {
    StatutoryItem.all.map { ($0.id, $0.name) } + names(level).enumerated().map { ("a21-0\($0 + 1)", $1) }
  }
}
