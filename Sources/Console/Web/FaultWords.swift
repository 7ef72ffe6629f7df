import Diagnostics
import Files
import GRDB
import Publishing
import Records
import Review

extension Error {
  /// What failed, in words for people: a fault's own sentence, never how the program writes the value down.
  var words: String {
    switch self {
    case let fault as FileFault: fault.message
    case let fault as LedgerFault: fault.message
    case let refusal as SiteRefusal: Self.sentences(refusal.diagnostics)
    case let refusal as ActRefusal: Self.sentences(refusal.diagnostics)
    case let refusal as PublicationRefusal: Self.sentences(refusal.diagnostics)
    case let fault as DatabaseError: "账号库现在不能读写:\(Self.reason(fault.resultCode))"
    default: "\(self)"
    }
  }

  private static func reason(_ code: ResultCode) -> String {
    switch code {
    case .SQLITE_FULL: "磁盘已满"
    case .SQLITE_READONLY: "文件只读"
    case .SQLITE_BUSY, .SQLITE_LOCKED: "被别的程序占用"
    case .SQLITE_IOERR: "磁盘读写错误"
    default: "SQLite 错误 \(code.rawValue)"
    }
  }

  private static func sentences(_ reasons: [Diagnostic]) -> String {
    reasons.map(\.message).joined(separator: "；")
  }
}
