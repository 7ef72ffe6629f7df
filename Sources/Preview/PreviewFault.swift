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
      code: "preview.listen", message: "不能在 \(address) 的端口 \(port) 上提供预览:\(reason)",
      remedy: "如果端口已被占用，用 --port 换一个端口；--address 必须是本机的地址。")
  }

  /// The server stopped by itself.
  static func stopped(_ reason: String) -> PreviewFault {
    PreviewFault(code: "preview.server", message: "预览意外停止:\(reason)", remedy: "重新启动预览。")
  }
}
