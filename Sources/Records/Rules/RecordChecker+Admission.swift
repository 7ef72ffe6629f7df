import Catalogue
import Diagnostics

/// What a column asks of its records (篇3 二(二), DESIGN §4).
extension RecordChecker {
  private static let fonts: Set<String> = ["ttf", "otf", "ttc", "woff", "woff2", "eot", "fon"]

  /// Asks the admission rule of the record's column, and what holds in every column.
  func checkAdmission(to column: Column, _ raw: RawRecord, _ values: inout FieldValues) {
    refuseFonts(&values)
    let place = values.column?.position ?? raw.start
    switch column.rule {
    case .none: break
    case .fields(let names): require(names, column, place, &values)
    case .legalRank(let ranks): checkRank(ranks, column, place, &values)
    case .related: require([Field.related.rawValue], column, place, &values, "写所解读文件的标识")
    case .leaderSpeech: require([Field.speaker.rawValue, Field.relevance.rawValue], column, place, &values)
    case .link: checkLink(column, place, &values)
    case .download:
      if values.places[.attachments] == nil {
        values.fault(
          "column.rule", place, "栏目「\(columns.label(column))」的信息要有可下载的附件", remedy: "补写「附件」",
          source: "篇3 二(二)4")
      }
    }
  }

  private func require(
    _ names: [String], _ column: Column, _ place: Position, _ values: inout FieldValues, _ how: String? = nil
  ) {
    for name in names {
      guard let field = Field(rawValue: name), values.places[field] == nil else { continue }
      values.fault(
        "column.rule", place, "栏目「\(columns.label(column))」要求写「\(name)」",
        remedy: "补写「\(name)」" + (how.map { "：\($0)" } ?? ""), source: "篇3 二(二)", lacks: name)
    }
  }

  private func checkRank(_ ranks: [String], _ column: Column, _ place: Position, _ values: inout FieldValues) {
    require([Field.relevance.rawValue], column, place, &values, "说明与本机关职能或工作人员行为规范的关系")
    guard let rank = values.text(.legalRank), let position = values.places[.legalRank] else {
      require(
        [Field.legalRank.rawValue], column, place, &values, ranks.joined(separator: "、"))
      return
    }
    guard !ranks.contains(rank) else { return }
    let home = columns.catalogue.columns.first { other in
      if case .legalRank(let others) = other.rule { return others.contains(rank) }
      return false
    }
    let known = columns.catalogue.columns.flatMap { column -> [String] in
      if case .legalRank(let ranks) = column.rule { return ranks }
      return []
    }
    if let home {
      values.fault(
        "column.rule", position, "效力位阶为「\(rank)」的信息不属于栏目「\(columns.label(column))」",
        remedy: "「栏目」改为 \(columns.label(home))，或改正「效力位阶」", source: "篇3 二(二)2")
    } else {
      values.fault(
        "column.rule", position,
        "「效力位阶」的值\(Wording.quoted(rank))不认识" + Wording.question(Suggestion.nearest(to: rank, among: known)),
        remedy: "本栏目写：\(ranks.joined(separator: "、"))", source: "篇3 二(二)2")
    }
  }

  private func checkLink(_ column: Column, _ place: Position, _ values: inout FieldValues) {
    require([Field.url.rawValue, Field.linkGroup.rawValue], column, place, &values)
    guard let group = values.text(.linkGroup), let position = values.places[.linkGroup],
      AdmissionRule.linkGroup(named: group) == nil
    else { return }
    let groups = AdmissionRule.linkGroups.map(\.name)
    values.fault(
      "column.rule", position,
      "「链接分组」的值\(Wording.quoted(group))不认识" + Wording.question(Suggestion.nearest(to: group, among: groups)),
      remedy: "只能是：\(groups.joined(separator: "、"))", source: "篇3 二(二)4")
  }

  /// Fonts are licensed works, whatever column hands them out.
  private func refuseFonts(_ values: inout FieldValues) {
    for (path, position) in zip(values.list(.attachments), values.itemPlaces[.attachments] ?? [])
    where Self.fonts.contains(RecordPath.extension(path)) {
      values.fault(
        "column.rule", position, "附件\(Wording.quoted(path))是字库，字库受许可限制，不能放在网站上",
        remedy: "去掉这个附件，在正文里写明字体名称和获取办法", source: "篇3 二(二)4")
    }
  }
}
