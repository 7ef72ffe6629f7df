/// A paper form of the review (篇3 三: 「发文稿纸上增设可否公开、在何种载体上公开等栏目」).
public enum FormKind: String, Sendable, Hashable, CaseIterable {
  /// The draft sheet of an official document.
  case draftSheet = "发文稿纸"
  /// The approval form of any other information, made like the form of the secrecy review.
  case approvalForm = "审查审批表"
}
