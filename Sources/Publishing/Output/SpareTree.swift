import Diagnostics
import Files
import Values

/// The folder that the site lay in before the last switch, brought up to what is on the site now: the same files under
/// second names. The next publication changes in it what has to change and switches it in, so that its cost grows with the
/// change and not with the site.
///
/// It lies beside the output and can be thrown away at any time. Nothing is in it that is not on the site.
struct SpareTree: Sendable {
  let path: String

  /// Where the spare of an output lies.
  static func path(beside output: String) -> String { OutputFiles.beside(output, "spare") }

  /// The spare of an output, if it is as it was left; one that is not is removed.
  ///
  /// - Parameters:
  ///   - folders: what the file system told of its folders then, by path below it.
  static func untouched(beside output: String, folders: [Folders.Entry]) -> SpareTree? {
    let path = path(beside: output)
    guard (try? OutputFiles.kind(of: path)) == .folder else { return nil }
    guard !folders.isEmpty, Folders(of: folders.map(\.path), below: path)?.entries == folders else {
      discard(beside: output)
      return nil
    }
    return SpareTree(path: path)
  }

  /// Removes the spare of an output.
  ///
  /// - Returns: what of it stays, if anything does.
  @discardableResult
  static func discard(beside output: String) -> Leftover? {
    let path = path(beside: output)
    do throws(FileFault) {
      try OutputFiles.removeTree(path)
      return nil
    } catch {
      return Leftover(folder: path, fault: error)
    }
  }
}

/// A folder of an earlier site that could not be removed whole. What was taken down since may be in it.
struct Leftover: Sendable, Hashable {
  let folder: String
  /// What stands in the way.
  let fault: FileFault

  /// What is said of it.
  var told: Diagnostic {
    Diagnostic(
      "publish.leftover", .warning, "换下的旧网站没能删净:\(fault.message)",
      remedy: "由有权限的账号删去「\(folder)」，里面可能有已撤下的内容")
  }
}

/// The folders of a site as the file system tells of them. (A name that is added or taken away changes its folder's times,
/// which can't be set back.)
struct Folders: Sendable {
  /// A folder below the site's, itself included as the empty path.
  struct Entry: Sendable, Hashable {
    let path: String
    let identity: FileIdentity
  }

  let entries: [Entry]

  /// Looks at folders; nil if one is not there.
  init?(of paths: [String], below root: String) {
    guard (try? OutputFiles.kind(of: root)) == .folder, let root = try? Folder(root) else { return nil }
    let found = Parallel.map(paths) { path in root.identity(ofFolder: path).map { Entry(path: path, identity: $0) } }
    entries = found.compactMap(\.self)
    guard entries.count == paths.count else { return nil }
  }

  /// The folders that a path leads down through, from the top.
  static func above(_ path: String) -> [String] {
    path.utf8.indices.filter { path.utf8[$0] == UInt8(ascii: "/") }.map { String(path[..<$0]) }
  }

  /// Every folder that files lie in, and those above it, in order.
  static func paths(of files: [Manifest.Entry]) -> [String] {
    var found: Set<String> = [""]
    var last = ""
    for file in files {
      guard let length = file.path.folderLength, length != last.utf8.count || !file.path.begins(with: last) else {
        continue
      }
      var folder = String(file.path.utf8.prefix(length)) ?? ""
      last = folder
      while found.insert(folder).inserted, let above = folder.folderLength {
        folder = String(folder.utf8.prefix(above)) ?? ""
      }
    }
    return found.sorted { $0.precedesInBytes($1) }
  }
}
