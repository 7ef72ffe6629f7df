import Glibc

/// A file operation that failed: which one, on what path, and the system's error number.
public struct FileFault: Error, Hashable, Sendable {
  public let operation: String
  public let path: String
  /// errno; 0 where the refusal is ours (a link, a file too large).
  public let number: Int32
  /// A Chinese sentence.
  public let message: String

  /// A fault of the system, with its reason in words.
  init(_ operation: String, _ path: String, number: Int32) {
    self.operation = operation
    self.path = path
    self.number = number
    message = "\(operation)「\(path)」失败:\(FileFault.reason(number))"
  }

  /// A fault that is not the system's.
  public init(_ operation: String, _ path: String, _ message: String) {
    self.operation = operation
    self.path = path
    number = 0
    self.message = "\(operation)「\(path)」失败:\(message)"
  }

  /// A refusal of ours.
  init(refusing path: String, _ message: String) {
    operation = "读取"
    self.path = path
    number = 0
    self.message = message
  }

  /// An error number of the system in words.
  public static func reason(_ number: Int32) -> String {
    switch number {
    case ENOENT: "没有这个文件或文件夹"
    case EACCES, EPERM: "没有权限"
    case ENOSPC, EDQUOT: "磁盘已满"
    case EROFS: "文件系统只读"
    case EIO: "磁盘读写错误"
    case ENOTDIR: "路径中有一段不是文件夹"
    case EISDIR: "这是文件夹"
    case ELOOP: "路径经过符号链接"
    case ENAMETOOLONG: "名称太长"
    case EMFILE, ENFILE: "打开的文件太多"
    case EEXIST: "已经有同名的文件或文件夹"
    case ENOTEMPTY: "文件夹不是空的"
    case EBUSY, ETXTBSY: "正被别的程序使用"
    case EFBIG: "文件太大"
    case EXDEV: "两处不在同一个文件系统"
    case EMLINK: "文件的链接太多"
    case EINVAL: "文件系统不支持"
    case ENXIO, ENODEV: "没有这个设备"
    case EBADF: "文件没有打开"
    default: String(cString: strerror(number))
    }
  }
}
