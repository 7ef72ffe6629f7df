import Diagnostics
import Files
import Values

/// Puts the records of one run together and asks what can only be asked of all of them.
struct SiteAssembly {
  /// Warnings, and faults that belong to no record.
  var diagnostics: [Diagnostic] = []
  private var records: [CheckedRecord] = []
  private let walk: SiteWalk
  private let prefix: String

  /// Takes what the walk found.
  init(_ walk: SiteWalk, prefix: String) {
    self.walk = walk
    self.prefix = prefix
  }

  /// The ids that records have of their own.
  var ids: [RecordID] { records.compactMap { $0.isIDKnown ? $0.id : nil } }

  /// Takes a record.
  mutating func add(_ record: CheckedRecord) { records.append(record) }

  /// The site: records without fault, and the others with all of theirs.
  mutating func finish(knownIDs: Set<RecordID>) -> WorkingSite {
    refuseDuplicates()
    refuseOwnReferences()
    refuseStrayInterpretations(knownIDs)
    warnAboutReferences(knownIDs)
    warnAboutOthers()
    var site = WorkingSite()
    site.records = Parallel.map(records) { checked -> WorkingRecord? in
      guard let record = checked.record, checked.faults.isEmpty else { return nil }
      return WorkingRecord(record: record, parts: checked.parts, file: checked.file, line: checked.start.line)
    }.compactMap(\.self)
    for at in records.indices {
      diagnostics += records[at].warnings
      guard records[at].record == nil || !records[at].faults.isEmpty else { continue }
      let checked = records[at]
      site.faulty.append(
        FaultyRecord(
          id: checked.id, title: checked.title, column: checked.column, faults: checked.faults,
          fields: checked.record?.fields ?? checked.fields))
    }
    site.faulty += walk.refused.map(faulty)
    site.records.sort { $0.record.id < $1.record.id }
    site.faulty.sort {
      ($0.id, $0.faults.first?.place ?? Place("")) < ($1.id, $1.faults.first?.place ?? Place(""))
    }
    site.diagnostics = diagnostics.sorted { ($0.place ?? Place("")) < ($1.place ?? Place("")) }
    return site
  }

  private static let misnamed = ("名称不是 UTF-8 编码，没有读取", "改名；从旧压缩包解出来的，用能识别中文文件名的工具重新解压")

  private func faulty(_ entry: FileEntry) -> FaultyRecord {
    let (words, remedy) =
      switch entry.kind {
      case .link: ("这是符号链接，不跟随", "把文件本身复制进来")
      case .misnamed: SiteAssembly.misnamed
      default: ("这不是普通文件", "移出站点文件夹")
      }
    let fault = Diagnostic("record.invalid", at: Place(prefix + entry.path), words, remedy: remedy)
    return FaultyRecord(
      id: RecordID(rawValue: RecordPath.defaultID(entry.path)), title: "", column: nil, faults: [fault])
  }

  /// Every record of an id that more than one has is faulty: which of them was meant, nobody can tell.
  private mutating func refuseDuplicates() {
    var first: [RecordID: Int] = [:]
    first.reserveCapacity(records.count)
    var places: [RecordID: [Int]] = [:]
    for index in records.indices where records[index].isIDKnown {
      let id = records[index].id
      guard let earlier = first.updateValue(index, forKey: id) else { continue }
      places[id, default: [earlier]].append(index)
    }
    for (id, indexes) in places {
      for index in indexes {
        let others = indexes.filter { $0 != index }.map {
          "\(records[$0].idPosition.place(in: records[$0].file))"
        }
        let shown = others.prefix(5).joined(separator: "、") + (others.count > 5 ? " 等 \(others.count) 处" : "")
        let fault = Diagnostic(
          "record.invalid", at: records[index].idPosition.place(in: records[index].file),
          "标识\(Wording.quoted(id.rawValue))重复，另见 \(shown)", remedy: "每条信息的标识各不相同，改其中之一")
        records[index].faults.append(fault)
        records[index].record = nil
      }
    }
  }

  /// A record replaces or concerns another one; two that replace each other leave nobody the wiser.
  private mutating func refuseOwnReferences() {
    guard records.contains(where: { !$0.references.isEmpty }) else { return }
    let replaced = Dictionary(
      records.map { record in
        (record.id, Set(record.references.filter { $0.field == .replaces }.map(\.id)))
      }, uniquingKeysWith: { first, _ in first })
    for index in records.indices {
      let record = records[index]
      for reference in record.references {
        let name = reference.field.rawValue
        let isOwn = reference.id == record.id
        let isMutual = reference.field == .replaces && replaced[reference.id]?.contains(record.id) == true
        guard isOwn || isMutual else { continue }
        refuse(
          index, "record.invalid", reference.position,
          isOwn ? "「\(name)」写的是这条信息自己" : "「替代」互相指向：\(Wording.quoted(reference.id.rawValue))也替代这一条",
          "「\(name)」写另一条信息的标识" + (isOwn ? "" : "，两条之中只由新的一条写"))
      }
    }
  }

  /// An interpretation leads to the document that it interprets (DESIGN §4): one at least of what it names must be there.
  private mutating func refuseStrayInterpretations(_ knownIDs: Set<RecordID>) {
    guard records.contains(where: { $0.interpretsIn != nil }) else { return }
    let known = knownIDs.union(ids)
    for index in records.indices {
      guard let column = records[index].interpretsIn else { continue }
      let named = records[index].references.filter { $0.field == .related }
      guard let first = named.first, !named.contains(where: { known.contains($0.id) }) else { continue }
      let ids = named.prefix(5).map { Wording.quoted($0.id.rawValue) }.joined(separator: "、")
      refuse(
        index, "column.rule", first.position, "栏目「\(column)」的信息要关联所解读的文件，「关联」所写的\(ids)不存在",
        "先录入所解读的文件，「关联」写它的标识；解读别的机关的文件的，不放在这个栏目", source: "篇3 二(二)")
    }
  }

  private mutating func refuse(
    _ index: Int, _ code: String, _ position: Position, _ message: String, _ remedy: String, source: String? = nil
  ) {
    records[index].faults.append(
      Diagnostic(code, at: position.place(in: records[index].file), message, remedy: remedy, source: source))
    records[index].faults.sort { ($0.place ?? Place("")) < ($1.place ?? Place("")) }
    records[index].record = nil
  }

  /// 关联 and 替代 that lead nowhere are told; the record may still be on its way.
  private mutating func warnAboutReferences(_ knownIDs: Set<RecordID>) {
    guard records.contains(where: { !$0.references.isEmpty }) else { return }
    let ids = Set(ids)
    for record in records where !record.references.isEmpty {
      for reference in record.references where !ids.contains(reference.id) && !knownIDs.contains(reference.id) {
        diagnostics.append(
          Diagnostic(
            "related.unknown", .warning, at: reference.position.place(in: record.file),
            "「\(reference.field.rawValue)」的标识\(Wording.quoted(reference.id.rawValue))不存在",
            remedy: "写另一条信息的标识；没有写「标识」的，是它在 records/ 之下不带扩展名的路径；公文是 documents/ 加不带扩展名的路径"))
      }
    }
  }

  private mutating func warnAboutOthers() {
    for (entry, home) in walk.misplaced {
      let isFolder = entry.kind == .folder
      diagnostics.append(
        Diagnostic(
          "file.ignored", .warning, at: Place(prefix + entry.path),
          isFolder ? "站点没有名为「\(entry.path)」的文件夹，其中的文件都未读取" : "此文件不在站点的任何文件夹里，未读取",
          remedy: isFolder ? "文件夹应名为 \(home)/(全为小写)" : "移到 \(home)/ 之下"))
    }
    let named =
      walk.others.isEmpty ? [] : Set(records.lazy.flatMap(\.parts).filter { $0.kind == .body }.map(\.path))
    for path in walk.others where !named.contains(path) {
      let isOffice = ["docx", "ofd"].contains(RecordPath.extension(path))
      diagnostics.append(
        Diagnostic(
          "file.ignored", .warning, at: Place(prefix + path), "此文件不是记录，也没有被任何公文的「正文」引用，未读取",
          remedy: path.hasPrefix("records/") && isOffice
            ? "Word 和 OFD 文件作正文的，移到 documents/，另写一个 .xml，「正文」写它的文件名；作附件的，放在 attachments/"
            : path.hasPrefix("records/") ? "记录是 .md 或 .csv 文件；附件放在 attachments/" : "公文是 .xml 文件；附件放在 attachments/"))
    }
    for entry in walk.entries where entry.path.hasPrefix("attachments/") {
      let (words, remedy): (String, String)
      switch entry.kind {
      case .link: (words, remedy) = ("这是符号链接，不跟随，记录不能引用它", "把文件本身复制进来")
      case .misnamed: (words, remedy) = SiteAssembly.misnamed
      default: continue
      }
      diagnostics.append(Diagnostic("file.ignored", .warning, at: Place(prefix + entry.path), words, remedy: remedy))
    }
  }
}
