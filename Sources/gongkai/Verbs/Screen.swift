import ArgumentParser
import Diagnostics
import Files
import Records
import Review
import Screening
import Values

/// Screens files before anybody makes a record of them.
struct Screen: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "筛查文件:涉密标志、个人信息、隐藏内容",
    discussion: "查文件和文件夹里的全部文件，只报告位置和种类，不显示查到的内容。有拦截项时退出码为 1。")

  @Argument(help: ArgumentHelp("文件或文件夹", valueName: "路径"))
  var paths: [String] = []

  @Flag(help: "不查文件，查网站上已公开的信息按现行规则会不会被拦截(用 --site 指明站点)")
  var live = false

  @OptionGroup var options: SiteOptions

  @Option(help: "输出格式:text、json、sarif")
  var format = ScreenFormat.text

  @Option(help: ArgumentHelp("把 CSV、Markdown、文本脱敏后另存到这个文件夹，原文件不动", valueName: "文件夹"))
  var mask: String?

  /// Forms of the report.
  enum ScreenFormat: String, ExpressibleByArgument, CaseIterable { case text, json, sarif }

  func validate() throws {
    if live != paths.isEmpty { throw ValidationError("写出要查的文件或文件夹，或者只用 --live") }
    for path in paths { try Gongkai.refuseEmptyPath(path, "要查的文件") }
    if live, mask != nil || format == .sarif { throw ValidationError("--live 不能与 --mask、sarif 同用") }
  }

  /// What is on the site, by the rules of this program.
  private func screenLive() throws {
    let report = try options.open(.reading).ledger.screenLive(asOf: Moment.now().day)
    format == .json ? Terminal.out(report.json) : Terminal.out(report.text)
    if !report.held.isEmpty { throw ExitCode.faultsFound }
  }

  func run() throws {
    try refusing {
      if live { return try screenLive() }
      if let mask { try InternalFile.refuse(in: "\(mask)/x", what: "脱敏的文件") }
      var files: [(path: String, bytes: Result<[UInt8], FileFault>)] = []
      for path in paths { files += try Screen.read(path) }
      let today = Moment.now().day
      var context = TextContext()
      context.asOf = today.parts
      let screen = FileScreen()
      let settled = context
      let report = ScreenReport(
        Parallel.map(files) { file in
          let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
          switch file.bytes {
          case .success(let bytes):
            return ScreenReport.File(
              path: file.path, findings: screen.findings(in: bytes, name: name, context: settled))
          case .failure(let fault):
            return ScreenReport.File(
              path: file.path,
              findings: [
                Finding(detector: .unreadable, action: .block, place: "文件", masked: fault.message, offset: nil)
              ])
          }
        })
      if let mask { try writeMasked(files, of: paths, to: mask) }
      switch format {
      case .text: Terminal.out(report.text)
      case .json: Terminal.out(report.json)
      case .sarif: Terminal.out(report.sarif)
      }
      if report.blocks { throw ExitCode.faultsFound }
    }
  }

  /// One file, or all files of a folder.
  private static func read(_ path: String) throws -> [(path: String, bytes: Result<[UInt8], FileFault>)] {
    guard let kind = try OutputFiles.kind(of: path) else { throw FileFault("查看", path, "没有这个文件或文件夹") }
    let limit = 1 << 30
    guard kind == .folder else {
      let folder = try Folder(OutputFiles.parent(of: path))
      let name = path.split(separator: "/").last.map(String.init) ?? path
      return [(path, Result { () throws(FileFault) in try folder.read(name, limit: limit) })]
    }
    var files: [(path: String, bytes: Result<[UInt8], FileFault>)] = []
    let base = path.hasSuffix("/") ? String(path.dropLast()) : path
    try Folder(path).walkAll { entry, read in
      guard entry.kind == .file else { return }
      files.append(("\(base)/\(entry.path)", read(limit)))
    }
    return files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  private func writeMasked(
    _ files: [(path: String, bytes: Result<[UInt8], FileFault>)], of paths: [String], to folder: String
  ) throws {
    try OutputFiles.makeFolder(folder)
    for file in files {
      let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
      guard let kind = MaskedText.Kind(fileName: name), case .success(let bytes) = file.bytes,
        let text = Masking.text(of: bytes)
      else {
        Terminal.error("没有脱敏 \(file.path):只处理 CSV、Markdown 和文本")
        continue
      }
      let masked = Masking.maskedCopy(of: text, kind: kind)
      // Below the folder that was named a copy keeps its place; numbers in names are masked as well.
      let base =
        paths.first { file.path.hasPrefix($0.hasSuffix("/") ? $0 : $0 + "/") } ?? OutputFiles.parent(of: file.path)
      let place = file.path.dropFirst(base.count).drop { $0 == "/" }
      let target = Masking.maskedCopy(of: "\(folder)/\(place.isEmpty ? name[...] : place)", kind: .text).text
      try OutputFiles.makeFolder(OutputFiles.parent(of: target))
      // Excel takes a CSV file for GB 18030 unless it begins with the mark of UTF-8.
      let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF]) || kind == .csv && !bytes.elementsEqual(text.utf8)
      let mark: [UInt8] = isMarked ? [0xEF, 0xBB, 0xBF] : []
      try OutputFiles.write(mark + Array(masked.text.utf8), to: target)
      let told = "脱敏 \(file.path) → \(target)，替换 \(masked.replaced) 处"
      // The machine forms have stdout to themselves.
      format == .text ? Terminal.out(told) : Terminal.error(told)
    }
  }
}
