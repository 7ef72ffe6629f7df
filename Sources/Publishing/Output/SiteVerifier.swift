import Files
import Records
import Review
import Values

/// Checks a published folder against its manifest and, where given, the ledger (DESIGN §6).
public enum SiteVerifier {
  /// What was found.
  public struct Report: Sendable {
    /// Files that are what the manifest says.
    public let sound: Int
    public let head: LedgerHead?
    /// Every fault, in Chinese.
    public internal(set) var faults: [String]
    /// Whether a ledger was at hand to compare with.
    public var isLedgerChecked = false
    /// Publishing again mends a fault.
    public var isMendable = true
    /// The ledger is older than the site: publishing again would not mend it.
    public var isRolledBack = false
  }

  /// Compares every file of a folder with the manifest in it.
  ///
  /// - Parameter ledger: events of the ledger by hash, to check heads and approvals against; nil without.
  public static func verify(_ path: String, ledger: LedgerWitness?) -> Report {
    guard let folder = try? Folder(path) else {
      return Report(sound: 0, head: nil, faults: ["不能打开文件夹「\(path)」"])
    }
    guard let bytes = try? folder.read(Manifest.fileName), let manifest = Manifest(bytes: bytes) else {
      return Report(sound: 0, head: nil, faults: ["「\(path)」里没有 manifest.json，或它不是规定的写法"])
    }
    var faults = manifest.bytes == bytes ? [] : ["manifest.json 被改动过"]
    let listed = Dictionary(manifest.files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    var seen: Set<String> = []
    var sound = 0
    do throws(FileFault) {
      try folder.walkAll { entry, read in
        guard entry.path != Manifest.fileName else { return }
        seen.insert(entry.path)
        guard let expected = listed[entry.path] else {
          faults.append("「\(entry.path)」不在清单之中")
          return
        }
        switch read(1 << 31) {
        case .success(let bytes) where bytes.count == expected.size && Digest(of: bytes) == expected.digest: sound += 1
        case .success: faults.append("「\(entry.path)」的内容与清单不符")
        case .failure(let fault): faults.append(fault.message)
        }
      }
    } catch {
      faults.append(error.message)
    }
    faults += manifest.files.filter { !seen.contains($0.path) }.map { "缺少「\($0.path)」" }
    if let ledger { faults += ledgerFaults(manifest, bytes: bytes, ledger) }
    let withheld = ledger.map { withheldFaults(manifest, $0) } ?? []
    return Report(
      sound: sound, head: manifest.head, faults: faults + withheld, isLedgerChecked: ledger != nil,
      isMendable: !faults.isEmpty)
  }

  private static func ledgerFaults(_ manifest: Manifest, bytes: [UInt8], _ ledger: LedgerWitness) -> [String] {
    var faults: [String] = []
    if let fault = ledger.fault(of: manifest.head) { faults.append(fault) }
    for file in manifest.files {
      guard let source = file.source else { continue }
      if !ledger.approved(source.record, version: source.version, by: source.approval) {
        faults.append("「\(file.path)」所依据的批准(\(source.approval.short))不在台账中")
      }
    }
    let digest = Digest(of: bytes)
    if ledger.lastManifest == digest {
      // What a publication that was cut short put on the site, or took off it, the ledger has yet to record.
      if ledger.intendedManifest == nil { faults += standingFaults(manifest, ledger) }
    } else if ledger.intendedManifest != digest {
      faults.append("manifest.json 不是台账最近一次发布所记载的那一份")
    }
    return faults
  }

  /// Files that were not public by decision when they went out: the gate keeps them back, and was deceived.
  private static func withheldFaults(_ manifest: Manifest, _ ledger: LedgerWitness) -> [String] {
    let records = Set(manifest.files.compactMap(\.source?.record))
    return records.sorted().flatMap { record in
      ledger.withheldFiles(of: record).sorted { $0.value < $1.value }.map { digest, other in
        let file = manifest.files.first { $0.digest == digest && $0.source?.record == record }
        return "「\(record)」的文件\(file.map { "「\($0.path)」" } ?? "")与「\(other)」的文件相同，而后者在发布之前就已决定不公开:"
          + "立即紧急撤下「\(record)」，并运行 gongkai ledger verify"
      }
    }
  }

  /// What the ledger has on the site and the site lacks, and the other way round.
  private static func standingFaults(_ manifest: Manifest, _ ledger: LedgerWitness) -> [String] {
    var shown: [RecordID: Set<Digest>] = [:]
    for file in manifest.files {
      if let source = file.source { shown[source.record, default: []].insert(source.version) }
    }
    let lacking = ledger.live.filter { shown[$0.key]?.contains($0.value) != true }.keys.sorted()
    let strange = shown.filter { record, versions in versions.contains { $0 != ledger.live[record] } }.keys.sorted()
    return lacking.map { "台账中「\($0)」在网站上，而网站上没有它现行的版本" }
      + strange.map { "网站上有「\($0)」的一个版本，而台账中在网站上的不是它" }
  }
}
