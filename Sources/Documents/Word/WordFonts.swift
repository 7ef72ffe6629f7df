/// The fonts named by the styles, with what stands in for them. None is embedded.
///
/// All four Chinese ones come with Windows and WPS. GB/T 9704 wants 小标宋 for titles, which is sold under licence and
/// missing on citizens' machines, so titles are in bold 宋体.
enum WordFonts {
  static let part =
    """
    \(WordParts.declaration)<w:fonts \(WordParts.namespace)>
    """
    + font("仿宋", "FangSong,仿宋_GB2312,STFangsong", "modern")
    + font("宋体", "SimSun,STSong,Noto Serif CJK SC", "auto")
    + font("黑体", "SimHei,STHeiti,Noto Sans CJK SC", "modern")
    + font("楷体", "KaiTi,楷体_GB2312,STKaiti", "modern")
      + """
      <w:font w:name="Times New Roman"><w:charset w:val="00"/><w:family w:val="roman"/>\
      <w:pitch w:val="variable"/></w:font></w:fonts>
      """

  private static func font(_ name: String, _ alternatives: String, _ family: String) -> String {
    """
    <w:font w:name="\(name)"><w:altName w:val="\(alternatives)"/><w:charset w:val="86"/>\
    <w:family w:val="\(family)"/><w:pitch w:val="variable"/></w:font>
    """
  }
}
