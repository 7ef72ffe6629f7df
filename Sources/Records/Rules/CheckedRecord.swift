import Catalogue
import Diagnostics

/// What one record turned out to be.
struct CheckedRecord: Sendable {
  /// The id, as far as it could be known.
  var id: RecordID
  /// Whether the id is the record's own, and not a stand-in for one that could not be read.
  var isIDKnown: Bool
  var title: String
  var column: ColumnCode?
  /// Present if there is no fault.
  var record: Record?
  /// Of a faulty record, the fields that could be read.
  var fields: FieldTable<FieldValue> = [:]
  var parts: [RecordPart]
  var faults: [Diagnostic]
  var warnings: [Diagnostic]
  /// The record's file as people know it, where it begins, and where its 标识 stands.
  var file: String
  var start: Position
  var idPosition: Position
  /// Where 关联 and 替代 stand, with the ids they name.
  var references: [Reference] = []
  /// What its column asks 关联 for, and what the column is called: an interpretation (解读) is nothing without the document
  /// that it interprets. Nil in other columns.
  var interpretsIn: String?

  /// An id that a record names.
  struct Reference: Sendable {
    let field: Field
    let id: RecordID
    let position: Position
  }
}
