import Files
import Values

/// Where each item stands in the catalogue's machine forms, so that it need not be put into words again.
struct CatalogueMemory: Sendable, Equatable {
  /// Of what every item is written with.
  let common: Digest
  /// Of what each item says, in order.
  var keys: [Digest] = []
  /// How long each item is in each form, in bytes, without what parts it from the one before; one item after the other.
  var sizes: [Int] = []
  /// How long each form is before its first item.
  var heads: [Int] = []

  /// Forms of the catalogue.
  static let forms = CatalogueExport.paths.count

  /// More bytes than an item can have.
  fileprivate static let longest: UInt64 = 1 << 32

  init(common: Digest) { self.common = common }
}

extension MemoryBytes {
  mutating func add(_ memory: CatalogueMemory) {
    add(memory.common)
    add(memory.keys.count)
    for key in memory.keys { add(key) }
    for size in memory.sizes + memory.heads { add(size) }
  }
}

extension MemoryReader {
  mutating func catalogue() -> CatalogueMemory? {
    guard let common = digest(), let count = count() else { return nil }
    var memory = CatalogueMemory(common: common)
    memory.keys.reserveCapacity(count)
    memory.sizes.reserveCapacity(count * CatalogueMemory.forms)
    for _ in 0..<count {
      guard let key = digest() else { return nil }
      memory.keys.append(key)
    }
    for _ in 0..<count * CatalogueMemory.forms {
      guard let size = number(), size <= CatalogueMemory.longest else { return nil }
      memory.sizes.append(Int(size))
    }
    for _ in 0..<CatalogueMemory.forms {
      guard let size = number(), size <= CatalogueMemory.longest else { return nil }
      memory.heads.append(Int(size))
    }
    return memory
  }
}

/// The catalogue's machine forms on the site that is replaced, from which items are taken over.
struct StandingCatalogue: Sendable {
  private let files: [FileParts]
  private var identities: [FileIdentity] = []
  private let places: [Digest: Int]
  /// Where each item ends in each form, after the end of the head.
  private let ends: [[Int]]
  private let sizes: [Int]

  /// Opens them; nil unless nobody wrote to them since, and they were written with the same words around them.
  init?(_ reuse: Reuse, common: Digest) {
    guard let memory = reuse.catalogue, memory.common == common else { return nil }
    var files: [FileParts] = []
    for path in CatalogueExport.paths {
      guard let place = reuse.place(of: path), reuse.isIntact(place),
        let file = try? FileParts(reuse.location(of: place)), let identity = file.identity,
        identity == reuse.identity(place)
      else { return nil }
      files.append(file)
      identities.append(identity)
    }
    self.files = files
    places = Dictionary(zip(memory.keys, memory.keys.indices), uniquingKeysWith: { first, _ in first })
    sizes = memory.sizes
    ends = files.indices.map { form in
      let parting = CatalogueExport.parting[form].count
      var ends = [memory.heads[form]]
      ends.reserveCapacity(memory.keys.count + 1)
      for item in memory.keys.indices {
        ends.append(ends[item] + (item > 0 ? parting : 0) + memory.sizes[item * CatalogueMemory.forms + form])
      }
      return ends
    }
  }

  /// The place of an item that says the same; nil for none.
  func place(of key: Digest) -> Int? { places[key] }

  /// Items that follow each other, in each form.
  ///
  /// - Parameter isParted: whether each form is to begin with what parts the first item from one before.
  func read(_ items: Range<Int>, isParted: Bool) throws(FileFault) -> [[UInt8]] {
    var forms: [[UInt8]] = []
    for (form, parting) in CatalogueExport.parting.enumerated() {
      // It lies before every item but the first.
      let start = ends[form][items.lowerBound]
      let skipped = isParted || items.lowerBound == 0 ? 0 : parting.count
      let bytes = try files[form].read(start + skipped..<ends[form][items.upperBound])
      forms.append(isParted && items.lowerBound == 0 ? parting + bytes : bytes)
    }
    return forms
  }

  /// How long an item is in each form.
  func sizes(_ item: Int) -> ArraySlice<Int> {
    sizes[item * CatalogueMemory.forms..<(item + 1) * CatalogueMemory.forms]
  }

  /// The files' second names are taken away from here on, which changes what is told of them.
  mutating func settle() throws(FileFault) {
    for (at, file) in files.enumerated() {
      guard let now = file.identity, now.inode == identities[at].inode, now.size == identities[at].size,
        now.modified == identities[at].modified
      else { throw FileFault("核对", CatalogueExport.paths[at], "发布时有别的程序在改动它") }
      identities[at] = now
    }
  }

  /// Makes sure that nobody wrote to them meanwhile.
  func check() throws(FileFault) {
    for (at, file) in files.enumerated() where file.identity != identities[at] {
      throw FileFault("核对", CatalogueExport.paths[at], "发布时有别的程序在改动它")
    }
  }
}
