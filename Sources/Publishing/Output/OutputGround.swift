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
    if let outer = publishedFolderAround {
      throw refusal("「\(path)」在另一个已发布的网站「\(outer)」里面，那个网站下次发布时会把它删去")
    }
    guard let kind = try OutputFiles.kind(of: path) else { return nil }
    guard kind == .folder else { throw refusal("「\(path)」不是文件夹，不会覆盖它") }
    let folder = try Folder(path)
    if folder.exists(Manifest.fileName) {
      if let inner = try publishedFolder(in: folder) {
        throw refusal("「\(path)/\(inner)」是另一个已发布的网站，不会把它删去", remedy: "把它移到别处，或换一个输出文件夹")
      }
      return folder
    }
    guard try folder.isEmpty() else {
      throw refusal("「\(path)」里有东西，又不是 gongkai 发布的网站(没有 manifest.json)，不会覆盖它")
    }
    return nil
  }

  /// A manifest that can't be read may hide a longer ledger: nothing is published over it.
  var unreadable: PublicationRefusal { refusal("「\(path)」里的 manifest.json 读不出来，不能确认它是由哪份台账发布的") }

  /// A site that gongkai published and that the output lies in; nil if there is none.
  private var publishedFolderAround: String? {
    var folder = path
    while folder != "/" {
      folder = OutputFiles.parent(of: folder)
      if Manifest.read(in: folder) != nil { return folder }
    }
    return nil
  }

  /// A folder right in the output that is a published site itself: the switch would take it away.
  private func publishedFolder(in folder: Folder) throws -> String? {
    try folder.entries().first { entry in
      entry.kind == .folder && Manifest.read(in: "\(path)/\(entry.path)") != nil
    }?.path
  }

  private func refusal(
    _ message: String, remedy: String = "用 --output 指明空的或以前发布的文件夹"
  ) -> PublicationRefusal {
    PublicationRefusal([Diagnostic("publish.output", message, remedy: remedy)])
  }
}
