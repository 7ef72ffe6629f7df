import Crypto
import Foundation
import GRDB
import Values

/// Checks a ledger's file with code of its own: nothing here is shared with what writes it but SHA-256.
///
/// - The chain: each event's number, previous hash and own hash, recomputed from its bytes.
/// - The schema: every statement compared, since who owns the file can drop a trigger.
/// - Snapshots: each kept file against the digest it is kept under, each destroyed one against the act of two people.
/// - Roles: who acted held one that the act takes, by the people in force then.
public enum LedgerVerifier {
  /// Every fault found; empty for a sound ledger.
  ///
  /// - Parameters:
  ///   - database: path of the file.
  ///   - head: a head that outsiders know; the chain must pass through it.
  public static func verify(database: String, head: LedgerHead? = nil) -> [LedgerFault] {
    guard FileManager.default.fileExists(atPath: database) else { return [LedgerFault("没有台账文件「\(database)」")] }
    if let head, let fault = noHead(head) { return [fault] }
    do {
      do {
        return try faults(in: database, isReadOnly: true, head: head)
      } catch let error where ReadingCopy.helps(against: error) {
        return try ReadingCopy.with(of: database) { try faults(in: $0, isReadOnly: false, head: head) }
      }
    } catch {
      return [LedgerFault("台账文件不能读取:\(error)")]
    }
  }

  private static func faults(in database: String, isReadOnly: Bool, head: LedgerHead?) throws -> [LedgerFault] {
    var configuration = Configuration()
    configuration.readonly = isReadOnly
    configuration.busyMode = .timeout(30)
    return try DatabaseQueue(path: database, configuration: configuration).read { db in
      var faults: [LedgerFault] = []
      let sound = try String.fetchAll(db, sql: "PRAGMA integrity_check(5)")
      if sound != ["ok"] { faults += sound.map { LedgerFault("数据库文件损坏:\($0)") } }
      faults += try schemaFaults(db)
      let broken = try chainFaults(db, head: head)
      faults += broken
      if broken.isEmpty { faults += try deedFaults(db) }
      faults += try snapshotFaults(db)
      return faults
    }
  }

  /// A head numbers an event, and the first has the number 1: another proves nothing.
  static func noHead(_ head: LedgerHead) -> LedgerFault? {
    head.count < 1 ? LedgerFault("外部记载的台账头写的是 \(head.count) 个事件，不是台账头") : nil
  }

  /// Every fault of an exported ledger.
  public static func verify(lines: [UInt8], head: LedgerHead? = nil) -> [LedgerFault] {
    if let head, let fault = noHead(head) { return [fault] }
    var state = LedgerState()
    var authority = AuthorityAudit()
    var faults: [LedgerFault] = []
    do {
      try LedgerLines.read(lines) { number, line in
        guard case .event(let bytes, let hash) = line else { return }
        do throws(LedgerFault) {
          let event = try Event(bytes: bytes)
          if faults.count < 20, let fault = authority.fault(of: event) { faults.append(fault) }
          try state.apply(event, hash: hash)
        } catch {
          throw LedgerFault("第 \(number) 行:\(error.message)")
        }
        if let head, head.count == state.head?.count, head.hash != state.head?.hash {
          faults.append(LedgerFault("第 \(number) 行与外部记载的哈希不符:台账被改写过"))
        }
      }
    } catch {
      faults.append(error as? LedgerFault ?? LedgerFault("\(error)"))
    }
    if faults.isEmpty, state.head == nil { faults.append(LedgerFault("没有事件")) }
    if faults.isEmpty, let head, (state.head?.count ?? 0) < head.count {
      faults.append(LedgerFault(isRollback: true, "台账少于外部记载的 \(head.count) 个事件:被截短或是旧的备份"))
    }
    return faults
  }

  private static func schemaFaults(_ db: Database) throws -> [LedgerFault] {
    let found = Set(try String.fetchAll(db, sql: "SELECT sql FROM sqlite_schema WHERE \(LedgerSchema.isOurs)"))
    let lacksSecret = try found.isSuperset(of: LedgerSchema.v2) && !hasSecret(db)
    // A copy that was made by an earlier program has no more than the ledger itself.
    return LedgerSchema.v1.filter { !found.contains($0) }.map { LedgerFault("台账结构缺少:\($0.prefix(60))…") }
      + found.subtracting(LedgerSchema.all).sorted().map { LedgerFault("台账结构多出:\($0.prefix(60))…") }
      + (lacksSecret ? [LedgerFault("台账结构缺少:secret")] : [])
  }

  private static func hasSecret(_ db: Database) throws -> Bool {
    try Int.fetchOne(db, sql: "SELECT length(bytes) FROM secret WHERE id = 1") == 32
  }

  private static func chainFaults(_ db: Database, head: LedgerHead?) throws -> [LedgerFault] {
    var faults: [LedgerFault] = []
    var expected = 1
    var previous = String(repeating: "0", count: 64)
    let rows = try Row.fetchCursor(db, sql: "SELECT sequence, bytes, hash FROM events ORDER BY sequence")
    while let row = try rows.next(), faults.count < 20 {
      guard let sequence = integer(row, 0), let bytes = data(row, 1), let kept = data(row, 2) else {
        faults.append(LedgerFault("第 \(expected) 号事件的位置上不是事件"))
        expected += 1
        continue
      }
      if sequence != expected { faults.append(LedgerFault("缺第 \(expected) 号事件")) }
      var hasher = SHA256()
      hasher.update(data: Data("gongkai-event-v1\n\(bytes.count)\n".utf8))
      hasher.update(data: bytes)
      let hash = Data(hasher.finalize())
      if hash != kept { faults.append(LedgerFault("第 \(sequence) 号事件的内容与其哈希不符")) }
      let fields = try? JSONSerialization.jsonObject(with: bytes) as? [String: Any]
      if fields?["prev"] as? String != previous || fields?["seq"] as? Int != sequence {
        faults.append(LedgerFault("第 \(sequence) 号事件不与上一事件相连"))
      }
      previous = hash.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
      if let head, head.count == sequence, head.hash.hex != previous {
        faults.append(LedgerFault("第 \(sequence) 号事件与外部记载的哈希不符:台账被改写过"))
      }
      expected = sequence &+ 1
    }
    if let head, faults.isEmpty, expected - 1 < head.count {
      faults.append(
        LedgerFault(isRollback: true, "台账只有 \(expected - 1) 个事件，少于外部记载的 \(head.count) 个:台账被截短或是旧的备份"))
    }
    return faults
  }

  /// Who acted without a role for it, and what was destroyed without a decision of two people.
  private static func deedFaults(_ db: Database) throws -> [LedgerFault] {
    var faults: [LedgerFault] = []
    var authority = AuthorityAudit()
    var destroyed = ExpungeAudit()
    let rows = try Row.fetchCursor(db, sql: "SELECT sequence, bytes FROM events ORDER BY sequence")
    while let row = try rows.next(), faults.count < 20 {
      guard let bytes = data(row, 1) else { continue }
      do throws(LedgerFault) {
        let event = try Event(bytes: [UInt8](bytes))
        if let fault = authority.fault(of: event) { faults.append(fault) }
        destroyed.take(event)
      } catch {
        faults.append(LedgerFault("第 \(integer(row, 0) ?? 0) 号事件:\(error.message)"))
      }
    }
    guard try db.tableExists("expunged") else { return faults }
    let gone = try Row.fetchCursor(db, sql: "SELECT sha256, sequence FROM expunged ORDER BY sequence, sha256")
    while let row = try gone.next(), faults.count < 20 {
      guard let digest = data(row, 0).flatMap({ Digest(raw: [UInt8]($0)) }), let sequence = integer(row, 1) else {
        faults.append(LedgerFault("销毁表里有一行不是销毁记录"))
        continue
      }
      if let fault = destroyed.fault(digest, by: sequence) { faults.append(fault) }
    }
    return faults
  }

  /// A column of a row that may hold anything, for the file may be damaged.
  private static func data(_ row: Row, _ column: Int) -> Data? {
    guard case .blob(let data) = (row[column] as DatabaseValue).storage else { return nil }
    return data
  }

  private static func integer(_ row: Row, _ column: Int) -> Int? {
    guard case .int64(let number) = (row[column] as DatabaseValue).storage else { return nil }
    return Int(exactly: number)
  }

  private static func snapshotFaults(_ db: Database) throws -> [LedgerFault] {
    var faults: [LedgerFault] = []
    let rows = try Row.fetchCursor(db, sql: "SELECT sha256, bytes FROM blobs")
    while let row = try rows.next(), faults.count < 20 {
      guard let kept = data(row, 0), let bytes = data(row, 1) else {
        faults.append(LedgerFault("快照表里有一行不是快照"))
        continue
      }
      if Data(SHA256.hash(data: bytes)) != kept {
        let name = kept.prefix(6).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        faults.append(LedgerFault("快照 \(name)… 的内容与其摘要不符"))
      }
    }
    return faults
  }
}
