import Files
import Records
import Search
import Synchronization
import Values

/// What there is to do for the records of a site: which files stand as they are, and which have to be rendered.
struct RecordWork: Sendable {
  /// What is done for one record.
  enum Task: Sendable {
    /// Nothing: its files and its search entry stand.
    case none
    /// Its files stand, but the segment of the search index that it lies in is made anew.
    case text
    /// Everything is rendered.
    case all
  }

  /// One for each place in the order of publication.
  let tasks: [Task]
  /// Segments of the search index that stand, by their first document, with what the index's own file says of them.
  let segments: [Int: Int]
  /// By place in the order of publication; nil for a record that left, or where nothing is remembered.
  let keys: [Digest?]

  /// What was found of one record.
  private struct Looked: Sendable {
    let key: Digest?
    /// What its files were made from, where they stand.
    let unit: RenderMemory.Unit?
    let isKept: Bool
  }

  /// Takes over what it can.
  init(_ model: SiteModel, log: RenderLog?, into sink: some PageSink) {
    let order = model.publicationOrder
    guard let log else {
      tasks = order.map { $0 == nil ? .none : .all }
      segments = [:]
      keys = order.map { _ in nil }
      return
    }
    let looked = Parallel.map(order) { index -> Looked in
      guard let index else { return Looked(key: nil, unit: nil, isKept: true) }
      let item = model.items[index]
      let key = log.keys.record(index)
      guard let kept = log.reuse?.kept(of: item.id), kept.unit.key == key, log.keys.still(kept.unit.links),
        log.reuse?.isIntact(kept, at: item.page.address) == true, sink.keep(kept.files)
      else { return Looked(key: key, unit: nil, isKept: false) }
      return Looked(key: key, unit: kept.unit, isKept: true)
    }
    log.note(
      zip(order, looked).lazy.compactMap { index, found in
        index.flatMap { index in found.unit.map { (model.items[index].id, $0) } }
      })
    var tasks = zip(order, looked).map { index, found -> Task in index == nil ? .none : found.isKept ? .text : .all }
    var segments: [Int: Int] = [:]
    for range in SegmentPlan(count: order.count).ranges where looked[range].allSatisfy(\.isKept) {
      let first = range.lowerBound
      guard let reuse = log.reuse, let segment = reuse.segment(first),
        segment.key == log.keys.segment(looked[range].map(\.key)),
        let files = reuse.files(below: "\(SearchFiles.folder)s\(first)/"), sink.keep(files)
      else { continue }
      log.note(segment: first, segment)
      segments[first] = segment.bits
      for place in range { tasks[place] = .none }
    }
    self.tasks = tasks
    self.segments = segments
    keys = looked.map(\.key)
  }
}
