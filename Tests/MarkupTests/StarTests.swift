import Markup
import Testing

@Suite("Asterisks that hide names and numbers")
struct StarTests {
  @Test(
    "stay as they are written",
    arguments: [
      "设备尺寸为120*80*60厘米；3*4=12，5*6=30。",
      "获奖人员：张*三、李*四、王*五。联系人：赵*、钱*、孙*。电话138*1234*5678、139****1234。",
      "电话138****5678、139****1234", "身份证号51**************34", "车牌川A***88、川B***99",
      "赵*（男）、钱*（女）", "王**（男）、李**（女）。", "王**、李**、孙**。", "138**5678**9012", "张***三、李***四",
      "*注：张*三", "*张*三", "*1234*5678", "李某*、张*三、王某*。", "*国、*明、*华",
    ])
  func kept(_ text: String) throws {
    #expect(try html(text) == "<p>\(text)</p>\n")
  }

  @Test(
    "take no emphasis away",
    arguments: [
      ("这是**重点**内容", "这是<strong>重点</strong>内容"),
      ("共**12**项", "共<strong>12</strong>项"),
      ("**2026年**预算", "<strong>2026年</strong>预算"),
      ("*强调*内容", "<em>强调</em>内容"),
      ("（*强调*）", "（<em>强调</em>）"),
      ("请看 *重点* 内容", "请看 <em>重点</em> 内容"),
      ("见*《办法》*第三条", "见<em>《办法》</em>第三条"),
      ("这是**（重点）**内容", "这是<strong>（重点）</strong>内容"),
      ("foo*bar*baz", "foo<em>bar</em>baz"),
      ("***重点***内容", "<em><strong>重点</strong></em>内容"),
    ])
  func emphasised(_ text: String, _ expected: String) throws {
    #expect(try html(text) == "<p>\(expected)</p>\n")
  }

  @Test("stand in code, links, addresses, headings and HTML as they are written")
  func elsewhere() throws {
    #expect(try html("`3*4*5` 张*三") == "<p><code>3*4*5</code> 张*三</p>\n")
    #expect(try html("    3*4*5\n\n张*三") == "<pre><code>3*4*5\n</code></pre>\n<p>张*三</p>\n")
    #expect(try html("[张*三](a/1*2*3.pdf)") == "<p><a href=\"a/1*2*3.pdf\">张*三</a></p>\n")
    #expect(
      try html("见https://www.gov.cn/1*2*3，张*三")
        == "<p>见<a href=\"https://www.gov.cn/1*2*3\">https://www.gov.cn/1*2*3</a>，张*三</p>\n")
    #expect(try html("<span title=\"3*4*5\">张*三、李*四</span>") == "<p><span title=\"3*4*5\">张*三、李*四</span></p>\n")
    let made = try Markdown.html(Array("# 张*三、李*四\n".utf8))
    #expect(made.headings.map(\.text) == ["张*三、李*四"])
    #expect(String(decoding: made.html, as: UTF8.self).contains("张*三、李*四</h2>"))
    // The noncharacter that stands for an asterisk is none of the writer's.
    let mark = String(decoding: [0xEF, 0xB7, 0x91], as: UTF8.self)
    #expect(try html("甲\(mark)乙") == "<p>甲\(mark)乙</p>\n")
    #expect(try html("甲\(mark)乙*丙") == "<p>甲乙*丙</p>\n")
  }

  @Test("are told where emphasis may have been meant, or was made of what may hide names; names in a list are not")
  func told() throws {
    func codes(_ text: String) throws -> [String] { try Markdown.html(Array(text.utf8)).warnings.map(\.code) }
    let doubtful = try Markdown.html(Array("甲\n\n这是*重点*内容".utf8)).warnings
    #expect(doubtful.map(\.code) == ["markup.emphasis"])
    #expect(doubtful.first?.line == 3)
    #expect(doubtful.first?.column == 3)
    #expect(try codes("这是*重点*，内容") == ["markup.emphasis"])
    #expect(try codes("欧阳**修、李**四") == ["markup.emphasis"])
    #expect(try codes("王**和李**等") == ["markup.emphasis"])
    #expect(try codes("甲**明，乙**华、欧阳**修；李**四、张**明 李**华").count == 3)
    #expect(try codes("请**务必注意，按时到场**参加").isEmpty)
    #expect(try codes("张*三、李*四、赵*、138*1234*5678、3*4=12").isEmpty)
    #expect(try codes("**一、总则**\n\n这是**重点**内容").isEmpty)
  }
}
