import Foundation
import Records
import Review
import Support
import Synchronization
import Testing
import Values

@testable import Console

/// A console over a real site and ledger, on a port of its own.
final class TestConsole: Sendable {
  static let password = "山高月小 水落石出"

  let site: TestSite
  let port: Int

  private init(site: TestSite, port: Int) {
    self.site = site
    self.port = port
  }

  static let people =
    TestSite.people
    + "- {账号: auditor, 姓名: 辛某, 岗位: 审计员, 科室: 机关党委, 角色: [审计员]}\n"
    + "- {账号: other, 姓名: 壬某, 岗位: 科员, 科室: 综合科, 角色: [拟稿人]}\n"
    + "- {账号: head2, 姓名: 癸某, 岗位: 副科长, 科室: 文书科, 角色: [科室负责人]}\n"

  /// Runs a console while the body talks to it. Everybody has the same password.
  static func run(
    bodyTime: Duration = .seconds(20), headTime: Duration = .seconds(30), origin: String? = nil,
    prepare: (TestSite) throws -> Void = { _ in },
    _ body: (TestConsole) async throws -> Void
  ) async throws {
    let site = try TestSite(people: people)
    try prepare(site)
    let store = try AccountStore(path: "\(site.path)/\(AccountStore.fileName)")
    let hash = try #require(PasswordHash(password, cost: 4))
    for account in ["drafter", "second", "head", "head2", "secrecy", "signer", "office", "admin", "auditor", "other"] {
      _ = try store.setPassword(hash, of: account, invitation: nil, now: .now())
    }
    let lines = Mutex<[String]>([])
    var options = ConsoleOptions(
      site: site.path, output: site.output, templates: TestSite.templates, address: "127.0.0.1", port: 0)
    options.passwordCost = 4
    options.bodyTime = bodyTime
    options.headTime = headTime
    options.origin = origin.flatMap { OuterOrigin($0) }
    let server = ConsoleServer(options) { line in lines.withLock { $0.append(line) } }
    let running = Task { try await server.run() }
    do {
      try await body(TestConsole(site: site, port: try await port(lines, running)))
    } catch {
      running.cancel()
      throw error
    }
    running.cancel()
    try await running.value
  }

  private static func port(_ lines: borrowing Mutex<[String]>, _ running: Task<Void, any Error>) async throws -> Int {
    for _ in 0..<3000 {
      let line = lines.withLock { $0.first { $0.contains("审查台:") } } ?? ""
      if let match = line.firstMatch(of: /:(\d+)\//), let port = Int(match.1) { return port }
      try await Task.sleep(for: .milliseconds(10))
    }
    struct NoPort: Error {}
    running.cancel()
    throw NoPort()
  }

  /// Somebody signed in.
  func guest(_ account: String) async throws -> Guest {
    let guest = Guest(port: port)
    let reply = try await guest.signIn(account)
    #expect(reply.status == 303, "\(account)")
    return guest
  }

  /// A stranger.
  var stranger: Guest { Guest(port: port) }

  /// The ledger's events of one kind.
  func events(_ act: Act) throws -> [Event] { try site.open(.reading).ledger.events(of: nil).filter { $0.act == act } }

  /// What the console's own log says of one kind.
  func log(_ kind: SecurityEntry.Kind) throws -> [SecurityEntry] {
    try AccountStore(path: "\(site.path)/\(AccountStore.fileName)").entries(
      kind: kind, account: "", limit: 5000, offset: 0)
  }
}
