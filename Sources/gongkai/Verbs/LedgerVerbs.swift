import ArgumentParser
import Diagnostics
import Files
import Publishing
import Review
import Values

/// The ledger as a file.
struct LedgerVerbs: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger", abstract: "台账的导出、恢复、校验、备份",
    subcommands: [LedgerExport.self, LedgerRestore.self, LedgerVerify.self, LedgerBackup.self])
}

/// Writes ledger.jsonl.
struct LedgerExport: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "export", abstract: "导出为 ledger.jsonl(内部资料，不要放进网站)")

  @Option(help: ArgumentHelp("写到这个文件(默认 站点/ledger.jsonl)；- 为标准输出", valueName: "文件"))
  var to: String?

  @OptionGroup var options: SiteOptions

  func run() throws {
    try refusing {
      let session = try options.open(.reading)
      guard try session.ledger.state().head != nil else {
        throw ActRefusal([
          Diagnostic(
            "ledger.missing", "站点「\(options.path)」还没有台账，没有可以导出的",
            remedy: "第一次办理(如 review submit)时才有台账；核对 --site")
        ])
      }
      let path = to ?? "\(options.path)/\(Ledger.exportName)"
      // Names and opinions are in it: never under a published folder.
      if path != "-" { try InternalFile.refuse(path, what: "台账", export: options.path) }
      let site = try session.workingSite()
      let held = Set(site.records.flatMap { $0.parts.map(\.digest) })
      var report: ExportReport?
      if path == "-" {
        report = try session.ledger.export(holding: held) { Terminal.out(bytes: $0) }
      } else {
        try InternalFile.replace(path, what: "台账", export: options.path) { write in
          report = try session.ledger.export(holding: held, replacing: path, write)
        }
        Terminal.out("已导出 \(path)\(report?.missing.isEmpty == false ? "，但不完整" : "")")
      }
      let missing = report?.missing ?? []
      Terminal.report(
        missing.map {
          Diagnostic("snapshot.missing", $0.message, remedy: "放回原文件后重新导出，或从完好的备份恢复 ledger.sqlite")
        }
          + (report?.carried ?? []).map {
            Diagnostic("snapshot.missing", .warning, $0.message, remedy: "导出是完整的；台账里的这一份已损坏，从完好的备份恢复 ledger.sqlite")
          })
      if !missing.isEmpty { throw ExitCode.faultsFound }
    }
  }
}

/// Makes ledger.sqlite from ledger.jsonl.
struct LedgerRestore: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "restore", abstract: "由 ledger.jsonl 恢复 ledger.sqlite")

  @Option(help: ArgumentHelp("已发布的网站(默认站点文件夹旁由它发布的 public)；比它旧的台账不予恢复", valueName: "文件夹"))
  var output: String?

  @OptionGroup var options: SiteOptions

  func run() throws {
    try refusing {
      let folder = try SiteSession.folder(at: options.path)
      guard !folder.exists(Ledger.fileName) else {
        throw PublicationRefusal([
          Diagnostic("ledger.exists", "已有 ledger.sqlite，不覆盖", remedy: "确认不要它之后，把它连同 -wal、-shm 移走再恢复")
        ])
      }
      guard folder.exists(Ledger.exportName) else {
        throw PublicationRefusal([Diagnostic("ledger.missing", "没有 ledger.jsonl", remedy: "先在有台账的机器上导出")])
      }
      let session = try options.open(.acting, published: output, isQuiet: true)
      Terminal.out(session.restored?.text ?? "另一个进程已经恢复了台账，没有再做什么")
    }
  }
}

/// Recomputes the chain.
struct LedgerVerify: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "verify", abstract: "校验台账:链、结构、快照")

  @Option(help: ArgumentHelp("外部记载的台账头:事件数:哈希，或已发布的网站文件夹", valueName: "头"))
  var head: String?

  @OptionGroup var options: SiteOptions

  @Option(help: "输出格式")
  var format = OutputFormat.text

  func run() throws {
    try refusing {
      let expected = try head.map(LedgerVerify.parse)
      let folder = try SiteSession.folder(at: options.path)
      let path = "\(options.path)/\(Ledger.fileName)"
      let faults: [LedgerFault]
      if !folder.exists(Ledger.fileName), folder.exists(Ledger.exportName) {
        faults = LedgerVerifier.verify(lines: try folder.read(Ledger.exportName, limit: 1 << 32), head: expected)
      } else {
        let own = LedgerVerifier.verify(database: path, head: expected)
        faults =
          try own.isEmpty
          ? LedgerVerify.faults(of: Ledger(path: path, isForReading: true), in: Folder(options.path), head: head) : own
      }
      switch format {
      case .json: Terminal.out(["ok": .bool(faults.isEmpty), "faults": JSON(faults.map(\.message))])
      case .text:
        if faults.isEmpty { Terminal.out("台账完好") }
        Terminal.report(faults.map { Diagnostic($0.code, $0.message, remedy: $0.remedy) })
      }
      if !faults.isEmpty { throw ExitCode.faultsFound }
    }
  }

  /// What a ledger whose chain holds lacks: snapshots, or the publication of a site that was named; and what lies beside it
  /// and says otherwise.
  private static func faults(of ledger: Ledger, in site: Folder, head: String?) throws -> [LedgerFault] {
    let unknown = try head.flatMap(Manifest.read(in:)).flatMap { try ledger.fault(of: $0) }
    let remembered = try ledger.memoryFault(in: site)
    return try [unknown].compactMap(\.self).map { LedgerFault(isRollback: true, $0) }
      + [remembered].compactMap(\.self) + ledger.missingSnapshots()
  }

  /// Reads `事件数:哈希`, or the head that a published folder keeps.
  private static func parse(_ text: String) throws -> LedgerHead {
    let parts = text.split(separator: ":").map(String.init)
    if parts.count == 2, let count = Int(parts[0]), let hash = Digest(hex: parts[1]) {
      guard count >= 1 else { throw ValidationError("「\(text)」不是台账头:台账至少有 1 个事件") }
      return LedgerHead(count: count, hash: hash)
    }
    guard let head = Manifest.read(in: text)?.head else {
      throw ValidationError("「\(text)」既不是 事件数:哈希，也不是已发布的网站")
    }
    return head
  }
}

/// A consistent copy.
struct LedgerBackup: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "backup", abstract: "备份台账并校验备份(不要直接复制 .sqlite 文件)")

  @Argument(help: ArgumentHelp("备份文件；不得已存在", valueName: "文件"))
  var to: String

  @OptionGroup var options: SiteOptions

  func validate() throws { try Gongkai.refuseEmptyPath(to, "备份文件") }

  func run() throws {
    try refusing {
      try InternalFile.refuse(in: to, what: "台账备份")
      let session = try options.open(.reading)
      try session.ledger.backup(to: to)
      Terminal.out("已备份到 \(to)，校验完好")
    }
  }
}
