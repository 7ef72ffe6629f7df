import ArgumentParser
import Diagnostics
import Forms
import Records
import Review
import Templates
import Values

/// A printable form of a record.
struct ReviewFormVerb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "form", abstract: "生成可打印的发文稿纸或审查审批表(HTML，A4)",
    discussion: "由台账填写；没有办理的步骤留空，供手写。内部用纸，不得公开。例:gongkai review form --kind 发文稿纸 标识 --output 稿纸.html")

  @Argument(help: ArgumentHelp("记录的标识", valueName: "标识"))
  var id: String

  @Option(help: ArgumentHelp("发文稿纸，或审查审批表", valueName: "种类"))
  var kind: String

  @OptionGroup var options: SiteOptions

  @Option(help: ArgumentHelp("写到这个文件(默认标准输出)", valueName: "文件"))
  var output: String?

  func validate() throws {
    if FormKind(rawValue: kind) == nil {
      throw ValidationError("种类只能是:\(FormKind.allCases.map(\.rawValue).joined(separator: "、"))")
    }
  }

  func run() throws {
    try refusing {
      guard let kind = FormKind(rawValue: kind) else { return }
      let session = try options.open(.reading)
      let dossier = try session.dossier(RecordID(rawValue: id), asOf: Moment.now().day)
      guard dossier.record != nil else {
        throw ActRefusal([Diagnostic("record.invalid", "「\(id)」的内容读不出，不能填表", remedy: "用 gongkai check 查看原因，改正后再打印")])
      }
      let bytes = try ReviewForm(kind, dossier).html()
      try InternalFile.write(bytes, to: output, what: kind.rawValue)
    }
  }
}
