import Hummingbird
import ServiceLifecycle
import Synchronization

/// Shows a draft of the working files in a browser and renders it anew after every change.
///
/// Pages come from the draft alone: the server reads no file and writes none. It is meant for the person at this
/// machine and answers only to this machine's names.
public struct PreviewServer: Sendable {
  private let address: String
  private let port: Int
  private let addresses: PageAddresses
  private let watched: [String]
  private let interval: Duration
  private let render: @Sendable () -> Draft
  private let report: @Sendable (String) -> Void

  /// A server that is not running yet.
  ///
  /// - Parameters:
  ///   - address: the address to listen on; a loopback address unless others shall see the draft.
  ///   - port: the port to listen on; 0 takes any free one.
  ///   - basePath: the path below which the site lies, as in its settings.
  ///   - watched: the folders whose files a rendering is made from, looked at every 400 ms.
  ///   - render: renders the working files. It is called on one thread, never twice at once, and may take seconds.
  ///   - report: takes a Chinese line for the terminal.
  public init(
    address: String = "127.0.0.1", port: Int, basePath: String = "/", watched: [String],
    render: @escaping @Sendable () -> Draft, report: @escaping @Sendable (String) -> Void
  ) {
    self.init(
      address: address, port: port, basePath: basePath, watched: watched, interval: .milliseconds(400),
      render: render, report: report)
  }

  init(
    address: String, port: Int, basePath: String, watched: [String], interval: Duration,
    render: @escaping @Sendable () -> Draft, report: @escaping @Sendable (String) -> Void
  ) {
    self.address = address
    self.port = port
    addresses = PageAddresses(basePath: basePath)
    self.watched = watched
    self.interval = interval
    self.render = render
    self.report = report
  }

  /// Serves until SIGINT or SIGTERM, or until the task is cancelled; open event streams do not delay the end.
  ///
  /// - Throws: `PreviewFault`, when the address cannot be listened on or the server fails.
  public func run() async throws {
    let desk = DraftDesk()
    let isListening = Atomic(false)
    let hosts = HostRule(address: address)
    guard (0...65535).contains(port) else { throw PreviewFault.cannotListen(address, port, "没有这个端口") }
    if !hosts.isLoopback {
      report("警告:\(address) 不是本机专用的地址，同一网络里的其他人也能看到草稿。草稿未经审查批准，不得外传。")
    }
    let loop = DraftLoop(watched: watched, interval: interval, desk: desk, render: render, report: report)
    let server = application(desk, hosts) { port in
      isListening.store(true, ordering: .relaxed)
      report("草稿预览:http://\(shownHost(hosts)):\(port)\(addresses.basePath) (按 Ctrl-C 停止)")
    }
    do {
      try await serve(server, loop, desk)
    } catch {
      throw isListening.load(ordering: .relaxed)
        ? PreviewFault.stopped("\(error)") : PreviewFault.cannotListen(address, port, "\(error)")
    }
  }

  /// Runs the server and the loop until a signal or the task's end stops them.
  ///
  /// The server is closed before its tasks are cancelled, never the other way round: a connection that comes in while
  /// the accepting task is being cancelled ends the process (a precondition of NIO's async channels). So it runs in a
  /// task of its own, which the end of ours does not cancel.
  private func serve(_ server: some ApplicationProtocol, _ loop: DraftLoop, _ desk: DraftDesk) async throws {
    var configuration = ServiceGroupConfiguration(services: [server], logger: server.logger)
    configuration.maximumGracefulShutdownDuration = .milliseconds(400)
    let services = ServiceGroup(configuration: configuration)
    let serving = Task { try await services.run() }
    let drafting = Task { await loop.run() }
    let stopping = Task {
      await StopSignal.wait()
      // A rendering under way is not waited for.
      drafting.cancel()
      desk.close()
      await services.triggerGracefulShutdown()
    }
    defer { stopping.cancel() }
    try await withTaskCancellationHandler {
      try await serving.value
    } onCancel: {
      stopping.cancel()
    }
  }

  private func application(
    _ desk: DraftDesk, _ hosts: HostRule, onListening: @escaping @Sendable (Int) -> Void
  ) -> some ApplicationProtocol {
    var application = Application(
      responder: PreviewResponder(desk: desk, hosts: hosts, addresses: addresses),
      // Closes connections that send nothing; an answer under way, such as an event stream, is left alone.
      server: .http1(configuration: .init(idleTimeout: .seconds(60))),
      configuration: ApplicationConfiguration(address: .hostname(hosts.address, port: port), backlog: 1024),
      onServerRunning: { channel in onListening(channel.localAddress?.port ?? port) })
    // What an office user should know, `report` says in Chinese.
    application.logger.logLevel = .critical
    return application
  }

  private func shownHost(_ hosts: HostRule) -> String {
    hosts.address.contains(":") ? "[\(hosts.address)]" : hosts.address
  }
}
