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
    case let fault as DatabaseError: "数据库现在不能读写(\(fault.resultCode.rawValue))"
    default: "\(self)"
    }
  }

  private static func sentences(_ reasons: [Diagnostic]) -> String {
    reasons.map(\.message).joined(separator: "；")
  }
}
