import Catalogue
import Records
import Review
import Values

extension CoverageInput {
  /// The fields of records that a coverage check looks at.
  public static let fields = OfficeAccounts.fields.union([
    .year, .summaryKind, .issuer, .personName, .post, .responsibilities, .head, .phone, .noticeEnds, .officeAddress,
    .officeHours, .contact,
  ])

  /// What the ledger says of a site as it was at the end of a day: each column with what was on the site, in review
  /// and held, the statutory items, and the facts for the survey and the inspection.
  ///
  /// - Parameters:
  ///   - chronicle: kept with `CoverageInput.fields`.
  ///   - accounts: of the same chronicle.
  ///   - configuration: what the settings files say.
  ///   - faulty: records of the working folder that break a rule, where the folder stands as on that day: what lacks a
  ///     field that its column asks for can't be put forward, so that only the folder knows it.
  public init(
    _ chronicle: Chronicle, accounts: OfficeAccounts, configuration: SiteConfiguration, faulty: [FaultyRecord] = []
  ) {
    let policy = chronicle.state.policy ?? Policy(proposedBy: configuration)
    let catalogue = policy.catalogue
    let oversight = configuration.oversight
    var figures: [ColumnCode: Figures] = [:]
    for code in catalogue.columns.map(\.code) { figures[code] = Figures() }
    let begun = chronicle.stories.lazy.compactMap { $0.entries.first?.day }.min()
    let standings = Parallel.map(chronicle.stories) { RecordStanding($0, in: chronicle, begun: begun) }
    let names = OfficeNames(configuration.settings.name)
    let finding = Beside { HeldDocument.found(in: standings, office: names.all) }
    var stranded: [ColumnCode: Int] = [:]
    for item in standings {
      // What stood in a column that was dropped stands in the one above.
      var place: ColumnCode? = item.column
      if item.isLive, let code = place, catalogue[code] == nil { stranded[code, default: 0] += 1 }
      while let code = place, catalogue[code] == nil { place = code.parent }
      // A column shows what its parts hold, too.
      while let code = place {
        figures[code]?.take(item)
        place = code.parent
      }
    }
    for faulty in faulty where chronicle.state.records[faulty.id] == nil {
      guard let gap = ColumnFigures.FieldGap(faulty), let code = faulty.column else { continue }
      figures[code]?.gaps.append(gap)
    }
    let makers = CoverageInput.makers(standings, office: names)
    let columns = catalogue.columns.map { column in
      let own = figures[column.code] ?? Figures()
      return ColumnFigures(
        column, published: own.published, pending: own.pending, held: own.held, newest: own.newest, gaps: own.gaps,
        months: own.months)
    }
    self.init(
      asOf: chronicle.asOf, columns: columns, stranded: stranded, changes: policy.catalogueChanges,
      statutory: CoverageInput.statutory(oversight, catalogue, figures, standings),
      level: Level(written: configuration.settings.level),
      documents: finding.result(),
      expectations: DocumentExpectations(
        oversight.documents,
        begun: begun?.year ?? chronicle.asOf.year),
      survey: SurveyFacts(
        departments: oversight.departments, officeNames: names.all, makers: makers.counts, foreign: makers.foreign),
      inspection: InspectionFacts(
        forgedDates: accounts.forgedDates, doubtfulDates: accounts.doubtfulDates,
        secretFindings: standings.reduce(0) { $0 + $1.openFindings },
        isHomeKnown: true, homeNewest: columns.compactMap(\.newest).max()))
  }

  /// One column's count in the making.
  private struct Figures {
    var published = 0
    var pending = 0
    var held = 0
    var newest: Day?
    var gaps: [ColumnFigures.FieldGap] = []
    var months: [Month: Int] = [:]

    mutating func take(_ item: RecordStanding) {
      for day in item.publications { months[Month(of: day), default: 0] += 1 }
      if item.isLive {
        published += 1
        newest = [newest, item.shown].compactMap(\.self).max()
        if let gap = item.gap { gaps.append(gap) }
      }
      if item.isPending { pending += 1 }
      if item.isHeld { held += 1 }
    }
  }

  /// What the office decided of each item; where it did not, an item that some column serves applies.
  private static func statutory(
    _ oversight: OversightSettings, _ catalogue: Catalogue, _ figures: [ColumnCode: Figures],
    _ standings: [RecordStanding]
  ) -> [StatutoryDecision] {
    let decided = oversight.statutory
    let up = standings.filter { $0.isHandedUp || $0.isAccepted }
    let ids = Set(StatutoryItem.all.map(\.id)).union(decided.keys)
    return ids.sorted().compactMap { id in
      let number = StatutoryItem.all.first { $0.id == id }?.number
      let named = oversight.statutoryColumns[id] ?? []
      let serving = catalogue.columns.filter { column in
        named.contains(column.code) || number.map(column.statutoryItems.contains) ?? false
      }
      let published = serving.reduce(0) { $0 + (figures[$1.code]?.published ?? 0) }
      let unknown = named.filter { catalogue[$0] == nil }
      switch decided[id] {
      case .applies: return StatutoryDecision(item: id, applies: .yes, published: published, unknown: unknown)
      case .doesNotApply(let reason): return StatutoryDecision(item: id, applies: .no(reason: reason))
      case .handedUp:
        let codes = Set(serving.map(\.code))
        let own = up.filter { item in
          // What the kind says goes before where it stands: 应急管理 is the item of that name, and no other.
          item.handover == .emergency ? number == emergencies : item.column.map(codes.contains) == true
        }
        return StatutoryDecision(
          item: id, applies: .up, handedUp: own.filter(\.isHandedUp).count, accepted: own.filter(\.isAccepted).count,
          unknown: unknown)
      case nil:
        return serving.isEmpty ? nil : StatutoryDecision(item: id, applies: .yes, published: published)
      }
    }
  }

  /// 条例 Art. 20(12): 突发公共事件的应急预案、预警信息及应对情况.
  private static let emergencies = 12

  /// Published items by maker, and those of others by title; laws and rules of others (2.1 to 2.3) stand for nobody.
  private static func makers(
    _ standings: [RecordStanding], office: OfficeNames
  ) -> (counts: [String: Int], foreign: [String]) {
    var counts: [String: Int] = [:]
    var foreign: [String] = []
    for item in standings where item.isLive {
      guard let record = item.record, !["2.1", "2.2", "2.3"].contains("\(record.column)") else { continue }
      let maker = record.text(.maker) ?? record.text(.issuer) ?? office.all.first ?? ""
      counts[maker, default: 0] += 1
      if !office.contains(maker) { foreign.append(record.title) }
    }
    return (counts, foreign)
  }
}

extension CoverageInput.Level {
  /// The level that 行政级别 names; provinces, and what is not said, have no items of Art. 21.
  init(written text: String?) {
    switch text.flatMap(AdministrativeLevel.init(written:)) {
    case .township: self = .township
    case .city, .county: self = .city
    case .state, .province, nil: self = .none
    }
  }
}

extension DocumentExpectations {
  /// What the office says that it makes; where it says nothing, all of it since the ledger's first year.
  init(_ setting: OversightSettings.Documents?, begun: Int) {
    guard let setting else {
      self.init(since: begun)
      return
    }
    self.init(
      since: setting.since,
      kinds: Set(ExpectedDocument.Kind.allCases.filter { !setting.without.contains($0.rawValue) }),
      grace: setting.grace)
  }
}
