import Catalogue
import Records
import Values

extension AccountedRecord {
  /// A record of the working folder, whose clock runs although nobody put it forward.
  static func draft(_ record: Record, column: String? = nil, office: OfficeNames, begun: Day?) -> AccountedRecord {
    let original = OriginalDay(record, formed: record.formed, published: nil, begun: begun)
    let clocked = ClockedRecord(
      id: record.id.rawValue, title: record.title.isEmpty ? record.id.rawValue : record.title,
      column: column ?? "\(record.column)", unit: record.unit,
      formedOn: record.formed, changedOn: [record.day(.changed)].compactMap(\.self),
      publishedOn: [original.day].compactMap(\.self),
      handover: record.handover == nil ? .none : .up(acceptedOn: nil, address: nil),
      isSubject: record.isProposed(by: office))
    return AccountedRecord(clocked, providedOn: nil, outcome: .open)
  }

  /// One that breaks a rule: its clock runs where its day and its unit can be read; nil where they can't.
  static func draft(_ faulty: FaultyRecord, office: OfficeNames, begun: Day?) -> AccountedRecord? {
    guard let column = faulty.column ?? AccountedRecord.nowhere else { return nil }
    let record = Record(id: faulty.id, column: column, fields: faulty.fields, body: .none)
    guard record.day(.formed) != nil, !record.unit.isEmpty else { return nil }
    return draft(record, column: faulty.column == nil ? "" : nil, office: office, begun: begun)
  }

  private static let nowhere = ColumnCode("1")

  /// The record with the change that the working folder holds of it and nobody put forward; itself where there is none.
  ///
  /// - Parameter draft: the record as the working folder has it.
  func taking(_ draft: Record, office: OfficeNames) -> AccountedRecord {
    guard let change = draft.day(.changed), change > clocked.formedOn,
      change > clocked.changedOn.max() ?? change.adding(days: -1),
      draft.isProposed(by: office)
    else { return self }
    return AccountedRecord(
      clocked.changed(on: change), providedOn: providedOn, outcome: outcome, draftedChange: change)
  }
}
