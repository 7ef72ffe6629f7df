import Records

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

  /// The values in use with the indexes of their items, newest first in each: years from the latest, other values by
  /// how many items they have.
  func values(in model: SiteModel) -> [(value: String, indexes: [Int])] {
    var groups: [String: [Int]] = [:]
    for (index, item) in model.items.enumerated() { groups[value(of: item), default: []].append(index) }
    return groups.map { (value: $0.key, indexes: $0.value) }.sorted { left, right in
      if self != .year, left.indexes.count != right.indexes.count { return left.indexes.count > right.indexes.count }
      return self == .year ? left.value > right.value : left.value.utf8.lexicographicallyPrecedes(right.value.utf8)
    }
  }
}
