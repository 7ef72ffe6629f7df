/// Where a walk stands in a table.
struct FragmentTable {
  /// Tables around; only the outermost is told of, what is inside its cells becomes paragraphs of the cell.
  var depth = 0
  /// The output knows of the table: a caption comes before.
  var hasStarted = false
  var isInHead = false
  var isInRow = false
  var isInCell = false
  var isHeaderCell = false
  var alignment: Paragraph.Alignment?
}
