/// What one rendering of the working files gave.
public struct Draft: Sendable {
  /// The bytes of every page and asset, by its path below the root of the site, for example `index.html`,
  /// `2.4/202405/x.html` or `assets/style.css`. HTML pages are UTF-8.
  public var pages: [String: [UInt8]]

  /// What the rendering found wrong, in the order it wants to be read.
  public var problems: [Problem]

  /// - Parameters:
  ///   - pages: the files of the draft, by path below the root, without a leading slash.
  ///   - problems: what is wrong with the working files; with an error and no pages the server shows the problems.
  public init(pages: [String: [UInt8]], problems: [Problem]) {
    self.pages = pages
    self.problems = problems
  }

  /// The problems that stop a publication.
  var errors: [Problem] { problems.filter { $0.severity == .error } }

  /// The working files gave nothing to show but what is wrong with them.
  var showsOnlyProblems: Bool { pages.isEmpty && !errors.isEmpty }
}
