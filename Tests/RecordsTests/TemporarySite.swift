import Catalogue
import Diagnostics
import Files
import Foundation
import Records

/// The folder of fixtures beside the tests.
enum Fixtures {
  static let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures").path()

  /// The names of the folders in one of its folders, sorted.
  static func cases(_ folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)")) ?? []).sorted()
  }
}

/// A copy of fixtures that a test may change; removed with the last reference.
final class TemporarySite {
  let path: String

  /// Copies folders of fixtures, later ones over earlier ones.
  init(_ fixtures: String..., settings: Bool = true) throws {
    path = FileManager.default.temporaryDirectory.appending(path: "gongkai-records-\(UUID().uuidString)")
      .path()
    try OutputFiles.makeFolder(path)
    if settings {
      for name in ["site.yaml", "reviewers.yaml"] { try copy("good/\(name)", to: name) }
    }
    for fixture in fixtures {
      let folder = "\(Fixtures.path)/\(fixture)"
      for name in FileManager.default.enumerator(atPath: folder)?.compactMap({ $0 as? String }) ?? [] {
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder)
        if !isFolder.boolValue { try copy("\(fixture)/\(name)", to: name) }
      }
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  private func copy(_ fixture: String, to name: String) throws {
    try write([UInt8](Data(contentsOf: URL(filePath: "\(Fixtures.path)/\(fixture)"))), to: name)
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    let target = "\(path)/\(name)"
    try OutputFiles.makeFolder(OutputFiles.parent(of: target))
    try? FileManager.default.removeItem(atPath: target)
    try OutputFiles.write(bytes, to: target)
  }

  func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

  func bytes(_ name: String) throws -> [UInt8] { try Folder(path).read(name) }

  /// What the settings read as.
  func configuration() throws -> SiteConfiguration {
    // The folder must outlive the reading, not just the last mention of this object.
    try withExtendedLifetime(self) { try reader().configuration() }
  }

  /// What the records read as.
  func read(_ catalogue: Catalogue = .standard, knownIDs: Set<RecordID> = []) throws -> WorkingSite {
    try withExtendedLifetime(self) { try reader().site(catalogue: catalogue, knownIDs: knownIDs) }
  }

  private func reader() throws -> SiteReader {
    SiteReader(folder: try Folder(path), displayPath: "site")
  }
}

/// A Markdown record with the required fields and some more lines of YAML.
func markdown(_ more: String = "", title: String = "关于公文处理的通知", body: String = "正文。\n") -> String {
  """
  ---
  标题: \(title)
  栏目: "4.1.2"
  可否公开: 主动公开
  公开载体: [政府网站]
  承办科室: 文书科
  生成日期: 2024-05-08
  \(more.isEmpty ? "" : more + "\n")---
  \(body)
  """
}

extension WorkingSite {
  /// The record of an id.
  func record(_ id: String) -> WorkingRecord? { records.first { $0.record.id.rawValue == id } }

  /// Every error of every faulty record, with the record's id.
  var faults: [Diagnostic] { faulty.flatMap(\.faults) }
}

extension Diagnostic {
  /// `文件:行:列 code`.
  var brief: String { "\(place.map { "\($0)" } ?? "-") \(code)" }
}
