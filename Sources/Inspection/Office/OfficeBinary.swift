/// Parts of an Office file that are no XML.
enum OfficeBinary {
  static func inspect(_ bytes: [UInt8], _ path: String, _ place: String, _ gathering: inout Gathering) {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    if file == "vbaproject.bin" || file == "vbaprojectsignature.bin" || path.contains("vbadata") {
      gathering.find(.macro, place, "含有宏")
    } else if path.contains("printersettings") {
      gathering.find(.metadata, place, "打印机设置")
      readable(bytes, file, place, &gathering)
    } else if path.contains("/embeddings/") || file.hasPrefix("oleobject") || path.contains("/package/") {
      gathering.find(.embedded, place, "嵌入的文件，\(bytes.count) 字节")
      // An object without a file in it is told by the finding above.
      readable(bytes, file, place, &gathering)
    } else {
      if path.hasPrefix("docprops/thumbnail") { gathering.find(.metadata, place, "缩略图，可能是文件改动之前的样子") }
      other(bytes, file, place, &gathering)
    }
  }

  /// Fonts, metafiles, sound and controls are quiet, if they are what they are called; pictures tell where they were
  /// taken and by whom; all else is no part of a document.
  private static func other(_ bytes: [UInt8], _ file: String, _ place: String, _ gathering: inout Gathering) {
    let ending = file.split(separator: ".").last.map(String.init) ?? ""
    if OpaquePart.fits(ending, bytes) { return }
    if [.jpeg, .png, .gif, .webp, .tiff].contains(FileSignature.kind(of: bytes)) {
      gathering.inside("图片\(place)", isPicture: true) { FileInspector.look(bytes, name: "", &$0) }
      return
    }
    gathering.find(.embedded, place, "不属于文档的数据，\(bytes.count) 字节")
    // Pages and texts that Word shows as if they were its own (altChunk), and what else can be read.
    readable(bytes, "", place, &gathering)
  }

  /// Looks into what is a file of a known kind.
  private static func readable(_ bytes: [UInt8], _ name: String, _ place: String, _ gathering: inout Gathering) {
    guard TextSniffer.refine(FileSignature.kind(of: bytes), bytes, name: name) != .unknown else { return }
    gathering.inside("嵌入的文件\(place)") { FileInspector.look(bytes, name: name, &$0) }
  }
}
