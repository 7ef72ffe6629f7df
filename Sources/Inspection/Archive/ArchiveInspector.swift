/// Archives that are no document: every file within is looked into, and names are text too.
enum ArchiveInspector {
  static func inspect(_ archive: inout Archive, _ gathering: inout Gathering) {
    for (index, entry) in archive.reader.entries.enumerated() {
      if gathering.isFull { return }
      let name = archive.names[index]
      gathering.text("压缩包内文件名", name)
      guard !entry.isFolder, !entry.isLink else { continue }
      guard let content = archive.content(index, &gathering) else { continue }
      // A file of no bytes hides nothing.
      guard !content.isEmpty else { continue }
      gathering.inside("压缩包内“\(Mask.name(name))”") { gathering in
        FileInspector.look(content, name: name, &gathering)
      }
    }
  }
}
