import Catalogue
import Records
import Search
import Synchronization
import Values

/// Feeds the search index from the pages as they are rendered.
final class SearchFiles: Sendable {
  private let model: SiteModel
  private let columns: [ColumnCode: Int]
  /// Segments whose files stand already, by their first document, with their bits.
  private let standing: [Int: Int]
  private let ranges: [Range<Int>]
  private let state: Mutex<State>

  private struct State: ~Copyable {
    var index: SearchIndex
    /// How many documents came.
    var count = 0
    /// Documents before this one lie in a segment that stands.
    var standsUpTo = 0
  }

  /// Where the index lies below the output folder.
  static let folder = "search/"

  init(model: SiteModel, standing: [Int: Int], sink: some PageSink) {
    self.model = model
    self.standing = standing
    ranges = SegmentPlan(count: model.publicationOrder.count).ranges
    // Records may still stand in a column that the catalogue dropped: they are found under the one above.
    columns = Dictionary(uniqueKeysWithValues: model.columns.enumerated().map { ($1.code, $0) })
    state = Mutex(
      State(
        index: SearchIndex(
          count: model.publicationOrder.count,
          columns: model.columns.map { SearchColumn(code: "\($0.code)", name: $0.name) },
          start: { work in Beside(work).result },
          emit: { path, bytes in try sink.write(bytes, to: SearchFiles.folder + path) })))
  }

  /// The visible text of a record, and its place in the order of publication.
  typealias Text = (place: Int, item: Int, text: [UInt8])

  /// Adds the next records in order. Those between them left the site, or lie in a segment that stands.
  func add(_ batch: [Text]) throws {
    try state.withLock { state in
      for (place, item, text) in batch {
        while state.count < place { try pass(nil, &state) }
        try pass(document(model.items[item], text), &state)
      }
    }
  }

  /// Goes past the next place.
  private func pass(_ document: SearchDocument?, _ state: inout State) throws {
    let place = state.count
    state.count += 1
    if let bits = standing[place], let range = ranges.first(where: { $0.lowerBound == place }) {
      state.index.skipSegment(bits: bits)
      state.standsUpTo = range.upperBound
    }
    if place >= state.standsUpTo { try state.index.add(document) }
  }

  private func document(_ item: SiteModel.Item, _ text: [UInt8]) -> SearchDocument {
    SearchDocument(
      title: item.record.title, number: item.record.text(.documentNumber) ?? "", text: text,
      address: item.page.address, day: item.shownDay.description,
      column: model.column(of: item).flatMap { columns[$0.code] } ?? 0, mark: item.shownValidity.mark)
  }

  /// Waits until nothing is written any more.
  func settle() { state.withLock { $0.index.settle() } }

  /// Writes what is left.
  ///
  /// - Returns: each segment of the index, with what its own file says of it.
  func finish() throws -> [(range: Range<Int>, bits: Int)] {
    try state.withLock { state in
      while state.count < model.publicationOrder.count { try pass(nil, &state) }
      try state.index.finish()
      return zip(ranges, state.index.bits).map { ($0, $1) }
    }
  }
}
