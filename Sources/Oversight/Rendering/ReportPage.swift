/// A page that stands by itself: one file, no script, no request to anywhere, in the looks of the published site.
struct ReportPage {
  /// The office, or the area, that the page speaks of.
  let owner: String
  let title: String
  /// A sentence below the title.
  let lede: String
  /// HTML of the page's parts, in order.
  let parts: [String]

  /// The page.
  var html: String {
    """
    <!doctype html>
    <html lang="zh-Hans">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>\(SVGChart.escape(title)) - \(SVGChart.escape(owner))</title>
    <style>
    \(ReportPage.style)
    </style>
    </head>
    <body>
    <header class="wrap letterhead"><p class="sitename">\(SVGChart.escape(owner))</p>\
    <p class="tagline">内部核查材料</p></header>
    <div class="wrap rule"></div>
    <main class="wrap">
    <h1>\(SVGChart.escape(title))</h1>
    <p class="lede">\(SVGChart.escape(lede))</p>
    \(parts.joined(separator: "\n"))
    </main>
    </body>
    </html>

    """
  }

  /// A part under a heading.
  static func section(_ heading: String, _ content: String...) -> String {
    "<section>\n<h2>\(SVGChart.escape(heading))</h2>\n\(content.joined(separator: "\n"))\n</section>"
  }

  /// A chart with its caption, in a box that scrolls by itself.
  ///
  /// - Parameter isTall: fills the page's width on a wide screen, and no more than a page's height on paper.
  static func figure(_ chart: SVGChart, caption: String, isTall: Bool = false) -> String {
    """
    <figure\(isTall ? " class=\"tall\"" : "")><div class="scroll" tabindex="0" role="region" aria-label="\(SVGChart.escape(caption))">\(chart.markup)</div>\
    <figcaption>\(SVGChart.escape(caption))</figcaption></figure>
    """
  }

  /// A chart beside its numbers.
  static func pair(_ figure: String, _ table: String) -> String {
    "<div class=\"pair\">\(figure)\n\(table)</div>"
  }

  /// Figures that stand out, each with what it is.
  static func figures(_ items: [(name: String, value: String, note: String)]) -> String {
    let cells = items.map { item in
      "<div><dt>\(SVGChart.escape(item.name))</dt><dd><span class=\"big\">\(SVGChart.escape(item.value))</span> "
        + "<span class=\"soft\">\(SVGChart.escape(item.note))</span></dd></div>"
    }
    return "<dl class=\"figures\">\(cells.joined())</dl>"
  }

  // The colours and the double rule of templates/assets/style.css.
  static let style = """
    :root { color-scheme: light dark; --paper: #fff; --tint: #f5f6f8; --ink: #1b1e24; --soft: #565d69; --line: #d9dde3; --zhu: #a8191f; --qing: #1a4d80; --sans: "PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif; --serif: "Source Han Serif SC", "Noto Serif CJK SC", "Songti SC", STZhongsong, SimSun, serif; }
    @media (prefers-color-scheme: dark) { :root { --paper: #15181d; --tint: #1d2127; --ink: #e6e8ec; --soft: #a7aeba; --line: #363c46; --zhu: #f0928c; --qing: #92bfec; } }
    *, ::before, ::after { box-sizing: border-box; }
    html { background: var(--paper); color: var(--ink); font: 100%/1.7 var(--sans); overflow-wrap: anywhere; line-break: strict; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body { margin: 0; }
    h1, h2, p, dl, dd, figure { margin: 0; }
    h1, h2 { font-family: var(--serif); font-weight: 700; line-height: 1.4; }
    h1 { font-size: 1.875rem; }
    h2 { margin-bottom: 1rem; padding-bottom: .3rem; border-bottom: 2px solid var(--zhu); font-size: 1.25rem; }
    :focus-visible { outline: 3px solid var(--qing); outline-offset: 2px; }
    .wrap { max-width: 75rem; margin: 0 auto; padding: 0 1.25rem; }
    .wrap.letterhead { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem 1.25rem; padding-top: 1.75rem; padding-bottom: 1rem; }
    .sitename { color: var(--zhu); font: 700 1.75rem/1.3 var(--serif); letter-spacing: .06em; }
    .tagline { color: var(--soft); letter-spacing: .1em; }
    .rule::before { content: ""; display: block; height: 7px; border-top: 4px solid var(--zhu); border-bottom: 1px solid var(--zhu); }
    main.wrap { display: block; padding-top: 1.5rem; padding-bottom: 4rem; }
    .vh { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    .lede, figcaption, .soft { color: var(--soft); }
    .lede { max-width: 46em; margin-top: .4rem; }
    section { margin-top: 2.75rem; }
    .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: 1.25rem 1rem; margin-top: 1.75rem; padding: 1.25rem 1.5rem; background: var(--tint); }
    .figures dt { color: var(--soft); font-size: .875rem; }
    .figures .big { display: block; font: 700 1.75rem/1.3 var(--serif); white-space: nowrap; }
    .figures .soft { font-size: .8125rem; }
    figure { min-width: 0; }
    figcaption { margin-top: .35rem; font-size: .875rem; }
    .scroll, .table { overflow-x: auto; }
    .scroll svg { display: block; max-width: none; font-family: var(--sans); fill: var(--ink); color: var(--ink); }
    .scroll svg rect, .scroll svg circle { color: var(--zhu); }
    .scroll svg rect[fill="none"][stroke-width="1"] { color: var(--soft); stroke-opacity: .3; }
    .pair { display: grid; gap: 1.5rem 3rem; align-items: start; }
    .pair > * { min-width: 0; }
    .table + .table, details { margin-top: 1.25rem; }
    summary { color: var(--qing); cursor: pointer; min-height: 1.75rem; }
    table { width: 100%; border-collapse: collapse; font-size: .9375rem; line-height: 1.55; }
    caption { padding-bottom: .4rem; color: var(--soft); font-size: .875rem; text-align: left; }
    th, td { padding: .45rem .75rem .45rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400; font-variant-numeric: tabular-nums lining-nums; min-width: 3.2em; }
    thead th { border-bottom: 1px solid var(--ink); font-weight: 700; white-space: nowrap; }
    .num { text-align: right; white-space: nowrap; }
    tbody th { white-space: nowrap; }
    .num + td, .num + th:not(.num) { padding-left: 1rem; }
    .wide td:not(:last-child):not(:nth-child(2)) { white-space: nowrap; }
    .wide td:nth-child(2) { min-width: 9em; }
    .grid { font-size: .8125rem; }
    .grid th, .grid td { padding: .2rem .4rem; min-width: 0; }
    .grid thead th:not(:first-child) { writing-mode: vertical-rl; text-align: left; vertical-align: bottom; padding: .4rem .1rem; }
    .grid tbody th, .grid thead th:first-child { position: sticky; left: 0; background: var(--paper); }
    .grid thead th { position: sticky; top: 0; z-index: 1; background: var(--paper); }
    .grid thead th:first-child { z-index: 2; }
    .grid td { padding: .2rem .15rem; border-left: 1px solid var(--line); text-align: right; white-space: nowrap; }
    .grid .strays { padding-left: .4rem; text-align: left; white-space: normal; min-width: 4.5em; }
    .table.tall { max-height: 90vh; overflow-y: auto; }
    .grid .full { background: color-mix(in srgb, var(--zhu) 16%, var(--paper)); }
    .mark { padding: .05em .45em; border: 1px solid currentcolor; border-radius: 2px; color: var(--zhu); font-size: .8125rem; white-space: nowrap; }
    .good { color: var(--soft); }
    @media (min-width: 62rem) { .tall svg { width: 100%; max-width: 62rem; height: auto; } .pair svg { max-width: 100%; height: auto; } .pair { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); } }
    @media (max-width: 39.99rem) { .letterhead { padding-top: 1.25rem; } .sitename { font-size: 1.375rem; letter-spacing: .03em; } h1 { font-size: 1.5rem; } .figures { padding: 1rem; } .table table { min-width: 34rem; } .narrow table { min-width: 0; } }
    @page { size: A4; margin: 18mm 15mm; }
    @page broad { size: A4 landscape; margin: 15mm; }
    @media print {
      :root { color-scheme: light; --paper: #fff; --tint: #fff; --ink: #000; --soft: #000; --line: #999; --zhu: #000; --qing: #000; }
      html { font-size: 9.5pt; }
      .wrap { max-width: none; padding-left: 0; padding-right: 0; }
      .pair { display: block; }
      .pair > * + * { margin-top: 1rem; }
      section { margin-top: 1.5rem; }
      .figures { padding: .5rem 0; border-top: 1px solid #000; border-bottom: 1px solid #000; grid-template-columns: repeat(4, 1fr); }
      .scroll, .table { overflow: visible; }
      .scroll svg { max-width: 100%; height: auto; }
      .tall svg { width: auto; max-height: 13.5cm; }
      .scroll svg, .grid td { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      h2 { break-after: avoid; }
      figure, tr { break-inside: avoid; }
      thead { display: table-header-group; }
      details { display: none; }
      .table.tall { max-height: none; page: broad; }
      .grid { font-size: 7pt; }
      .grid th, .grid td { padding: .1rem .2rem; }
      .grid thead th, .grid tbody th { position: static; }
    }
    """
}
