import Catalogue
import Records
import Values

/// The rules that a ledger is kept under: review steps, how people must be known, catalogue changes.
///
/// In force only through an act of a 管理员 (or the founding); the files are proposals (DESIGN §5).
public struct Policy: Sendable, Hashable {
  public var steps: [ReviewStep]
  public var requiresPassword: Bool
  public var reviewsLayout: Bool
  public var catalogueChanges: [CatalogueChange]
  /// Months until a decision not to publish is looked at again (条例 Art. 18).
  public var reassessmentMonths: Int

  /// What holds where nothing else is said.
  static let standardReassessment = 12

  /// The policy that the site's files propose.
  public init(proposedBy configuration: SiteConfiguration) {
    steps = configuration.steps
    requiresPassword = configuration.requiresPassword
    reviewsLayout = configuration.reviewsLayout
    catalogueChanges = configuration.catalogueChanges
    reassessmentMonths = configuration.reassessmentMonths
  }

  /// The form that the ledger records.
  public var json: JSON {
    var members: [JSON.Member] = [
      .init("steps", .array(steps.map { ["name": .string($0.name), "role": .string($0.role.rawValue)] })),
      .init("password", .bool(requiresPassword)), .init("layout", .bool(reviewsLayout)),
      .init("catalogue", .array(catalogueChanges.map(\.json))),
    ]
    // Left out where it is the standard: policies of older ledgers keep their digest.
    if reassessmentMonths != Policy.standardReassessment {
      members.append(.init("reassessment", JSON(reassessmentMonths)))
    }
    return .object(members)
  }

  /// Reads the form that the ledger records.
  ///
  /// - Throws: `LedgerFault` if it is not that form.
  public init(json: JSON) throws(LedgerFault) {
    guard let steps = json["steps"]?.elements, case .bool(let password) = json["password"],
      case .bool(let layout) = json["layout"], let changes = json["catalogue"]?.elements
    else { throw LedgerFault("审查规则残缺") }
    self.steps = []
    for step in steps {
      guard let name = step["name"]?.text, let role = step["role"]?.text.flatMap(Role.init(rawValue:)) else {
        throw LedgerFault("审查步骤残缺或角色不明")
      }
      self.steps.append(ReviewStep(name: name, role: role))
    }
    guard self.steps.last?.name == ReviewStep.approval else { throw LedgerFault("审查步骤不以批准结束") }
    requiresPassword = password
    reviewsLayout = layout
    reassessmentMonths = json["reassessment"]?.integer.flatMap { Int(exactly: $0) } ?? Policy.standardReassessment
    guard (1...60).contains(reassessmentMonths) else { throw LedgerFault("复核周期不对") }
    catalogueChanges = []
    for change in changes {
      guard let read = CatalogueChange(json: change) else { throw LedgerFault("目录改动残缺") }
      catalogueChanges.append(read)
    }
  }

  /// The digest that events name.
  public var digest: Digest { Digest(of: [UInt8]("gongkai-policy-v1\n".utf8) + json.bytes) }

  /// The catalogue under this policy.
  public var catalogue: Catalogue { Catalogue.standard.applying(catalogueChanges).catalogue }
}

extension Person {
  /// The form that the ledger records.
  var json: JSON {
    [
      "account": .string(account), "name": .string(name), "post": .string(post), "unit": .string(unit),
      "roles": JSON(roles.map(\.rawValue)),
    ]
  }

  /// Reads the form that the ledger records.
  init(json: JSON) throws(LedgerFault) {
    guard let account = json["account"]?.text, let name = json["name"]?.text, let post = json["post"]?.text,
      let unit = json["unit"]?.text, let roles = json["roles"]?.elements
    else { throw LedgerFault("人员记录残缺") }
    var read: [Role] = []
    for role in roles {
      guard let role = role.text.flatMap(Role.init(rawValue:)) else { throw LedgerFault("不认识的角色") }
      read.append(role)
    }
    self.init(account: account, name: name, post: post, unit: unit, roles: read)
  }
}
