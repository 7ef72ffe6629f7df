import Diagnostics
import Files

/// The folder that a site is published to, before anything is done to it.
struct OutputGround {
  let path: String

  /// The folder of the site that is replaced, if there is one.
  ///
  /// - Parameter site: the site's folder, which an output never lies in, nor around.
  /// - Throws: `PublicationRefusal` for an output that is neither new, nor empty, nor a site that gongkai published.
  func folderBefore(of site: String) throws -> Folder? {
    let site = OutputFiles.absolute(site)
    guard site != path, !site.hasPrefix(path == "/" ? "/" : path + "/"), !path.hasPrefix(site + "/") else {
      throw refusal("输出文件夹与站点文件夹重叠")
    }
    guard let kind = try OutputFiles.kind(of: path) else { return nil }
    guard kind == .folder else { throw refusal("「\(path)」不是文件夹，不会覆盖它") }
    let folder = try Folder(path)
    if folder.exists(Manifest.fileName) { return folder }
    guard try folder.isEmpty() else {
      throw refusal("「\(path)」里有东西，又不是 gongkai 发布的网站(没有 manifest.json)，不会覆盖它")
    }
    return nil
  }

  /// A manifest that can't be read may hide a longer ledger: nothing is published over it.
  var unreadable: PublicationRefusal { refusal("「\(path)」里的 manifest.json 读不出来，不能确认它是由哪份台账发布的") }

  private func refusal(_ message: String) -> PublicationRefusal {
    PublicationRefusal([Diagnostic("publish.output", message, remedy: "用 --output 指明空的或以前发布的文件夹")])
  }
}
