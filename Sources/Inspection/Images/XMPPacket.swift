/// XMP (ISO 16684-1): properties of pictures and PDF files as XML.
enum XMPPacket {
  /// Notes names of people, tools and places, and takes all values as hidden text.
  static func inspect(_ bytes: [UInt8], _ gathering: inout Gathering) {
    // The padding behind a packet may hold NULs, and a packet may be empty.
    var bytes = bytes
    while let last = bytes.last, last == 0 || last == 0x20 || last == 10 || last == 13 { bytes.removeLast() }
    guard !bytes.isEmpty else { return }
    var names: [String] = []
    gathering.xml(bytes, "XMP 属性") { event, gathering in
      switch event.kind {
      case .start(let name, _, let attributes):
        names.append(name)
        for attribute in attributes { note(attribute.name, attribute.value, &gathering) }
      case .text(let text), .cdata(let text):
        // Lists stand in rdf:Seq, rdf:Bag or rdf:Alt and rdf:li.
        let name = names.last { !["li", "Seq", "Bag", "Alt"].contains($0) } ?? ""
        note(name, text, &gathering)
      case .end: _ = names.popLast()
      }
    }
  }

  private static func note(_ name: String, _ value: String, _ gathering: inout Gathering) {
    guard !Mask.isBlank(value) else { return }
    if name.hasPrefix("GPSL") {
      gathering.find(.gps, "XMP 属性", "照片带有拍摄地点")
      return
    }
    gathering.text("XMP 属性·\(Mask.name(name))", value, hidden: true)
    if let title = titles[name] { gathering.find(.metadata, "XMP 属性", "\(title)：\(Mask.text(value))") }
  }

  private static let titles: [String: String] = [
    "creator": "作者", "Author": "作者", "subject": "关键词", "Keywords": "关键词",
    "description": "说明", "OwnerName": "相机主人", "SerialNumber": "机身序列号", "Company": "单位", "Manager": "主管",
    "SourceModified": "来源", "Credit": "提供者", "City": "城市", "AuthorsPosition": "作者职务",
  ]
}
