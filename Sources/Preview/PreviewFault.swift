/// Why the preview could not run.
public struct PreviewFault: Error, Hashable, Sendable {
  /// The code under which the manual explains it: `preview.listen` or `preview.server`.
  public let code: String
  /// A Chinese sentence.
  public let message: String
  /// What to do about it, in Chinese.
  public let remedy: String?

  /// The address could not be listened on.
  static func cannotListen(_ address: String, _ port: Int, _ reason: String) -> PreviewFault {
    PreviewFault(
      code: "preview.listen", message: "不能在 \(address) 的端口 \(port) 上提供预览:\(words(reason))",
      remedy: "如果端口已被占用，用 --port 换一个端口；--address 必须是本机的地址。")
  }

  /// The commonest refusals of the system in Chinese; anything else as it is.
  private static func words(_ reason: String) -> String {
    let known = [
      "errno: 98)": "端口已被别的程序占用", "errno: 13)": "没有权限(1024 以下的端口要由管理员启动)", "errno: 99)": "本机没有这个地址",
    ]
    return known.first { reason.contains($0.key) }?.value ?? reason
  }

  /// The server stopped by itself.
  static func stopped(_ reason: String) -> PreviewFault {
    PreviewFault(code: "preview.server", message: "预览意外停止:\(reason)", remedy: "重新启动预览。")
  }
}
