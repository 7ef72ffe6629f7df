import Catalogue
import Records

/// One item as every form of the catalogue tells it, put into words once for all three.
struct CatalogueRow {
  /// The texts under the headings; empty where nothing is known.
  let cells: [String]
  /// 更新日期: the day that the shown version went live.
  let updated: String
  let keywords: [String]
  let files: [ExportedFile]

  /// What each cell is called, in the order of all three forms: in the table and in XML, and in JSON.
  static let headings: [(name: String, key: String)] = [
    ("索引号", "indexNumber"), ("名称", "title"), ("内容概述", "summary"), ("生成日期", "formed"), ("发布日期", "published"),
    ("栏目编码", "column"), ("栏目", "columnName"), ("发文字号", "documentNumber"), ("发文机关", "issuer"), ("承办科室", "unit"),
    ("主题分类", "topic"), ("体裁", "genre"), ("有效性", "validity"), ("网址", "url"),
  ]

  /// What columns are called: code and name of the column that is shown, by the column of the record.
  typealias Columns = [ColumnCode: (code: String, name: String)]

  /// The columns that a site's items stand in: in place of one that was dropped the one above, as everywhere on the site.
  static func columns(of model: SiteModel) -> Columns {
    Dictionary(
      uniqueKeysWithValues: model.byColumn.keys.map { code in
        let shown = model.nearestColumn(code)
        return (code, ((shown?.code ?? code).description, shown?.name ?? ""))
      })
  }

  /// Puts an item into words.
  init(_ item: SiteModel.Item, _ columns: Columns, in model: SiteModel) {
    let record = item.record
    let column = columns[record.column] ?? ("", "")
    cells = [
      item.page.indexNumber, item.title, item.summary, item.formed.description,
      item.shownDay.description, column.code, column.name, record.text(.documentNumber) ?? "", item.issuer ?? "",
      record.unit, record.text(.topic) ?? "", item.genre ?? "", item.validity ?? "",
      model.addresses.absolute(item.page.address),
    ]
    updated = item.page.since.day.description
    keywords = record.list(.keywords)
    files = item.files(in: model)
  }
}
