import Diagnostics
import Values

/// The files that a record names: body, attachments, portrait.
extension RecordChecker {
  private static let formats: [String: Record.BodyFormat] = [
    "md": .markdown, "html": .html, "htm": .html, "txt": .text, "docx": .word, "ofd": .ofd,
  ]

  /// What to do about files that people have in place of these.
  private static let remedies = [
    "doc": "在 Word 或 WPS 里另存为 .docx", "wps": "在 WPS 里另存为 .docx", "docm": "去掉宏，另存为 .docx",
    "pdf": "用原来的 Word 稿(.docx)作正文；只有 PDF 的，把文字录入 .md 正文，PDF 列入「附件」",
  ]

  /// Where the record's body is; nil after noting why it can't be read.
  func readBody(
    _ raw: RawRecord, _ values: inout FieldValues, _ files: inout some RecordFiles,
    _ parts: inout [RecordPart]
  ) -> Record.Body? {
    if values.places[.body] != nil, raw.part.kind == .record {
      values.fault(
        values.places[.body] ?? raw.start, "Markdown 记录不用「正文」字段", remedy: "正文写在第二行「---」之后")
      return nil
    }
    switch raw.body {
    case .none: return Record.Body.none
    case .rest(let offset):
      checkUnseen(in: raw.part, from: offset, namedAt: nil, &values)
      return .part(path: raw.part.path, offset: offset, format: .markdown)
    case .cell(let text):
      let text = Wording.clean(text)
      if let scalar = Wording.firstInvisible(in: text) {
        values.fault(raw.start, "「正文」含有控制字符 \(Wording.name(of: scalar))", remedy: "删去这个看不见的字符")
      }
      return .inline(text)
    case .file(let written): return readBodyFile(written, raw, &values, &files, &parts)
    }
  }

  /// Refuses characters that reorder a body, and tells those of no width.
  ///
  /// - Parameter place: where the body's file is named; nil for a body in the record's own file.
  private func checkUnseen(
    in part: RecordPart, from offset: Int, namedAt place: Position?, _ values: inout FieldValues
  ) {
    let unseen = UnseenCharacters(in: part.bytes, from: offset)
    func told(_ found: UnseenCharacters.Found) -> (position: Position, body: String) {
      let position = Position(of: found.offset, in: part.bytes, from: 0)
      guard let place else { return (position, "正文") }
      return (place, "正文文件\(Wording.quoted(part.path))第 \(position.line) 行")
    }
    if let found = unseen.reordering {
      let (position, body) = told(found)
      values.fault(
        position, "\(body)含有改变文字次序的字符 \(Wording.name(of: found.scalar))，审查的人看到的不是将要公开的",
        remedy: "删去这个看不见的字符")
    }
    if let found = unseen.control {
      let (position, body) = told(found)
      let isBreak = found.scalar.value == 0x0B || found.scalar.value == 0x0C
      values.fault(
        position, "\(body)含有控制字符 \(Wording.name(of: found.scalar))",
        remedy: isBreak ? "它是从 Word 带来的换行或分页，改成空一行" : "删去这个看不见的字符")
    }
    if let found = unseen.zeroWidth {
      let (position, body) = told(found)
      values.warn(
        "text.unseen", position, "\(body)含有看不见的零宽字符 \(Wording.name(of: found.scalar))，看似连着的字词其实被它隔开",
        remedy: "删去这个看不见的字符")
    }
  }

  private func readBodyFile(
    _ written: PlacedText, _ raw: RawRecord, _ values: inout FieldValues, _ files: inout some RecordFiles,
    _ parts: inout [RecordPart]
  ) -> Record.Body? {
    let path: String
    switch SitePath.body(written.text, namedIn: raw.part.path) {
    case .success(let found): path = found
    case .failure(let fault):
      values.fault(fault.code, written.position, fault.message, remedy: fault.remedy)
      return nil
    }
    let kind = RecordPath.extension(path)
    guard let format = Self.formats[kind] else {
      values.fault(
        written.position, "正文文件\(Wording.quoted(written.text))不是 .md、.html、.htm、.docx、.ofd 或 .txt",
        remedy: Self.remedies[kind] ?? "换成这几种格式之一")
      return nil
    }
    switch files.part(path, kind: .body) {
    case .failure(let fault):
      values.fault(fault.code, written.position, "正文\(fault.message)", remedy: fault.remedy)
      return nil
    case .success(let part):
      parts.append(part)
      // What stands in these is read where they are made into pages.
      if format.isOffice { return .part(path: part.path, offset: 0, format: format) }
      checkUnseen(in: part, from: 0, namedAt: written.position, &values)
      do throws(TextFault) {
        return .part(path: part.path, offset: try SourceText(checking: part.bytes).start, format: format)
      } catch {
        values.fault(
          written.position, "正文文件\(Wording.quoted(part.path))第 \(error.position.line) 行：\(error.message)",
          remedy: error.remedy)
        return nil
      }
    }
  }

  /// Reads 附件 and 照片, and writes their paths without the prefix `attachments/`.
  func readAttachments(
    _ values: inout FieldValues, _ files: inout some RecordFiles, _ parts: inout [RecordPart]
  ) {
    var paths: [String] = []
    for (written, position) in zip(values.list(.attachments), values.itemPlaces[.attachments] ?? []) {
      guard let path = attachment(written, position, &values, &files, &parts) else { continue }
      if paths.contains(path) {
        values.fault(position, "附件\(Wording.quoted(written))列了两次", remedy: "只列一次")
      } else {
        paths.append(path)
      }
    }
    if !paths.isEmpty { values.replace(.attachments, with: .list(paths)) }
    if let written = values.text(.portrait), let position = values.places[.portrait],
      let path = attachment(written, position, &values, &files, &parts)
    {
      values.replace(.portrait, with: .text(path))
    }
  }

  private func attachment(
    _ written: String, _ position: Position, _ values: inout FieldValues, _ files: inout some RecordFiles,
    _ parts: inout [RecordPart]
  ) -> String? {
    let path: String
    switch SitePath.attachment(written) {
    case .success(let found): path = found
    case .failure(let fault):
      values.fault(fault.code, position, fault.message, remedy: fault.remedy)
      return nil
    }
    switch files.part("attachments/\(path)", kind: .attachment) {
    case .success(let part):
      if let same = parts.first(where: { $0.path == part.path }) {
        guard same.path.hasSameBytes(as: part.path) else {
          values.fault(
            position, "附件\(Wording.quoted(written))与另一个附件的名称看上去相同，写法不同", remedy: "改其中一个文件的名称")
          return nil
        }
      } else {
        parts.append(part)
      }
      return path
    case .failure(let fault):
      values.fault(fault.code, position, fault.message, remedy: fault.remedy)
      return nil
    }
  }
}
