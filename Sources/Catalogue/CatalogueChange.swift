import Values

/// A change to the standard catalogue (catalogue.yaml): a column added or dropped, with its reason.
public struct CatalogueChange: Hashable, Sendable {
  /// What the change does.
  public enum Action: Hashable, Sendable {
    /// 增加: a new column below an existing one.
    case add(name: String)
    /// 删除: a column, and all below it, dropped.
    case drop
  }

  public let code: ColumnCode
  public let action: Action
  /// 理由, required (篇3 二(二): 各地可以…对子栏目进行适当增加或删除).
  public let reason: String

  /// Makes a change.
  public init(code: ColumnCode, action: Action, reason: String) {
    self.code = code
    self.action = action
    self.reason = reason
  }

  /// The form that the ledger records.
  public var json: JSON {
    switch action {
    case .add(let name): ["act": "增加", "code": .string("\(code)"), "name": .string(name), "reason": .string(reason)]
    case .drop: ["act": "删除", "code": .string("\(code)"), "reason": .string(reason)]
    }
  }

  /// Reads the form that the ledger records.
  public init?(json: JSON) {
    guard let code = json["code"]?.text.flatMap({ ColumnCode($0) }), let reason = json["reason"]?.text else {
      return nil
    }
    switch json["act"]?.text {
    case "增加":
      guard let name = json["name"]?.text else { return nil }
      self.init(code: code, action: .add(name: name), reason: reason)
    case "删除": self.init(code: code, action: .drop, reason: reason)
    default: return nil
    }
  }
}

/// Why a change to the catalogue is refused; the text is for people.
public struct CatalogueFault: Error, Hashable, Sendable {
  /// Which change of the list, from 0.
  public let index: Int
  public let message: String
  public let remedy: String
}

extension Catalogue {
  /// The catalogue with changes made, in the order given.
  ///
  /// - Returns: the catalogue as far as the changes could be made, and a fault for each that could not.
  public func applying(_ changes: [CatalogueChange]) -> (catalogue: Catalogue, faults: [CatalogueFault]) {
    guard !changes.isEmpty else { return (self, []) }
    var draft = CatalogueDraft(self)
    var faults: [CatalogueFault] = []
    for (index, change) in changes.enumerated() {
      if let (message, remedy) = draft.refusal(of: change) {
        faults.append(CatalogueFault(index: index, message: message, remedy: remedy))
        continue
      }
      switch change.action {
      case .add(let name): draft.add(change.code, name: name)
      case .drop: draft.drop(change.code)
      }
    }
    return (Catalogue(columns: Array(draft.columns.values)), faults)
  }
}

/// A catalogue while changes are made to it, one by one; what one costs does not grow with the columns there are.
private struct CatalogueDraft {
  private(set) var columns: [ColumnCode: Column]
  /// The names of the columns directly below each, and their codes.
  private var below: [ColumnCode: [String: ColumnCode]] = [:]

  init(_ catalogue: Catalogue) {
    columns = Dictionary(catalogue.columns.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    for column in catalogue.columns {
      if let parent = column.code.parent { below[parent, default: [:]][column.name] = column.code }
    }
  }

  func refusal(of change: CatalogueChange) -> (message: String, remedy: String)? {
    let code = change.code
    guard change.reason.contains(where: { !$0.isWhitespace }) else {
      return ("对栏目 \(code) 的改动没有写理由", "在该条中补写「理由」")
    }
    switch change.action {
    case .add(let name):
      guard name.contains(where: { !$0.isWhitespace }), !name.contains("/") else {
        return ("增加的栏目 \(code) 名称为空或含有「/」", "写明「名称」")
      }
      if let taken = columns[code] { return ("编码 \(code) 已是「\(taken.name)」", "换一个没有用过的编码") }
      guard let parent = code.parent else {
        return ("一级栏目固定为四个，不能增加 \(code)", "把新栏目放在四个一级栏目之下")
      }
      guard columns[parent] != nil else { return ("栏目 \(code) 的上级 \(parent) 不存在", "先增加上级栏目") }
      if below[parent]?[name] != nil {
        return ("「\(path(of: parent))」下已有名为「\(name)」的栏目", "换一个名称")
      }
      return nil
    case .drop:
      guard let column = columns[code] else { return ("要删除的栏目 \(code) 不存在", "核对栏目编码") }
      if code.depth == 1 { return ("一级栏目「\(column.name)」不能删除", "四个一级栏目是固定的，只能增减其下的子栏目") }
      return nil
    }
  }

  private func path(of code: ColumnCode) -> String {
    let above = code.parent.map { "\(path(of: $0))/" } ?? ""
    return above + (columns[code]?.name ?? "")
  }

  mutating func add(_ code: ColumnCode, name: String) {
    let parent = code.parent.flatMap { columns[$0] }
    columns[code] = Column(
      code: code, name: name, requirement: .required, rule: parent.map(\.rule) ?? .none,
      statutoryItems: parent?.statutoryItems ?? [], interval: parent?.interval, purpose: name,
      type: parent?.type ?? "信息公开目录", isLeaf: true)
    if let above = code.parent { below[above, default: [:]][name] = code }
  }

  /// Drops a column and all below it.
  mutating func drop(_ code: ColumnCode) {
    guard let column = columns.removeValue(forKey: code) else { return }
    if let above = code.parent { below[above]?[column.name] = nil }
    for inner in (below.removeValue(forKey: code) ?? [:]).values { drop(inner) }
  }
}
