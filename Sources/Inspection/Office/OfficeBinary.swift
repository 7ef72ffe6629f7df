/// Parts of an Office file that are no XML.
enum OfficeBinary {
  static func inspect(_ bytes: [UInt8], _ path: String, _ place: String, _ gathering: inout Gathering) {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    if file == "vbaproject.bin" || file == "vbaprojectsignature.bin" || path.contains("vbadata") {
      gathering.find(.macro, place, "含有宏")
    } else if path.contains("printersettings") {
      gathering.find(.metadata, place, "打印机设置")
    } else if path.contains("/embeddings/") || file.hasPrefix("oleobject") || path.contains("/package/") {
      gathering.find(.embedded, place, "嵌入的文件，\(bytes.count) 字节")
      gathering.inside("嵌入的文件\(place)") { gathering in
        let kind = FileSignature.kind(of: bytes)
        // An object without a file in it is told by the finding above.
        if kind != .unknown { FileInspector.look(bytes, name: file, &gathering) }
      }
    } else if path.hasPrefix("docprops/thumbnail") {
      gathering.find(.metadata, place, "缩略图，可能是文件改动之前的样子")
      picture(bytes, place, &gathering)
    } else if isQuiet(file) {
      return
    } else if !picture(bytes, place, &gathering) {
      gathering.find(.embedded, place, "不属于文档的数据，\(bytes.count) 字节")
      // Pages and texts that Word shows as if they were its own (altChunk), and what else can be read.
      let kind = TextSniffer.refine(FileSignature.kind(of: bytes), bytes, name: file)
      if kind != .unknown { gathering.inside("嵌入的文件\(place)") { FileInspector.look(bytes, name: "", &$0) } }
    }
  }

  /// Looks into a picture for where it was taken and by whom.
  @discardableResult
  private static func picture(_ bytes: [UInt8], _ place: String, _ gathering: inout Gathering) -> Bool {
    let kind = FileSignature.kind(of: bytes)
    guard [.jpeg, .png, .gif, .webp, .tiff].contains(kind) else { return false }
    gathering.inside("图片\(place)", isPicture: true) { FileInspector.look(bytes, name: "", &$0) }
    return true
  }

  /// Fonts, metafiles, sound and controls: nothing in them can be searched. A digital signature's origin is empty.
  private static func isQuiet(_ file: String) -> Bool {
    let ending = file.split(separator: ".").last.map(String.init) ?? ""
    return [
      "odttf", "ttf", "fntdata", "emf", "wmf", "emz", "wmz", "wdp", "bmp", "sigs", "psdsxs", "wav", "mp3", "mp4", "m4a",
    ].contains(ending)
  }
}
