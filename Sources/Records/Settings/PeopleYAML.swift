import Diagnostics

/// Reads reviewers.yaml (DESIGN §3, §5).
enum PeopleYAML {
  /// The keys of a person.
  static let keys = ["账号", "姓名", "岗位", "科室", "角色"]

  /// Roles that contribute to a version or review it, which a 管理员 must not have: who names the people
  /// takes no part in what they decide.
  private static let deciding: [Role] = [.drafter, .unitHead, .secrecyReviewer, .signer]

  /// Reads the file; nil after noting every fault.
  static func read(_ bytes: [UInt8], in file: inout SettingsFile) -> [Person]? {
    guard let root = file.root(of: bytes) else { return nil }
    guard case .list(let items) = root.content, !items.isEmpty else {
      file.fault(
        root.position, "reviewers.yaml 应为至少一人的列表", remedy: "每人一项：- {账号: chen, 姓名: …, 岗位: …, 科室: …, 角色: [拟稿人]}"
      )
      return nil
    }
    var people: [Person] = []
    var places: [String: Position] = [:]
    for item in items {
      guard let (person, position) = person(item, in: &file) else { continue }
      if let first = places[person.account] {
        file.fault(position, "账号「\(person.account)」重复", remedy: "第一次在第 \(first.line) 行，账号每人一个")
        continue
      }
      places[person.account] = position
      people.append(person)
      if person.isUnfilled { file.noteSample(position) }
    }
    return file.faults.isEmpty ? people : nil
  }

  private static func person(_ node: YAMLNode, in file: inout SettingsFile) -> (Person, Position)? {
    guard let map = file.map(node, "审查人员", known: keys) else { return nil }
    let account = map.required("账号", in: &file)
    let name = map.required("姓名", in: &file)
    let post = map.required("岗位", in: &file)
    let unit = map.required("科室", in: &file)
    let roles = roles(map, in: &file)
    if let account, !isAccount(account.text) {
      file.fault(
        account.position, "账号\(Wording.quoted(account.text))不合规则", remedy: "1 到 64 个字母、数字、点、下划线或连字符")
      return nil
    }
    guard let account, let name, let post, let unit, let roles else { return nil }
    return (
      Person(account: account.text, name: name.text, post: post.text, unit: unit.text, roles: roles),
      account.position
    )
  }

  /// `[A-Za-z0-9._-]{1,64}`
  private static func isAccount(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || "._-".utf8.contains(byte)
      }
  }

  private static func roles(_ map: SettingsMap, in file: inout SettingsFile) -> [Role]? {
    guard let node = map.node("角色") else {
      _ = map.required("角色", in: &file)
      return nil
    }
    let items: [YAMLNode]
    if node.scalar != nil {
      items = [node]
    } else if let list = file.list(node, "角色") {
      items = list
    } else {
      return nil
    }
    var roles: [Role] = []
    for item in items {
      guard let text = item.scalar else {
        file.fault(item.position, "角色应为文字", remedy: "例如 [拟稿人, 科室负责人]")
        continue
      }
      guard let role = role(text, in: &file) else { continue }
      if roles.contains(role) { file.fault(text.position, "角色「\(role.rawValue)」重复", remedy: "只列一次") }
      roles.append(role)
    }
    guard roles.count == items.count else { return nil }
    if roles.isEmpty { file.fault(node.position, "角色是空的", remedy: "至少列一个角色") }
    let clash = roles.filter(deciding.contains)
    if roles.contains(.administrator), !clash.isEmpty {
      file.fault(
        node.position, "管理员不能同时是\(clash.map(\.rawValue).joined(separator: "、"))",
        remedy: "管理员任免审查人员，不参与审查；由另一人担任")
    }
    return roles
  }

  /// A role by its name; nil after noting that there is no such role.
  static func role(_ text: PlacedText, in file: inout SettingsFile) -> Role? {
    let name = Wording.clean(text.text)
    if let role = Role(rawValue: name) { return role }
    let known = Role.allCases.map(\.rawValue)
    file.fault(
      text.position,
      "未知的角色\(Wording.quoted(name))" + Wording.question(Suggestion.nearest(to: name, among: known)),
      remedy: "角色有：\(known.joined(separator: "、"))")
    return nil
  }
}
