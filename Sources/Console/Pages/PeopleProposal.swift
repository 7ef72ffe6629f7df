import Diagnostics
import Records
import Review
import Values

/// What reviewers.yaml, as it is now, would change of the people in force.
struct PeopleProposal {
  /// A sentence for each account that is added, struck off or changed; empty if nothing would change or the file is faulty.
  let changes: [String]
  /// What is wrong with the file, or with the settings that are read with it.
  let faults: [Diagnostic]
  /// Of what the file says: whoever agrees to it agrees to this.
  let digest: Digest

  init(_ reader: SiteReader, inForce: [String: Person]) {
    do throws(SiteRefusal) {
      let configuration = try reader.configuration(bearsProposals: true)
      faults = configuration.peopleFaults.filter { $0.severity == .error }
      let proposed = Dictionary(configuration.people.map { ($0.account, $0) }, uniquingKeysWith: { first, _ in first })
      digest = PeopleProposal.digest(configuration.people)
      changes =
        faults.isEmpty
        ? Set(proposed.keys).union(inForce.keys).sorted().compactMap {
          PeopleProposal.change($0, from: inForce[$0], to: proposed[$0])
        } : []
    } catch {
      faults = error.diagnostics.filter { $0.severity == .error }
      (changes, digest) = ([], PeopleProposal.digest([]))
    }
  }

  static func digest(_ people: [Person]) -> Digest {
    let lines = people.map { person in
      [person.account, person.name, person.post, person.unit, person.roles.map(\.rawValue).joined(separator: "、")]
        .map { "\($0.utf8.count) \($0)" }.joined(separator: " ")
    }
    return Digest(of: "gongkai-people\n" + lines.joined(separator: "\n"))
  }

  private static func change(_ account: String, from old: Person?, to new: Person?) -> String? {
    func roles(_ person: Person) -> String { person.roles.map(\.rawValue).joined(separator: "、") }
    switch (old, new) {
    case (nil, let new?): return "新增 \(new.name)(\(account))，\(new.unit) \(new.post)，得到角色:\(roles(new))"
    case (let old?, nil): return "去掉 \(old.name)(\(account))，\(old.unit) \(old.post)，失去角色:\(roles(old))；不能再登录"
    case (let old?, let new?) where old != new:
      let gained = new.roles.filter { !old.roles.contains($0) }.map(\.rawValue)
      let lost = old.roles.filter { !new.roles.contains($0) }.map(\.rawValue)
      let parts = [
        gained.isEmpty ? nil : "得到角色:\(gained.joined(separator: "、"))",
        lost.isEmpty ? nil : "失去角色:\(lost.joined(separator: "、"))",
        old.name == new.name ? nil : "姓名改为 \(new.name)", old.post == new.post ? nil : "岗位由 \(old.post) 改为 \(new.post)",
        old.unit == new.unit ? nil : "科室由 \(old.unit) 改为 \(new.unit)",
      ].compactMap(\.self)
      return "\(old.name)(\(account)) " + (parts.isEmpty ? "角色的次序有改动" : parts.joined(separator: "，"))
    default: return nil
    }
  }
}
