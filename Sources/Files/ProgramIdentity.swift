/// Which program runs: one built anew may do otherwise, so that what another one remembered is of no use to it.
public enum ProgramIdentity {
  /// Path, inode, size and time of the program's file.
  public static let current: String = {
    let path = OutputFiles.absolute("/proc/self/exe")
    return FileIdentity(of: path).map { "\(path) \($0.inode) \($0.size) \($0.modified)" } ?? path
  }()
}
