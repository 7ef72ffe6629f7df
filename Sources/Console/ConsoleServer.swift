import Files
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import NIOSSL
import Preview
import Publishing
import Records
import Review
import ServiceLifecycle
import Synchronization
import Values

/// The review console (审查台): reviewers decide in a browser, through the same acts as the command line.
public struct ConsoleServer: Sendable {
  private let options: ConsoleOptions
  private let report: @Sendable (String) -> Void

  /// A console that is not running yet.
  ///
  /// - Parameter report: takes a Chinese line for the terminal; one of them is a one-time link, for the 管理员 alone.
  public init(_ options: ConsoleOptions, report: @escaping @Sendable (String) -> Void) {
    self.options = options
    self.report = report
  }

  /// Serves until SIGINT or SIGTERM, or until the task is cancelled.
  ///
  /// - Throws: `ConsoleFault`, or what opening the site throws (`SiteRefusal`, `FileFault`, `LedgerFault`).
  public func run() async throws {
    let hosts = HostRule(address: options.address)
    guard (0...65535).contains(options.port) else {
      throw ConsoleFault("console.listen", "没有端口 \(options.port)", remedy: "端口是 0 到 65535")
    }
    guard let templates = TemplateFolder.locate(site: options.site, given: options.templates) else {
      throw ConsoleFault("template.missing", "找不到模板文件夹", remedy: "用 --templates 指明，或在项目文件夹中运行")
    }
    let desk = try Desk(path: options.site, output: options.output, templates: templates)
    let store = try openStore()
    let pages = try self.pages(desk: desk, store: store, templates: templates)
    if !hosts.isLoopback, options.tls == nil {
      report("警告:\(options.address) 不是本机专用的地址，又没有 TLS:口令和会话会明文经过网络。请用 --tls-certificate 和 --tls-key，或只在本机监听。")
    }
    let isListening = Atomic(false)
    let responder = ConsoleResponder(
      pages: pages, hosts: hosts,
      names: Set((options.names + [options.origin?.name].compactMap(\.self)).map { $0.lowercased() }),
      isSecure: options.tls != nil, outer: options.origin,
      bodyTime: options.bodyTime)
    let onListening: @Sendable (Int) -> Void = { port in
      isListening.store(true, ordering: .relaxed)
      let base = base(hosts, port)
      let inner = options.origin == nil ? "" : "本机监听 \(hosts.address):\(port)/，"
      report("审查台:\(base)/ (\(inner)按 Ctrl-C 停止)")
      invite(desk: desk, store: store, base: base)
    }
    do {
      try await serve(try application(responder, hosts, onListening))
    } catch let fault as ConsoleFault {
      throw fault
    } catch {
      throw isListening.load(ordering: .relaxed)
        ? ConsoleFault("console.server", "审查台意外停止:\(error)", remedy: "重新启动")
        : ConsoleFault(
          "console.listen", "不能在 \(options.address) 的端口 \(options.port) 上监听:\(error)",
          remedy: "端口被占用时用 --port 换一个；--host 必须是本机的地址")
    }
  }

  private func openStore() throws -> AccountStore {
    do {
      return try AccountStore(path: "\(options.site)/\(AccountStore.fileName)")
    } catch {
      throw ConsoleFault("console.store", "账号库 console.sqlite 打不开:\(error.words)", remedy: "检查站点文件夹的权限和磁盘")
    }
  }

  /// The pages over a site, without a server.
  func pages(desk: Desk, store: AccountStore, templates folder: String) throws(ConsoleFault) -> ConsolePages {
    let templates = try ConsoleTemplates(folder: "\(folder)/console")
    let sessions = Sessions()
    let gatekeeper = Gatekeeper(store: store, sessions: sessions, cost: options.passwordCost)
    let layout = Layout(name: { desk.settings.name }, templates: templates, sessions: sessions)
    let presence = Presence()
    let frames = FrameShelf()
    // The prefix binds the cookie to this host; browsers take it over TLS only.
    let isSecure = options.origin?.isSecure ?? (options.tls != nil)
    let cookie = isSecure ? "__Host-gongkai" : "gongkai"
    let records = RecordsPages(layout: layout, desk: desk, frames: frames, store: store)
    let items = ItemPages(layout: layout, desk: desk, presence: presence, frames: frames, store: store)
    return ConsolePages(
      layout: layout, desk: desk, gatekeeper: gatekeeper, presence: presence, templates: templates,
      signIns: SignInPages(
        layout: layout, desk: desk, gatekeeper: gatekeeper, cookieName: cookie, isSecure: isSecure),
      queue: QueuePages(layout: layout, desk: desk, presence: presence, store: store),
      items: items, records: records, forms: FormPages(layout: layout, desk: desk, store: store, records: records),
      publishing: PublishPages(layout: layout, desk: desk, store: store, items: items),
      ledger: LogPages(layout: layout, desk: desk), oversight: OversightPages(layout: layout, desk: desk),
      accounts: AccountPages(layout: layout, desk: desk, gatekeeper: gatekeeper),
      audit: AuditPages(layout: layout, store: store))
  }

  /// As long as no 管理员 has a password, each start gives one of them a one-time link; it stands in the terminal alone.
  private func invite(desk: Desk, store: AccountStore, base: String) {
    let administrators = desk.view.people.values.filter { $0.roles.contains(.administrator) }.map(\.account).sorted()
    let set = (try? store.accountsWithPassword()) ?? [:]
    guard let first = administrators.first else {
      report("警告:reviewers.yaml 中没有管理员，谁也不能登录；请列出一名管理员。")
      return
    }
    guard !administrators.contains(where: { set[$0] != nil }) else { return }
    let until = Moment(seconds: Moment.now().seconds + AccountPages.invitationTime)
    guard let token = try? store.invite(first, by: "启动", until: until) else { return }
    store.log(.invited, account: first, address: "", "首次启动")
    report("管理员「\(first)」还没有口令。请用这个一次性链接设置(\(until.toMinute) 前有效):")
    report("\(base)/invite/\(token.text)")
  }

  /// Makes a one-time link for an account, for who works on the machine itself: a password that nobody knows any more
  /// opens no page that could invite anew.
  ///
  /// - Returns: the link, and until when it is good.
  /// - Throws: `ConsoleFault`, `SiteRefusal`, or a database's error.
  public func invitation(for account: String) throws -> (link: String, until: String) {
    guard options.origin != nil || options.port != 0 else {
      throw ConsoleFault("console.listen", "链接里要写端口，--port 不能是 0", remedy: "写审查台实际的端口，或用 --origin")
    }
    let session = try SiteSession(path: options.site, use: .reading)
    let state = try session.state()
    let people =
      state.head == nil ? session.founding.people : state.people.values.sorted { $0.account < $1.account }
    guard people.contains(where: { $0.account == account }) else {
      throw ConsoleFault(
        "person.unknown", "没有「\(account)」这个账号", remedy: "账号有:\(people.map(\.account).joined(separator: "、"))")
    }
    let store = try openStore()
    let until = Moment(seconds: Moment.now().seconds + AccountPages.invitationTime)
    // No link without its line in the log.
    try store.logged(.invited, account: account, address: "", "在服务器上用命令行邀请 \(account)")
    let token = try store.invite(account, by: "命令行", until: until)
    return ("\(base(HostRule(address: options.address), options.port))/invite/\(token.text)", until.toMinute)
  }

  // MARK: - Server

  private func application(
    _ responder: ConsoleResponder, _ hosts: HostRule, _ onListening: @escaping @Sendable (Int) -> Void
  ) throws -> any ApplicationProtocol & Service {
    let headTime = options.headTime
    let http1 = HTTPServerBuilder.http1(
      configuration: .init(
        additionalChannelHandlers: [HeadDeadline(headTime)],
        httpDecoderConfiguration: .init(
          maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100)))
    var application = Application(
      responder: responder,
      server: try options.tls.map { try .tls(http1, tlsConfiguration: $0.configuration()) } ?? http1,
      configuration: ApplicationConfiguration(address: .hostname(hosts.address, port: options.port), backlog: 1024),
      onServerRunning: { channel in onListening(channel.localAddress?.port ?? options.port) })
    // What an office should know, `report` says in Chinese; and no log of the library holds a form.
    application.logger.logLevel = .critical
    return application
  }

  /// The server is closed before its tasks are cancelled, never the other way round (see `PreviewServer`).
  private func serve(_ server: any ApplicationProtocol & Service) async throws {
    var configuration = ServiceGroupConfiguration(services: [server], logger: server.logger)
    configuration.maximumGracefulShutdownDuration = .seconds(2)
    let services = ServiceGroup(configuration: configuration)
    let serving = Task { try await services.run() }
    let stopping = Task {
      await StopSignal.wait()
      await services.triggerGracefulShutdown()
    }
    defer { stopping.cancel() }
    try await withTaskCancellationHandler {
      try await serving.value
    } onCancel: {
      stopping.cancel()
    }
  }

  /// Where people open the console: the outer address, or the machine's name where it is reached from elsewhere.
  private func base(_ hosts: HostRule, _ port: Int) -> String {
    if let origin = options.origin { return origin.text }
    let own = hosts.address.contains(":") ? "[\(hosts.address)]" : hosts.address
    let name = hosts.isLoopback ? own : options.names.first ?? own
    return "\(options.tls == nil ? "http" : "https")://\(name):\(port)"
  }
}
