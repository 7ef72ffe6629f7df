import Testing
import Values

@testable import Screening

/// Text that a body's markup hides, and that a page shows.
@Suite("Hidden text of bodies") struct HiddenMarkupTests {
  private func codes(_ body: String, _ name: String) -> [Detector] {
    HiddenMarkup.findings(in: Array(body.utf8), name: name).map(\.detector)
  }

  @Test("is found in HTML and in Markdown with HTML, and nowhere else")
  func found() {
    for name in ["body.html", "a.htm", "a.md", ".md"] {
      #expect(codes("<p hidden>内部意见</p>\n", name) == [.hiddenText], "\(name)")
      #expect(codes("看<SPAN STYLE=\"display:none\">内部意见</SPAN>\n", name) == [.hiddenText], "\(name)")
      #expect(codes("<style>.x{display:none}</style><p class=x>内部意见</p>", name) == [.hiddenText], "\(name)")
      #expect(codes("<p class=\"x\" style=\"color:red\">公开</p>", name) == [], "\(name)")
      #expect(codes("hidden style 1 < 2 <3 class", name) == [], "\(name)")
    }
    #expect(codes("<p hidden>内部意见</p>", "a.txt") == [])
  }
}

/// An attachment that many records share.
@Suite("Files that were screened before") struct ScreenedFilesTests {
  @Test("are looked into once a run, and again under another name or in another column")
  func once() {
    let files = ScreenedFiles()
    var looks = 0
    func look(_ text: String, name: String, isLetter: Bool = false) {
      var context = TextContext()
      context.isLetterColumn = isLetter
      let found = files.findings(of: Digest(of: text), name: name, context) {
        looks += 1
        return [Finding(detector: .mobile, action: .block, place: text, masked: "", offset: nil)]
      }
      #expect(found.map(\.place) == [text])
    }
    look("甲", name: "a.pdf")
    look("甲", name: "a.pdf")
    #expect(looks == 1)
    look("甲", name: "b.pdf")
    look("甲", name: "a.pdf", isLetter: true)
    look("乙", name: "a.pdf")
    #expect(looks == 4)
  }
}
