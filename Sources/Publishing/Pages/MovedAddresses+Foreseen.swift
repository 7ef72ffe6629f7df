import Records
import Review
import Diagnostics

extension MovedAddresses {
  /// Files of every site that a redirect page could be asked to lie below, besides pages.
  private static let files = [
    SiteAddresses.home, SiteAddresses.notFound, "robots.txt", "sitemap.xml", "rss.xml", "atom.xml", "catalogue.json",
    "catalogue.xml", "catalogue.csv", "catalogue.xsd",
  ]

  /// What will be told of the addresses of a plan, as far as that is known before pages are made.
  static func foreseen(_ plan: PublicationPlan, under basePath: String) -> [Diagnostic] {
    guard !plan.moved.isEmpty else { return [] }
    let standing = Set(files + plan.pages.map(\.address) + plan.tombstones.map(\.address))
    return MovedAddresses(plan.moved, under: basePath, beside: standing).notices
  }
}

extension Examination {
  /// What a publication of it will tell of 原网址 that lead nowhere, as far as that is known before pages are made.
  public func movedNotices(_ settings: SiteSettings) -> [Diagnostic] {
    guard assessments.contains(where: { $0.outgoing?.record.fields[.originalURL] != nil }),
      let plan = PublicationPlan(self, creditCode: settings.creditCode, address: SiteAddresses.record)
    else { return [] }
    return MovedAddresses.foreseen(plan, under: settings.basePath)
  }
}
