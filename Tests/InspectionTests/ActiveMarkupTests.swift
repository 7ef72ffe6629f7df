import Testing

@testable import Inspection

/// Script that a browser runs and a parser's tree does not show.
@Suite("Inspection: what runs in a browser")
struct ActiveMarkupTests {
  private static let script = "<script>alert(1)</script>"
  private static let image = "<img src=x onerror=alert(1)>"

  private func look(_ text: String, _ name: String) -> Inspection {
    FileInspector.inspect(Array(text.utf8), name: name)
  }

  @Test(
    "script that only a browser sees blocks",
    arguments: [
      "<!-->\(script)-->", "<!--->\(script)-->", "<!-- x --!>\(script) -->", "<style><!--</style>\(script)--></style>",
      "<noscript><p title=\"</noscript>\(image)\"></noscript>", "<title><p title=\"</title>\(image)\"></title>",
      "<xmp><p title=\"</xmp>\(image)\"></xmp>", "<textarea><p title=\"</textarea>\(image)\"></textarea>",
      "<noembed><p title=\"</noembed><img title='>' onerror=alert(1)>\"></noembed>",
      "<img/src=\"x\"/onerror=alert(1)>", "<img src=\"x\"onerror=alert(1)>",
      "<xmp><p title=\"</xmp><a href='java&#115;cript&colon;alert(1)'>\"></xmp>",
    ])
  func onlyInBrowser(_ markup: String) {
    let found = look("<!DOCTYPE html><html><body><p>你好</p>\(markup)</body></html>", "a.html")
    #expect(found.codes.contains("!script"), "\(found.codes)")
  }

  @Test("a page without an element, and one that lies about its encoding, are judged as a browser reads them")
  func bare() {
    let comment = look("<!-->\(Self.script)-->", "a.html")
    #expect(comment.codes.contains("!script") && comment.part("alert") != nil)
    let page = Array("<html><meta charset=\"utf-16le\"><p>\(Self.script)".utf8) + [0xFF, 0x41]
    let lying = FileInspector.inspect(page.count % 2 == 0 ? page : page + [0x41], name: "a.html")
    #expect(lying.codes.contains("!script"), "\(lying.codes)")
  }

  @Test(
    "what leads away or sends what is typed blocks",
    arguments: [
      "<meta http-equiv=refresh content=\"0;url=https://example.com/\">", "<base href=\"https://example.com/\">",
      "<form action=\"https://example.com/\"><input name=a></form>",
      "<form><button formaction=\"https://example.com/\">甲</button></form>",
    ])
  func leading(_ markup: String) {
    #expect(look("<html><body><p>你好</p>\(markup)</body></html>", "a.html").codes.contains("!script"))
  }

  @Test(
    "XML that a browser transforms, or that runs whatever its prefix, blocks",
    arguments: [
      ("<?xml version=\"1.0\"?><?xml-stylesheet type=\"text/xsl\" href=\"b.xsl\"?><a>甲</a>", "a.xml"),
      (
        "<?xml version=\"1.0\"?><t:stylesheet xmlns:t=\"http://www.w3.org/1999/XSL/Transform\"><t:element name=\"script\"/></t:stylesheet>",
        "b.xsl"
      ),
      ("<_:script xmlns:_=\"http://www.w3.org/1999/xhtml\">alert(1)</_:script>", "a.xhtml"),
      (
        "<?xml version=\"1.0\"?><!DOCTYPE html [<!ENTITY e \"&#60;script>alert(1)&#60;/script>\">]><html>&e;</html>",
        "a.xhtml"
      ),
      ("<svg xmlns=\"http://www.w3.org/2000/svg\"><a><animate values=\"#;javascript:alert(1)\"/></a></svg>", "a.svg"),
    ])
  func transformed(text: String, name: String) {
    #expect(look(text, name).codes.contains("!script"), "\(look(text, name).codes)")
  }

  @Test("a page as Word and Excel save it is quiet")
  func office() {
    let page = """
      <html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
      <head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><link rel=File-List href="a.files/filelist.xml">
      <!--[if !mso]><object classid="clsid:38481807-CA0E-42D2-BF39-B33AF135CC4D" id=ieooui></object>
      <style>st1\\:*{behavior:url(#ieooui) }</style><![endif]-->
      <!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]--></head>
      <body lang=ZH-CN><p class=MsoNormal style='line-height:150%'>关于 a<b 的说明，on = 1<o:p></o:p></p>
      <![if !supportEmptyParas]>&nbsp;<![endif]>
      <!--[if gte vml 1]><v:shapetype id="_x0000_t32" o:spt="32" o:oned="t" path="m,l21600,21600e"/><![endif]-->
      <a href="https://example.com/?a=1&amp;on=2" title="说明：甲">链接</a></body></html>
      """
    #expect(look(page, "a.htm").codes == ["hiddenText"])
  }

  @Test("tags within values without end are found at once", .timeLimit(.minutes(1)))
  func nested() {
    let page = "<html><body>" + String(repeating: "<a title=\"<a b='", count: 100_000)
    #expect(look(page, "a.html").codes.contains("!script"))
  }
}
