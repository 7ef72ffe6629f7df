import Records
import Values

/// The names (姓名) that accounts ever had, so that a person who comes back under another account is known.
public struct KnownNames: Sendable, Hashable {
  private var names: [String: [Named]] = [:]
  /// Names that more than one account ever had; most ledgers have none.
  private(set) var shared: Set<String> = []

  /// A name, and the number of the event that gave it.
  private struct Named: Sendable, Hashable {
    let since: Int
    let name: String
  }

  /// Takes the people that an event put in force.
  mutating func take(_ people: [String: Person], at sequence: Int) {
    for (account, person) in people where !person.name.isEmpty && names[account]?.last?.name != person.name {
      names[account, default: []].append(Named(since: sequence, name: person.name))
      if names.contains(where: { $0.key != account && $0.value.contains { $0.name == person.name } }) {
        shared.insert(person.name)
      }
    }
  }

  /// The name of an account at an event; nil if it had none.
  func name(of account: String, at sequence: Int) -> String? {
    names[account]?.last { $0.since <= sequence }?.name
  }

  /// Of accounts, the first other than a person's own that had the person's name at some time.
  func namesake(of account: String, called name: String, among accounts: some Sequence<String>) -> String? {
    guard shared.contains(name) else { return nil }
    return accounts.filter { other in
      other != account && names[other]?.contains { $0.name == name } == true
    }.min()
  }

  /// What true namesakes do.
  static let remedy = "一人只用一个账号，请由另一人办理；确是同名的两人，由管理员在 reviewers.yaml 里把办理人的姓名写得有区别(如 王伟（文书科）)，执行 people apply 后再办理"
}
