import ArgumentParser
import Console
import Diagnostics
import Files
import Records
import Review

/// The review console in a browser.
struct ConsoleVerb: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "console",
    abstract: "启动审查台:在浏览器里提交、审查、批准、发布",
    discussion: """
      默认只在本机监听。第一次启动时为管理员显示一个一次性链接，凭它设置口令，再邀请其他人。
      人员和角色以台账为准(reviewers.yaml 经 people apply 生效)；口令另存于站点文件夹的 console.sqlite。按 Ctrl-C 停止。
      前面有反向代理(由它做 TLS)时，用 --origin 写明浏览器里的地址，否则表单会被当作别处发来的而拒绝。
      忘记口令而没有管理员能重新邀请时，在服务器上运行 gongkai console --invite 账号，得到一个一次性链接；审查台开着也可以，记入安全日志。
      """)

  @OptionGroup var options: SiteOptions

  @Option(help: ArgumentHelp("端口；0 为任意空闲端口", valueName: "端口"))
  var port = 8080

  @Option(help: ArgumentHelp("监听的地址；不是本机地址时应同时使用 TLS", valueName: "地址"))
  var host = "127.0.0.1"

  @Option(help: ArgumentHelp("审查台的域名(浏览器里打开用的)，可写多个", valueName: "域名"))
  var name: [String] = []

  @Option(help: ArgumentHelp("浏览器里打开审查台的地址(前面有反向代理时)，如 https://shencha.example.gov.cn", valueName: "地址"))
  var origin: String?

  @Option(help: ArgumentHelp("不启动，只为这个账号生成一个设置口令的一次性链接", valueName: "账号"))
  var invite: String?

  @Option(help: ArgumentHelp("发布到哪个文件夹", valueName: "文件夹"))
  var output = "public"

  @Option(help: ArgumentHelp("TLS 证书(PEM，含证书链)", valueName: "文件"))
  var tlsCertificate: String?

  @Option(help: ArgumentHelp("TLS 私钥(PEM)", valueName: "文件"))
  var tlsKey: String?

  func validate() throws {
    if (tlsCertificate == nil) != (tlsKey == nil) {
      throw ValidationError("--tls-certificate 和 --tls-key 须一起写")
    }
    if origin != nil, outer == nil {
      throw ValidationError("--origin 只写到域名和端口，如 https://shencha.example.gov.cn")
    }
  }

  private var outer: OuterOrigin? { origin.flatMap { OuterOrigin($0) } }

  func run() async throws {
    var tls: ConsoleOptions.TLSFiles?
    if let tlsCertificate, let tlsKey { tls = .init(certificate: tlsCertificate, key: tlsKey) }
    let server = ConsoleServer(
      ConsoleOptions(
        site: options.path, output: output, templates: options.templates, address: host, port: port, names: name,
        tls: tls, origin: outer), report: Terminal.error)
    do {
      if let invite {
        let (link, until) = try server.invitation(for: invite)
        Terminal.error("「\(invite)」的一次性链接，\(until) 前有效，用一次就失效，以前的链接作废；请当面或用内部渠道交给本人:")
        return Terminal.out(link)
      }
      try await server.run()
    } catch let fault as ConsoleFault {
      Terminal.report([Diagnostic(fault.code, fault.message, remedy: fault.remedy)])
      throw ExitCode.refused
    } catch {
      try refusing { throw error }
      throw error
    }
  }
}
