import Diagnostics
import Records
import Values

extension Ledger {
  /// New versions whose bytes are no longer what was put forward, each with what is said of it. Every byte of them is
  /// hashed: it is asked only where a page could not be made.
  ///
  /// - Throws: `LedgerFault` if the ledger can't be read or its chain does not hold.
  public func damagedVersions(in examination: Examination) throws(LedgerFault) -> [RecordID: Diagnostic] {
    try LedgerStore.guarded("读取台账") {
      try store.read { transaction in
        var found: [RecordID: Diagnostic] = [:]
        for item in examination.assessments {
          guard let outgoing = item.outgoing, outgoing.isNew else { continue }
          let damaged = try outgoing.version.parts.first { part in
            try transaction.blob(part.digest).map { Digest(of: $0) } != part.digest
          }
          guard let damaged else { continue }
          // What is lacking can be put in again; what is there can't be replaced.
          let isLacking = try !transaction.hasBlob(damaged.digest)
          let way =
            isLacking
            ? "放回原文件，执行 gongkai review submit \(CommandWord.quoted(item.id.rawValue)) --as 账号 补上"
            : "改动这个文件后重新提交审批(原样提交不能补好)"
          found[item.id] = Diagnostic(
            "snapshot.missing",
            "台账里「\(item.id)」这一版本的内容已\(isLacking ? "缺失" : "损坏")(\(damaged.path))，这一条没有公开",
            remedy: "从备份恢复 ledger.sqlite；或\(way)")
        }
        return found
      }
    }
  }
}
