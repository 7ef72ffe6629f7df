import Records
import Values

/// A way to arrange the catalogue (目录) beside the columns.
enum CatalogueView: String, CaseIterable, Sendable {
  case year, topic, genre, unit

  /// `按年份`.
  var name: String {
    switch self {
    case .year: "按年份"
    case .topic: "按主题分类"
    case .genre: "按体裁"
    case .unit: "按承办科室"
    }
  }

  /// Where an item stands under this view. Items that say nothing stand under 其他.
  func value(of item: SiteModel.Item) -> String {
    let record = item.record
    switch self {
    case .year: return String(record.formed.year)
    case .topic: return record.text(.topic) ?? "其他"
    case .genre: return record.text(.genre) ?? record.text(.documentKind) ?? "其他"
    case .unit: return record.unit
    }
  }

  /// The value as readers see it.
  func label(_ value: String) -> String { self == .year ? "\(value)年" : value }

  /// A value with the indexes of its items, newest first.
  typealias Group = (value: String, indexes: [Int])

  /// The values in use under every view, in the order of the views: years from the latest, other values by how many items
  /// they have.
  static func groups(in model: SiteModel) -> [[Group]] {
    let count = model.items.count
    let ranges = stride(from: 0, to: count, by: 256).map { $0..<min($0 + 256, count) }
    // Every item is looked at by one thread only: two that ask for the same texts wait for each other.
    let found = Parallel.map(ranges, atLeast: 2) { range in
      allCases.map { view in
        var groups: [ExactText: [Int]] = [:]
        for index in range { groups[ExactText(view.value(of: model.items[index])), default: []].append(index) }
        return groups
      }
    }
    return allCases.enumerated().map { place, view in
      var groups: [ExactText: [Int]] = [:]
      for part in found {
        for (value, indexes) in part[place] { groups[value, default: []] += indexes }
      }
      return view.inOrder(groups.map { (value: $0.key.text, indexes: $0.value) })
    }
  }

  /// A text that is the same where its bytes are: values make addresses of their own, and are asked for by the ten
  /// thousand.
  private struct ExactText: Hashable {
    let text: String

    init(_ text: String) { self.text = text }

    static func == (left: ExactText, right: ExactText) -> Bool { left.text.hasSameBytes(as: right.text) }

    func hash(into hasher: inout Hasher) {
      var text = text
      text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
  }

  private func inOrder(_ groups: [Group]) -> [Group] {
    groups.sorted { left, right in
      if self != .year, left.indexes.count != right.indexes.count { return left.indexes.count > right.indexes.count }
      return self == .year ? left.value > right.value : left.value.utf8.lexicographicallyPrecedes(right.value.utf8)
    }
  }
}
