import ArgumentParser
import Publishing
import Review
import Values

/// People take effect by an act.
struct PeopleVerbs: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "people", abstract: "人员", subcommands: [Apply.self])

  /// Makes reviewers.yaml take effect.
  struct Apply: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "使 reviewers.yaml 的人员和角色生效(管理员)")

    @OptionGroup var person: ActorOptions
    @OptionGroup var options: SiteOptions

    func run() throws {
      try refusing {
        let session = try options.open(.acting)
        let concerns = try session.ledger.concerns(of: session.founding)
        let changed = try session.ledger.applyPeople(by: person.actor, founding: session.founding)
        Terminal.out(changed ? "人员变更已生效" : "人员没有变化")
        Terminal.report(concerns)
      }
    }
  }
}

/// Rules take effect by an act.
struct PolicyVerbs: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy", abstract: "审查步骤、目录和版式", subcommands: [Apply.self])

  /// Makes steps, catalogue and layout take effect.
  struct Apply: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "使审查步骤、catalogue.yaml 以及当前的模板和设置生效(管理员)")

    @OptionGroup var person: ActorOptions
    @OptionGroup var options: SiteOptions

    func run() throws {
      try refusing {
        let session = try options.open(.acting)
        let changed = try session.ledger.applyPolicy(by: person.actor, founding: session.founding)
        Terminal.out(changed ? "规则变更已生效" : "规则没有变化")
      }
    }
  }
}

/// Checks a published folder.
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "核对已发布的网站与其清单和台账", discussion: "站点文件夹里有台账时一并核对；没有台账也能核对清单。")

  @Argument(help: ArgumentHelp("已发布的网站", valueName: "文件夹"))
  var folder = "public"

  @Option(help: ArgumentHelp("站点文件夹；不写则在有 ./site 时用它的台账", valueName: "文件夹"))
  var site: String?

  @Option(help: "输出格式")
  var format = OutputFormat.text

  func validate() throws { try Gongkai.refuseEmptyPath(folder, "已发布的网站") }

  func run() throws {
    try refusing {
      let report = try PublishedFolder.verify(folder, site: site)
      switch format {
      case .json:
        Terminal.out([
          "ok": .bool(report.faults.isEmpty), "sound": JSON(report.sound), "faults": JSON(report.faults),
          "ledgerChecked": .bool(report.isLedgerChecked),
          "head": report.head.map { ["events": JSON($0.count), "hash": .string($0.hash.hex)] } ?? .null,
        ])
      case .text:
        // Without a manifest there is nothing that a file could be held against.
        if report.head != nil {
          Terminal.out(
            "核对 \(folder):\(report.sound) 个文件与清单一致" + (report.faults.isEmpty ? "，没有发现问题" : "")
              + (report.isLedgerChecked ? "" : "；没有台账(ledger.sqlite)，未与台账核对"))
        }
        for fault in report.faults { Terminal.error("错误: \(fault) [verify]") }
        if report.isRolledBack {
          Terminal.error("提示: \(Ledger.brokenRemedy)")
        } else if report.head == nil {
          Terminal.error("提示: 写明发布到的文件夹，如 gongkai verify public；那里没有 manifest.json 或它已损坏的，重新执行 gongkai publish")
        } else if report.isMendable, !report.faults.isEmpty {
          Terminal.error("提示: 重新执行 gongkai publish，即按台账把网站做回原样；再出现时，运行 gongkai ledger verify，查是谁改动了网站文件夹或站点文件夹")
        }
      }
      if !report.faults.isEmpty { throw ExitCode.faultsFound }
    }
  }
}
