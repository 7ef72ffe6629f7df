import Files
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
    return Report(sound: sound, head: manifest.head, faults: faults, isLedgerChecked: ledger != nil)
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
    if ledger.lastManifest != digest, ledger.intendedManifest != digest {
      faults.append("manifest.json 不是台账最近一次发布所记载的那一份")
    }
    return faults
  }
}
