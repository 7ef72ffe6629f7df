import Diagnostics
import Files
import Records
import Review
import Values

/// What a site is made with besides records: templates and settings.
struct PublicationLayout: Sendable {
  private(set) var templates: TemplateFolder
  private(set) var settings: SiteSettings
  /// What is to be said of it.
  private(set) var remarks: [Diagnostic] = []

  /// The code of the reason that holds everything while nobody agreed to the present layout.
  static let unagreed = "policy.layout-changed"

  var digests: LayoutDigests { LayoutDigests(templates: templates.digest, settings: settings.digest) }

  /// The layout as it is now; in an emergency the one that was agreed to and kept, where this one was not.
  ///
  /// - Parameter output: the folder that readers see.
  init(_ templates: TemplateFolder, _ settings: SiteSettings, _ examination: Examination, output: String) {
    let isAgreed = !examination.refusals.contains { $0.code == PublicationLayout.unagreed }
    let kept = isAgreed ? nil : examination.state.agreedLayout.flatMap { KeptLayout.read(beside: output, as: $0) }
    self.templates = kept?.templates ?? templates
    self.settings = kept?.settings ?? settings
    guard !isAgreed, kept == nil else { return }
    remarks = [
      Diagnostic(
        PublicationLayout.unagreed, "上次同意的模板和站点设置没有留存，紧急撤下只能用现在的发布，其中有没经同意的改动",
        remedy: "立即核对网站各页；改动不妥的，放回原来的模板和设置后重新发布")
    ]
  }

  /// The layout that the site was made with last, where it is kept; otherwise this one.
  ///
  /// - Parameter output: the folder that readers see.
  func asPublished(_ state: LedgerState, output: String) -> PublicationLayout {
    guard let kept = state.lastPublication.flatMap({ KeptLayout.read(beside: output, as: $0.layout) }) else {
      return self
    }
    var layout = self
    (layout.templates, layout.settings) = (kept.templates, kept.settings)
    return layout
  }

  /// Keeps it beside the output for an emergency, unless it is kept there already, or site.yaml is no longer what it was
  /// read from.
  ///
  /// - Parameter last: the layout of the publication before.
  func keep(after last: LayoutDigests?, site: String, beside output: String) {
    let kept = KeptLayout.siteFile(beside: output)
    guard last != digests || kept == nil else { return }
    let files = [try? Folder(site).read("site.yaml"), kept].compactMap(\.self)
    guard let siteFile = files.first(where: { Digest(of: $0) == settings.digest }) else { return }
    KeptLayout.keep(templates, siteFile: siteFile, beside: output)
  }
}
