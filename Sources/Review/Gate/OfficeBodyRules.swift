import Conversion
import Diagnostics
import Markup
import Records

/// Bodies that are Word or OFD files: what keeps them from a page, and what a page shows otherwise than they do.
extension RecordBody {
  /// What a Word or OFD file says; nil for a body that is written as text.
  ///
  /// - Throws: `ConversionFault` if it can't be made into a page.
  static func converted(
    _ bytes: [UInt8], _ format: Record.BodyFormat
  ) throws(ConversionFault) -> ConvertedBody? {
    guard let kind = OfficeBody.Kind(format) else { return nil }
    return try OfficeBody.convert(bytes, kind)
  }

  /// The body as people read and compare it and as it is searched: its source, or the words of a Word or OFD file.
  ///
  /// - Returns: nil for a Word or OFD file that can't be read.
  public static func words(_ bytes: [UInt8], of record: Record) -> [UInt8]? {
    guard let format = record.bodyFormat, format.isOffice else { return bytes }
    return (try? converted(bytes, format))?.text
  }

  /// The same for people, who are told where it can't be read.
  public static func shown(_ bytes: [UInt8], of record: Record) -> String {
    do throws(ConversionFault) {
      let made = try record.bodyFormat.flatMap { (format) throws(ConversionFault) in try converted(bytes, format) }
      return String(decoding: made?.text ?? bytes, as: UTF8.self)
    } catch {
      return "（正文文件不能显示：\(error.message)）"
    }
  }

  /// The source of the page that a Word or OFD body becomes, where links lead as the file says; nil for any other body,
  /// and for one that can't be read.
  public static func markup(_ bytes: [UInt8], of record: Record) -> [UInt8]? {
    guard let format = record.bodyFormat, format.isOffice else { return nil }
    return (try? converted(bytes, format))?.html
  }

  /// Why a Word or OFD file can't be made into a page; nil for any other body.
  static func officeFault(_ bytes: [UInt8], of record: Record, file: String? = nil) -> Diagnostic? {
    guard let format = record.bodyFormat, format.isOffice, case .part(let path, _, _) = record.body else { return nil }
    let place = Place(file ?? path)
    do throws(ConversionFault) {
      guard let made = try converted(bytes, format),
        let found = UnseenCharacters(in: made.text, from: 0).reordering
      else { return nil }
      return Diagnostic(
        "record.invalid", at: place,
        "正文文件「\(path)」含有改变文字次序的字符 \(Wording.name(of: found.scalar))，审查的人看到的不是将要公开的",
        remedy: "在原稿中删去这个看不见的字符，重新提交")
    } catch {
      return told(error, of: path, at: place)
    }
  }

  fileprivate static func told(_ fault: ConversionFault, of path: String, at place: Place) -> Diagnostic {
    Diagnostic(
      "record.invalid", at: place, "正文文件「\(path)」不能转成网页：\(fault.message)",
      remedy: "\(fault.remedy)，然后重新提交")
  }

  /// What a page shows otherwise than the file.
  static func officeAdvice(_ made: ConvertedBody, of path: String, at place: Place) -> [Diagnostic] {
    var told = made.warnings.map { warning in
      Diagnostic("body.converted", .warning, at: place, "正文文件「\(path)」：\(warning.message)", remedy: warning.remedy)
    }
    if let found = UnseenCharacters(in: made.text, from: 0).zeroWidth {
      told.append(
        Diagnostic(
          "text.unseen", .warning, at: place,
          "正文文件「\(path)」含有看不见的零宽字符 \(Wording.name(of: found.scalar))，看似连着的字词其实被它隔开",
          remedy: "在原稿中删去这个看不见的字符"))
    }
    return told
  }

  /// A body as safe HTML for a page, whatever it is written in.
  ///
  /// - Throws: `MarkupFault`, also for a Word or OFD file that can't be made into a page.
  public static func html(
    _ bytes: [UInt8], _ format: Record.BodyFormat, _ options: MarkupOptions
  ) throws(MarkupFault) -> MarkupResult {
    switch format {
    case .markdown: return try Markdown.html(bytes, options)
    case .html: return try HTMLSanitizer.html(bytes, options)
    case .text: return try PlainText.html(bytes, options)
    case .word, .ofd:
      let made: ConvertedBody?
      do throws(ConversionFault) { made = try converted(bytes, format) } catch {
        throw MarkupFault("markup.unreadable", "\(error.message)。\(error.remedy)")
      }
      return try HTMLSanitizer.html(made?.html ?? [], options)
    }
  }
}

extension WorkingRecord {
  /// Why its body, a Word or OFD file, can't be made into a page, or not as a whole; nil for any other body.
  public var officeBodyFault: Diagnostic? {
    guard let format = record.bodyFormat, let kind = OfficeBody.Kind(format), let part = RecordBody.part(of: self)
    else {
      return nil
    }
    let place = Place(file(of: part))
    if let fault = RecordBody.officeFault(part.bytes, of: record, file: place.file) { return fault }
    return OfficeBody.loss(part.bytes, kind).map { RecordBody.told($0, of: part.path, at: place) }
  }
}

extension OfficeBody.Kind {
  /// The kind of a format; nil for one that is text.
  fileprivate init?(_ format: Record.BodyFormat) {
    guard format.isOffice else { return nil }
    self.init(rawValue: format.rawValue)
  }
}
