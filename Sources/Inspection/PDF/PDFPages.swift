/// Looks on the pages of a PDF file for text that nobody sees.
struct PDFPages {
  private let file: PDFFile
  private var invisible = 0
  private var white = 0

  init(_ file: PDFFile) { self.file = file }

  /// Looks at pages by the numbers of their objects.
  mutating func look(at numbers: [Int], _ gathering: inout Gathering) {
    for number in numbers {
      guard let page = file.object(number)?.value.dictionary else { continue }
      let paint = PDFPaint(content(of: page, &gathering))
      // The text of a scanned page lies unseen behind its picture.
      if paint.hasInvisibleText, !isScan(page, paint) { invisible += 1 }
      if paint.hasWhiteText { white += 1 }
    }
    if invisible > 0 { gathering.find(.hiddenText, "", "有不可见文字的页 \(invisible) 页") }
    if white > 0 { gathering.find(.hiddenText, "", "有白色文字的页 \(white) 页") }
  }

  /// The content in one, whatever streams it is cut into; nothing of a stream that cannot be unpacked here.
  private func content(of page: [String: PDFValue], _ gathering: inout Gathering) -> [UInt8] {
    let streams = file.resolve(page["Contents"])?.array ?? page["Contents"].map { [$0] } ?? []
    var whole: [UInt8] = []
    for number in streams.compactMap(\.reference) {
      guard let item = file.object(number), let bytes = file.content(of: item, limit: gathering.entryLimit) else {
        continue
      }
      gathering.spend(bytes.count)
      whole += bytes + [10]
    }
    return whole
  }

  /// A picture takes a quarter of the page or more; what a form draws is not looked at, and may be one.
  private func isScan(_ page: [String: PDFValue], _ paint: PDFPaint) -> Bool {
    let objects = file.resolve(file.resolve(inherited("Resources", page))?.dictionary?["XObject"])?.dictionary ?? [:]
    let box = (file.resolve(inherited("MediaBox", page))?.array ?? []).compactMap { file.resolve($0)?.integer }
    let area = box.count == 4 ? abs((Double(box[2]) - Double(box[0])) * (Double(box[3]) - Double(box[1]))) : 595 * 842
    return paint.drawn.contains { name, size in
      let isImage = file.resolve(objects[name])?.dictionary?["Subtype"]?.name == "Image"
      return !isImage || size * 4 >= area
    }
  }

  /// A property of a page, or of the nodes that it hangs on.
  private func inherited(_ key: String, _ page: [String: PDFValue]) -> PDFValue? {
    var node = page
    for _ in 0..<32 {
      if let value = node[key] { return value }
      guard let parent = file.resolve(node["Parent"])?.dictionary else { return nil }
      node = parent
    }
    return nil
  }
}
