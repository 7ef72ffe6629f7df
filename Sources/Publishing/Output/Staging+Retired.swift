import Files
import Review
import Values

extension Staging {
  /// What is left at the path after the switch: the folder that the site lay in before. It becomes the spare of the next
  /// publication, if only this program had its hands in it; otherwise it is removed.
  ///
  /// - Returns: identities of the files of the site, and of the folders of both, for the memory; nil where they can't be
  ///   had.
  func retire(_ files: [Manifest.Entry]) -> Retired? {
    let (fresh, stays) = state.withLock { ($0.fresh.map(\.entry), $0.stays) }
    let folders = Beside { Folders.paths(of: files) }
    let isSpare = reuse.map { makeSpare($0, files, fresh, stays) } ?? false
    if !isSpare {
      discard()
      if let left = SpareTree.discard(beside: output) { state.withLock { $0.leftovers.append(left) } }
    }
    let paths = folders.result()
    guard let identities = identities(files, stays, hasSpare: isSpare), let own = Folders(of: paths, below: output)
    else { return nil }
    let spare = isSpare ? Folders(of: paths, below: SpareTree.path(beside: output)) : nil
    return Retired(identities: identities, folders: own.entries, spareFolders: spare?.entries ?? [])
  }

  /// What the file system tells of a site once it is switched in.
  struct Retired: Sendable {
    let identities: [FileIdentity]
    let folders: [Folders.Entry]
    let spareFolders: [Folders.Entry]
  }

  /// - Parameter hasSpare: whether every file has a second name in the spare by now.
  /// - Returns: nil also where a file is no longer as it was written: other hands were in the site since the switch, and
  ///   what they left must not be taken for the program's own.
  private func identities(_ files: [Manifest.Entry], _ stays: [Bool], hasSpare: Bool) -> [FileIdentity]? {
    let (written, fresh) = state.withLock { ($0.identities, $0.fresh) }
    guard let reuse, reuse.spare != nil else {
      // A file with one name is as it was written; another name, given or taken away, changes its time of change.
      let places = Array(files.indices)
      let found = Parallel.map(places) { [output, reuse] place -> FileIdentity? in
        let path = files[place].path
        let told = written.isEmpty ? nil : written[place]
        if let told, !hasSpare { return told }
        let before = told ?? reuse.flatMap { reuse in reuse.place(of: path).map { reuse.identity($0) } }
        return FileIdentity(of: "\(output)/\(path)").flatMap { $0.isUnwritten(since: before) ? $0 : nil }
      }
      return found.allSatisfy { $0 != nil } ? found.compactMap(\.self) : nil
    }
    let told = Dictionary(fresh.map { ($0.entry.path, $0.identity) }, uniquingKeysWith: { first, _ in first })
    // What stayed was looked at before, and has both its names still.
    var identities: [FileIdentity] = []
    identities.reserveCapacity(files.count)
    var old = 0
    for file in files {
      while old < stays.count, reuse.published.files[old].path.precedesInBytes(file.path) { old += 1 }
      if old < stays.count, stays[old], reuse.published.files[old].path == file.path {
        identities.append(reuse.identity(old))
      } else if let identity = FileIdentity(of: "\(output)/\(file.path)"),
        identity.isUnwritten(since: told[file.path])
      {
        identities.append(identity)
      } else {
        return nil
      }
    }
    return identities
  }

  /// Brings the folder of the old site up to the new one.
  private func makeSpare(
    _ reuse: Reuse, _ files: [Manifest.Entry], _ fresh: [Manifest.Entry], _ stays: [Bool]
  ) -> Bool {
    guard isOwn else { return false }
    do throws(FileFault) {
      let written = Set(fresh.map(\.path))
      let gone = stays.indices.filter { !stays[$0] && !written.contains(reuse.published.files[$0].path) }
      try Staging.remove(gone.map { reuse.published.files[$0].path }, from: path, leaving: files)
      var made: Set<String> = []
      try OutputFiles.unlinkName("\(path)/\(Manifest.fileName)")
      for name in fresh.map(\.path) {
        let target = "\(path)/\(name)"
        if made.insert(OutputFiles.parent(of: target)).inserted {
          try OutputFiles.makeFolder(OutputFiles.parent(of: target))
        }
        try OutputFiles.unlinkName(target)
        try OutputFiles.link("\(output)/\(name)", to: target)
      }
      let spare = SpareTree.path(beside: output)
      try OutputFiles.moveFolder(path, to: spare)
      // Last of all: a manifest in the staging folder tells that it was not switched in (`UnfinishedPublication`).
      try OutputFiles.link("\(output)/\(Manifest.fileName)", to: "\(spare)/\(Manifest.fileName)")
      return true
    } catch {
      return false
    }
  }

  /// Whether the folder that was switched out is as the last publication left it.
  private var isOwn: Bool { reuse?.hasOwnFolders(at: path) == true }
}
