import CSyscalls

/// Which program runs: one built anew, or with other libraries, may do otherwise, so that what another one remembered is of
/// no use to it.
public enum ProgramIdentity {
  /// Path, inode, size and time of the program's file, and of the libraries that pages and files are made with.
  public static let current = of(files: ["/proc/self/exe"] + libraries)

  /// What the names of those libraries begin with. (Others are loaded when they are needed: what is loaded in all is not
  /// the same at every start.)
  private static let names = ["libcmark-gfm", "libxml2.", "libzip.", "libz."]

  /// Paths of those that are loaded, in the order of their names.
  private static var libraries: [String] {
    var paths: [String] = []
    withUnsafeMutablePointer(to: &paths) { found in
      gk_each_library({ $1?.assumingMemoryBound(to: [String].self).pointee.append(String(cString: $0)) }, found)
    }
    return paths.filter { path in names.contains { OutputFiles.name(of: path).hasPrefix($0) } }.sorted()
  }

  /// What files are told from others by.
  static func of(files: [String]) -> String {
    files.map { file in
      let path = OutputFiles.absolute(file)
      return FileIdentity(of: path).map { "\(path) \($0.inode) \($0.size) \($0.modified)" } ?? path
    }.joined(separator: "\n")
  }
}
