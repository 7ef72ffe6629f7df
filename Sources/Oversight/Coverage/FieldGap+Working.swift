import Records

extension ColumnFigures.FieldGap {
  /// What a record of the working folder lacks by its column's rule; nil where it lacks nothing.
  init?(_ faulty: FaultyRecord) {
    let fields = faulty.faults.compactMap(\.lacks)
    guard !fields.isEmpty else { return nil }
    self.init(record: "\(faulty.title.isEmpty ? faulty.id.rawValue : faulty.title)（未提交）", fields: fields)
  }
}
