import Files
import Review
import Synchronization
import Values

/// The folder that a site is built in before it is switched in: beside the output, on the same file system.
///
/// Where the spare of the last publication stands, it is built in that: what stays lies there already.
final class Staging: Sendable {
  let path: String
  let output: String
  /// What may be taken over from the site that is replaced.
  let reuse: Reuse?
  let state: Mutex<State>

  struct State {
    /// Folders that were made, by their paths.
    var folders: Set<String> = []
    /// What the spare held and what other things have taken the place of: files, and folders with all that was in them.
    var removed: Set<String> = []
    /// Files that were written.
    var fresh: [Fresh] = []
    /// For each file of the site that is replaced, whether it stays as it is.
    var stays: [Bool]
    /// For each file of the finished site what was told of it when it was written; nil where it was linked. Empty where
    /// the site was built in the spare.
    var identities: [FileIdentity?] = []
    /// What could not be removed of an earlier site.
    var leftovers: [Leftover] = []
  }

  /// A file that was written.
  struct Fresh {
    let entry: Manifest.Entry
    /// What the file system told of it then.
    let identity: FileIdentity
  }

  /// Makes a folder beside the output, in place of any that a crash left: empty, or with what the spare holds.
  ///
  /// Where an earlier one can't be removed, another name is taken.
  init(beside output: String, reuse: Reuse? = nil) throws(FileFault) {
    self.reuse = reuse
    self.output = output
    var leftovers: [Leftover] = []
    var first: FileFault?
    var free: String?
    for candidate in Staging.paths(beside: output) {
      do throws(FileFault) {
        try OutputFiles.removeTree(candidate)
        free = free ?? candidate
      } catch {
        first = first ?? error
        leftovers.append(Leftover(folder: candidate, fault: error))
      }
    }
    guard let free else { throw first ?? FileFault("新建", output, "没有可用的名称") }
    path = free
    if let spare = reuse?.spare {
      try OutputFiles.moveFolder(spare.path, to: path)
    } else {
      if let left = SpareTree.discard(beside: output) { leftovers.append(left) }
      try OutputFiles.makeFolder(path)
    }
    var state = State(stays: Array(repeating: false, count: reuse?.published.files.count ?? 0))
    state.leftovers = leftovers
    self.state = Mutex(state)
  }

  /// Where the staging folder of an output may lie: the first of these that is free.
  static func paths(beside output: String) -> [String] {
    [OutputFiles.beside(output, "staging")] + (2...9).map { OutputFiles.beside(output, "staging-\($0)") }
  }

  /// What of earlier sites could not be removed, each once: it may hold what was taken down since.
  var leftovers: [Leftover] {
    var seen: Set<Leftover> = []
    return state.withLock { $0.leftovers }.filter { seen.insert($0).inserted }
  }

  /// Writes one file of the site and notes it for the manifest. May be called from several threads.
  ///
  /// - Returns: the digest of the bytes.
  /// - Throws: `FileFault` also if two pages claim one path.
  @discardableResult
  func write(
    _ bytes: UnsafeBufferPointer<UInt8>, to relative: String, source: Manifest.Source? = nil
  ) throws(FileFault) -> Digest {
    let entry = Manifest.Entry(path: relative, size: bytes.count, digest: Digest(of: bytes), source: source)
    let place = reuse?.place(of: relative)
    if let place, let reuse, reuse.published.files[place] == entry, reuse.isIntact(place),
      keep(place..<place + 1)
    {
      return entry.digest
    }
    try makeRoom(for: relative, isThere: place != nil)
    try note(entry, OutputFiles.write(bytes, to: "\(path)/\(relative)"))
    return entry.digest
  }

  /// Begins a file that comes in pieces from one thread.
  func begin(_ relative: String) throws(FileFault) -> Stream {
    try makeRoom(for: relative, isThere: reuse?.place(of: relative) != nil)
    return try Stream(relative, in: self)
  }

  /// A file of the site that comes in pieces.
  final class Stream {
    private let staging: Staging
    private let relative: String
    private var file: OutputFiles.NewFile?
    private var size = 0
    private var digest = DigestStream()

    fileprivate init(_ relative: String, in staging: Staging) throws(FileFault) {
      self.staging = staging
      self.relative = relative
      file = try OutputFiles.NewFile("\(staging.path)/\(relative)")
    }

    func add(_ piece: [UInt8]) throws(FileFault) {
      size += piece.count
      digest.update(piece)
      try file?.write(piece)
    }

    /// Ends it and notes it for the manifest.
    ///
    /// - Returns: the digest of the bytes.
    func finish() throws(FileFault) -> Digest {
      let entry = Manifest.Entry(path: relative, size: size, digest: digest.finish(), source: nil)
      if let file = file.take() { try staging.note(entry, file.close()) }
      return entry.digest
    }
  }

  private func note(_ entry: Manifest.Entry, _ identity: FileIdentity) throws(FileFault) {
    guard identity.size == entry.size else { throw FileFault("核对", entry.path, "写下的文件与清单不符") }
    state.withLock { $0.fresh.append(Fresh(entry: entry, identity: identity)) }
  }

  /// A file is not written into where it has another name, on the site: the name is taken away.
  private func makeRoom(for relative: String, isThere: Bool) throws(FileFault) {
    if let reuse, reuse.spare != nil {
      if isThere { try removeOnce(relative) } else { try removeFolder(relative, reuse) }
    }
    try makeFolder(of: relative)
  }

  /// Takes the old file away where a new one comes; a second page of one path still finds the first.
  private func removeOnce(_ relative: String) throws(FileFault) {
    let isFirst = state.withLock { $0.removed.insert(relative).inserted }
    if isFirst { try OutputFiles.unlinkName("\(path)/\(relative)") }
  }

  /// Takes an old folder away where a file comes, unless the new site has something in it.
  private func removeFolder(_ relative: String, _ reuse: Reuse) throws(FileFault) {
    let below = relative + "/"
    let files = reuse.published.files
    let first = reuse.published.place(notBefore: below)
    guard first < files.count, files[first].path.hasPrefix(below) else { return }
    let isFirst = state.withLock { state in
      let old = files[first...].indices.prefix { files[$0].path.hasPrefix(below) }
      guard !state.folders.contains(relative), !old.contains(where: { state.stays[$0] }) else { return false }
      for place in old { state.removed.insert(files[place].path) }
      return state.removed.insert(relative).inserted
    }
    if isFirst { try OutputFiles.removeTree("\(path)/\(relative)") }
  }

  /// Takes old files away where folders come, unless the new site has them.
  private func removeFiles(_ names: [String], _ reuse: Reuse) throws(FileFault) {
    for name in names {
      guard let place = reuse.place(of: name), !state.withLock({ $0.stays[place] }) else { continue }
      try removeOnce(name)
    }
  }

  /// Takes files over from the site that is replaced, all of them or none. May be called from several threads.
  ///
  /// - Parameter places: in the manifest of that site.
  func keep(_ places: Range<Int>) -> Bool {
    guard let reuse else { return false }
    if reuse.spare == nil {
      for place in places {
        let name = reuse.published.files[place].path
        guard (try? makeFolder(of: name)) != nil,
          (try? OutputFiles.link(reuse.location(of: place), to: "\(path)/\(name)")) != nil
        else {
          for linked in places.lowerBound..<place {
            OutputFiles.remove("\(path)/\(reuse.published.files[linked].path)")
          }
          return false
        }
      }
    }
    return state.withLock { state in
      guard !places.contains(where: { state.stays[$0] }) else { return false }
      // Something else has its place already.
      let files = reuse.published.files
      guard state.removed.isEmpty || !places.contains(where: { state.removed.contains(files[$0].path) }) else {
        return false
      }
      for place in places { state.stays[place] = true }
      return true
    }
  }

  /// Paths of all files that were written or taken over so far.
  var paths: Set<String> {
    state.withLock { state in
      var paths = Set(state.fresh.map(\.entry.path))
      if let reuse {
        for (file, stays) in zip(reuse.published.files, state.stays) where stays { paths.insert(file.path) }
      }
      return paths
    }
  }

  private func makeFolder(of relative: String) throws(FileFault) {
    let folder = relative.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(relative[..<$0]) } ?? ""
    guard !state.withLock({ $0.folders.contains(folder) }) else { return }
    let above = Folders.above(relative)
    if let reuse, reuse.spare != nil { try removeFiles(above, reuse) }
    try OutputFiles.makeFolder("\(path)/\(folder)")
    state.withLock { $0.folders.formUnion(above + [folder]) }
  }

  /// Everything that the folder is to hold, and takes away what it holds besides: what the spare had and the new site has
  /// not.
  ///
  /// - Parameter head: the ledger's, that the site is made from.
  /// - Returns: the manifest, and the digest of the file that it makes, where that was found beside.
  /// - Throws: `FileFault` if the folder does not hold exactly these files.
  func finish(head: LedgerHead) throws(FileFault) -> (manifest: Manifest, digest: Digest?) {
    let (fresh, stays, removed) = state.withLock { ($0.fresh, $0.stays, $0.removed) }
    guard let reuse, reuse.spare != nil else {
      let kept = stays.indices.lazy.filter { stays[$0] }.compactMap { [reuse] in reuse?.published.files[$0] }
      let entries = fresh.map(\.entry) + kept
      let order = ByteOrder.places(of: entries.map(\.path))
      let files = order.map { entries[$0] }
      state.withLock { $0.identities = order.map { $0 < fresh.count ? fresh[$0].identity : nil } }
      try refuseTwins(files)
      let (manifest, fault) = Parallel.both(
        { Manifest(head: head, inOrder: files) },
        { [self] in Result { () throws(FileFault) in try check(files) } })
      try fault.get()
      return (manifest, nil)
    }
    let listing = Manifest.listing(from: reuse.published, staying: stays, with: fresh.map(\.entry))
    // The list of a large site is megabytes: hashed twice beside what is looked at here.
    let digest = Beside { StageTimes.measure("manifest") { listing.digest(under: head) } }
    let content = Beside { StageTimes.measure("manifest") { listing.content } }
    try refuseTwins(listing.files)
    let gone = stays.indices.filter { !stays[$0] && !removed.contains(reuse.published.files[$0].path) }
      .map { reuse.published.files[$0].path }
    try OutputFiles.unlinkName("\(path)/\(Manifest.fileName)")
    try Staging.remove(gone, from: path, leaving: listing.files)
    for entry in fresh.map(\.entry) {
      guard let found = FileIdentity(of: "\(path)/\(entry.path)"), found.size == entry.size else {
        throw FileFault("核对", entry.path, "写下的文件与清单不符")
      }
    }
    return (Manifest(head: head, listing, content: content.result()), digest.result())
  }

  private func refuseTwins(_ files: [Manifest.Entry]) throws(FileFault) {
    guard zip(files, files.dropFirst()).allSatisfy({ $0.path != $1.path }) else {
      throw FileFault("核对", path, "两页占了同一个地址")
    }
  }

  /// Takes files away, and the folders that hold nothing then.
  static func remove(_ gone: [String], from root: String, leaving files: [Manifest.Entry]) throws(FileFault) {
    guard !gone.isEmpty else { return }
    for name in gone { try OutputFiles.unlinkName("\(root)/\(name)") }
    let folders = Set(Folders.paths(of: files))
    let emptied = Folders.paths(of: gone.map { Manifest.Entry(path: $0, size: 0, digest: Digest(of: ""), source: nil) })
    for folder in emptied.reversed() where !folder.isEmpty && !folders.contains(folder) {
      try OutputFiles.removeEmptyFolder("\(root)/\(folder)")
    }
  }

  /// Makes sure that the folder holds exactly these files. (How long each is was told when it was written.)
  ///
  /// - Throws: `FileFault` for the first difference.
  private func check(_ files: [Manifest.Entry]) throws(FileFault) {
    let listed = Set(files.map(\.path))
    var seen = 0
    var strange: String?
    try Folder(path).walkAll { file, _ in
      if file.kind == .file, listed.contains(file.path) { seen += 1 } else { strange = strange ?? file.path }
    }
    if let strange { throw FileFault("核对", strange, "写下的文件与清单不符") }
    guard seen == listed.count else { throw FileFault("核对", path, "写下的文件比清单少") }
  }

  /// Removes the folder: when a publication is given up, or once the site that it holds was replaced.
  func discard() {
    do throws(FileFault) {
      try OutputFiles.removeTree(path)
    } catch {
      state.withLock { $0.leftovers.append(Leftover(folder: path, fault: error)) }
    }
  }
}
