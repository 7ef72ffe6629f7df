import Catalogue

/// What one of the five offices of the survey (篇3 一, 2009-2010) published, mapped to the standard (domain §8.2).
public struct SurveyedOffice: Hashable, Sendable {
  public let name: String
  /// What the survey found of it.
  public let finding: String
  public let columns: [Mapping]

  /// One column of the office with its places in the standard.
  public struct Mapping: Hashable, Sendable {
    public let name: String
    public let places: [Place]
    /// A condition of the mapping; empty where there is none.
    public let note: String
  }

  /// Where a column's records belong.
  public enum Place: Hashable, Sendable {
    /// A column of the standard, by its code.
    case column(String)
    /// 上交, kinds 1 to 4 (篇3 二(一)).
    case up(Int)
    /// The government's own business, not the office's.
    case government
    /// To be reviewed as 内部事务 (Art. 16).
    case review

    /// In words.
    public var text: String {
      switch self {
      case .column(let code): code
      case .up(let kind): "上交\(["①", "②", "③", "④"].dropFirst(max(min(kind, 5) - 1, 0)).first ?? "")"
      case .government: "政府本级"
      case .review: "审查（内部事务）"
      }
    }
  }

  /// The five offices.
  public static let all: [SurveyedOffice] = [
    SurveyedOffice(
      name: "河北省政府办公厅", finding: "目录实为省政府目录，只有职责、领导及人员分工属本机关（以政府代替办公厅）",
      columns: [
        Mapping("职责", .column("1.1")), Mapping("领导及人员分工", .column("1.2")), Mapping("内设机构", .column("1.3")),
        Mapping("省政府其他信息", .government),
      ]),
    SurveyedOffice(
      name: "大连市政府办公厅", finding: "十二个业务栏目，一部分应上交政府",
      columns: [
        Mapping("公文处理", .column("3.2"), .up(1), note: "公文办理简报留本机关，文件上交"),
        Mapping("会议管理", .up(3)), Mapping("建议提案办理", .column("3.2")), Mapping("政务督察", .column("3.2")),
        Mapping("信息新闻", .column("3.2"), .column("4.1.2")), Mapping("电子政务", .up(4)),
        Mapping("财务审计", .column("4.1.4")),
        Mapping("安全保卫", .column("3.8"), .review, note: "一般属内部事务信息，逐件审查"),
        Mapping("对外经济协作", .column("3.8")), Mapping("行政服务", .column("3.8")),
        Mapping("大型活动", .column("4.1.2")), Mapping("应急管理", .up(2)),
      ]),
    SurveyedOffice(
      name: "广州市政府办公厅", finding: "只有三个栏目，其余栏目空缺",
      columns: [
        Mapping("公开招聘", .column("4.1.6")), Mapping("录用通知", .column("4.1.6")),
        Mapping("公告", .column("4.1.2")),
      ]),
    SurveyedOffice(
      name: "青岛市政府办公厅", finding: "含政府本级的信息，不属办公厅业务",
      columns: [
        Mapping("民生信息", .government), Mapping("社会管理", .government),
        Mapping("人事信息", .government, .column("4.1.6"), note: "本机关的招考录用留本机关"),
      ]),
    SurveyedOffice(
      name: "邯郸市政府办公室", finding: "领导活动、讲话多属政府领导，应上交或归政府本级",
      columns: [
        Mapping("领导活动", .column("4.1.2"), .government, note: "政府领导的活动归政府本级"),
        Mapping("会议讲话", .column("3.3"), .up(3), note: "本机关领导涉及本机关职能的讲话留本机关，其余上交"),
        Mapping("工作部署", .column("3.1")), Mapping("公告公示", .column("4.1.2")),
        Mapping("突发公共事件", .up(2)), Mapping("政府大事记", .government),
      ]),
  ]

  /// The codes of the standard's leaves that some column of the office serves.
  public var covered: Set<String> {
    Set(
      columns.flatMap(\.places).compactMap { place -> String? in
        guard case .column(let code) = place else { return nil }
        return code
      })
  }

  /// Required leaves of a standard that the office's columns serve.
  public func coverage(of standard: Catalogue = .standard) -> Ratio {
    let required = standard.leaves.filter { $0.requirement == .required }
    return Ratio(required.filter { covered.contains("\($0.code)") }.count, of: required.count)
  }

  /// Columns that have no place of the office's own.
  public var foreign: [Mapping] {
    columns.filter { mapping in
      !mapping.places.contains { place in
        if case .column = place { return true }
        return false
      }
    }
  }
}

extension SurveyedOffice.Mapping {
  init(_ name: String, _ places: SurveyedOffice.Place..., note: String = "") {
    self.init(name: name, places: places, note: note)
  }
}
