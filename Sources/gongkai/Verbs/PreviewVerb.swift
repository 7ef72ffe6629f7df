import ArgumentParser
import Diagnostics
import Preview
import Publishing
import Review

/// A draft rendering of the working files on loopback, with live reload.
struct PreviewVerb: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview",
    abstract: "在本机预览尚未审批的稿子，改动后自动刷新",
    discussion: "每一页都标明草稿；只在内存中，不写入输出文件夹，也不算发布。按 Ctrl-C 停止。")

  @OptionGroup var options: SiteOptions

  @Option(help: ArgumentHelp("端口；0 为任意空闲端口", valueName: "端口"))
  var port = 8090

  @Option(help: ArgumentHelp("监听的地址；不是本机地址时，同一网络里的人都能看到草稿", valueName: "地址"))
  var address = "127.0.0.1"

  func run() async throws {
    let site = DraftSite(path: options.path, templates: options.templates)
    var basePath = "/"
    // The address of the pages is settled once; everything else is read anew at each rendering.
    try refusing { basePath = try SiteSession(path: options.path, use: .reading).configuration.settings.basePath }
    let server = PreviewServer(
      address: address, port: port, basePath: basePath, watched: site.watched, render: { Draft(site.render()) },
      report: Terminal.error)
    do {
      try await server.run()
    } catch let fault as PreviewFault {
      Terminal.report([Diagnostic(fault.code, fault.message, remedy: fault.remedy)])
      throw ExitCode.refused
    }
  }
}

extension Draft {
  fileprivate init(_ rendering: DraftSite.Rendering) {
    self.init(
      pages: rendering.files,
      problems: rendering.problems.map {
        Problem(
          severity: $0.severity == .error ? .error : .warning, place: $0.place?.description ?? "", message: $0.message,
          remedy: $0.remedy, code: $0.code)
      })
  }
}
