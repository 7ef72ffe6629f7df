import ArgumentParser
import Records
import Review
import Values

/// Scaffolds a site.
struct Initialise: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "init", abstract: "新建一个站点文件夹")

  @Argument(help: ArgumentHelp("站点文件夹", valueName: "文件夹"))
  var path = "site"

  @Option(help: ArgumentHelp("站点名称，即机关的规范名称", valueName: "名称"))
  var name = "某市人民政府办公室"

  func validate() throws { try Gongkai.refuseEmptyPath(path, "站点文件夹") }

  func run() throws {
    try refusing {
      for file in try SiteScaffold.write(to: path, officeName: name) { Terminal.out("已写 \(path)/\(file)") }
      Terminal.out("下一步:改好 \(path)/site.yaml 和 reviewers.yaml，再运行 gongkai check --site \(path)")
    }
  }
}

/// Scaffolds a record.
struct NewRecord: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "new", abstract: "按栏目新建一条记录的文件")

  @Argument(help: ArgumentHelp("栏目编码或名称，如 2.4", valueName: "栏目"))
  var column: String

  @Option(help: ArgumentHelp("标题", valueName: "标题"))
  var title = "新记录"

  @Option(help: ArgumentHelp("承办科室", valueName: "科室"))
  var unit = "文书科"

  @Option(help: ArgumentHelp("文件名，不带扩展名(默认用标题)", valueName: "文件名"))
  var name: String?

  @OptionGroup var options: SiteOptions

  func run() throws {
    try refusing {
      let session = try options.open(.reading)
      let policy = try session.state().policy ?? session.founding.policy
      let path = try RecordScaffold.write(
        site: options.path, catalogue: policy.catalogue, column: column, title: title, unit: unit, name: name,
        today: Moment.now().day)
      Terminal.out("已写 \(path)")
    }
  }
}
