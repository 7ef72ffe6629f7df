import Records
import Review
import Support
import Testing

@Suite("the reason of a decision not to publish is of the law, whoever writes it")
struct ReasonTests {
  private func decide(_ disclosure: Disclosure?, _ reason: String?, drafted: [String: String] = [:]) throws -> [String]
  {
    let site = try TestSite()
    try site.record("a", drafted)
    try site.submit()
    try site.decide("科室审核", as: "head")
    try site.decide("保密审查", as: "secrecy")
    return try site.decide("批准", as: "signer", .agree(disclosure: disclosure, carriers: nil, withholding: reason))[0]
      .refusalCodes
  }

  @Test("blank, unknown or unseen reasons are refused", arguments: [nil, "", " \n", "N99", "随便", "N5\u{202E}"])
  func refused(reason: String?) throws {
    #expect(try decide(.withheld, reason) == ["flag.reason-missing"])
    #expect(try decide(.onRequest, reason).isEmpty == ["N99", "随便"].contains(reason))
  }

  @Test("the drafter's own reason stands in where it is one for what was decided")
  func drafters() throws {
    let onRequest = ["可否公开": "依申请公开", "不公开理由": "从原件"]
    #expect(try decide(nil, nil, drafted: onRequest) == [])
    #expect(try decide(.withheld, nil, drafted: onRequest) == ["flag.reason-missing"])
    #expect(try decide(.withheld, "第十六条", drafted: onRequest) == [])
  }
}
