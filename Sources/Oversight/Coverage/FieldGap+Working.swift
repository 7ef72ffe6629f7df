import Records

extension ColumnFigures.FieldGap {
  /// What a record of the working folder lacks by its column's rule; nil where it breaks none.
  init?(_ faulty: FaultyRecord) {
    let fields = faulty.faults.filter { $0.code == "column.rule" }.compactMap { fault -> String? in
      // 栏目「1.3 内设机构」要求写「联系电话」
      guard fault.message.contains("要求写「"), fault.message.hasSuffix("」") else { return nil }
      return fault.message.split(separator: "「").last.map { String($0.dropLast()) }
    }
    guard !fields.isEmpty else { return nil }
    self.init(record: "\(faulty.title.isEmpty ? faulty.id.rawValue : faulty.title)（未提交）", fields: fields)
  }
}
