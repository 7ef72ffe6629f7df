import Values

extension OfficeAccounts {
  /// What was taken down and awaits something, for a terminal; empty where nothing does.
  public func takenDownText(width: Int = 80) -> String {
    guard !takenDown.isEmpty else { return "" }
    let rows = takenDown.map { [$0.name, $0.unit, $0.title, $0.id, "\($0.on)", $0.standing] }
    return TextTable(["撤下的信息", "科室", "标题", "标识", "撤下日期", "情况"], rows).text(width: width)
  }

  /// A report's JSON with what was taken down and awaits something, as `takenDown`.
  public func withTakenDown(_ json: JSON) -> JSON {
    guard case .object(let members) = json else { return json }
    let items = takenDown.map { item -> JSON in
      var (due, over, days): (JSON, JSON, JSON) = (.null, .null, .null)
      switch item.awaits {
      case .confirmation(let last, let late):
        due = .string("\(last.day)")
        over = late.map { JSON($0.days) } ?? .null
      case .publication(let since): days = JSON(since)
      }
      return [
        "id": .string(item.id), "title": .string(item.title), "unit": .string(item.unit), "on": .string("\(item.on)"),
        "awaits": .string(item.name), "due": due, "over": over, "days": days, "standing": .string(item.standing),
      ]
    }
    return .object(members + [JSON.Member("takenDown", .array(items))])
  }
}
