import Records

/// The law's own words beside each choice (中华人民共和国政府信息公开条例, 国务院令第711号).
enum Law {
  /// An article as a page shows it.
  struct Article: Sendable, Hashable {
    let name: String
    let text: String
  }

  static let article13 = Article(
    name: "条例第十三条",
    text: "除本条例第十四条、第十五条、第十六条规定的政府信息外，政府信息应当公开。行政机关公开政府信息，采取主动公开和依申请公开的方式。")
  static let article14 = Article(
    name: "条例第十四条",
    text: "依法确定为国家秘密的政府信息，法律、行政法规禁止公开的政府信息，以及公开后可能危及国家安全、公共安全、经济安全、社会稳定的政府信息，不予公开。")
  static let article15 = Article(
    name: "条例第十五条",
    text: "涉及商业秘密、个人隐私等公开会对第三方合法权益造成损害的政府信息，行政机关不得公开。但是，第三方同意公开或者行政机关认为不公开会对公共利益造成重大影响的，予以公开。")
  static let article16first = Article(
    name: "条例第十六条第一款", text: "行政机关的内部事务信息，包括人事管理、后勤管理、内部工作流程等方面的信息，可以不予公开。")
  static let article16second = Article(
    name: "条例第十六条第二款",
    text: "行政机关在履行行政管理职能过程中形成的讨论记录、过程稿、磋商信函、请示报告等过程性信息以及行政执法案卷信息，可以不予公开。法律、法规、规章规定上述信息应当公开的，从其规定。")
  static let article17 = Article(
    name: "条例第十七条",
    text:
      "行政机关应当依照《中华人民共和国保守国家秘密法》以及其他法律、法规和国家有关规定对拟公开的政府信息进行审查。行政机关不能确定政府信息是否可以公开的，应当依照法律、法规和国家有关规定报有关主管部门或者保密行政管理部门确定。")
  static let article23 = Article(
    name: "条例第二十三条",
    text: "行政机关应当建立健全政府信息发布机制，将主动公开的政府信息通过政府公报、政府网站或者其他互联网政务媒体、新闻发布会以及报刊、广播、电视等途径予以公开。")
  static let article26 = Article(
    name: "条例第二十六条",
    text: "属于主动公开范围的政府信息，应当自该政府信息形成或者变更之日起20个工作日内及时公开。法律、法规对政府信息公开的期限另有规定的，从其规定。")
  static let article36seventh = Article(
    name: "条例第三十六条第七项",
    text: "所申请公开信息属于工商、不动产登记资料等信息，有关法律、行政法规对信息的获取有特别规定的，告知申请人依照有关法律、行政法规的规定办理。")

  /// The article behind a reason for not publishing.
  static func article(_ reason: WithholdingReason) -> Article {
    switch reason {
    case .stateSecret, .forbiddenByLaw, .endangersSecurity: article14
    case .thirdParty: article15
    case .internalAffairs: article16first
    case .deliberation, .enforcementFile: article16second
    case .specialRegime: article36seventh
    }
  }
}
