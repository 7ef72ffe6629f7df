"""Compares the search of a published site, in real Chromium, with a plain scan of its pages.

    .ci/check-browser search FOLDER [WORDS]

1. WORDS (default 200) words of two to six characters taken from the texts: the engine's hits against the scan; recall
   and precision must be 1.0.
2. Thirty queries through the page, each with an empty cache: the first result, the time and the bytes loaded.
"""
import glob
import random
import re
import shutil
import sys

from lxml import html
from playwright.sync_api import sync_playwright

from serve import serve

folder = sys.argv[1]
wanted = int(sys.argv[2]) if len(sys.argv) > 2 else 200
BLOCKS = {"p", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "div", "br", "pre", "blockquote", "dt", "dd", "hr", "table",
          "ul", "ol", "thead", "tbody"}


def lines(element):
    """The visible text of an element, a list of lines with blanks folded and tabs between the cells of a row. Lines of the
    source that end within a block go on: after a space, or without one between two Chinese characters."""
    parts = []

    def walk(node, isPre):
        if isinstance(node.tag, str):
            isPre = isPre or node.tag == "pre"
            text = (lambda t: (t or "").replace("\n", "\0") if isPre else t or "")
            if node.tag in BLOCKS:
                parts.append("\0")
            if node.tag in ("td", "th"):
                parts.append("\t")
            parts.append(text(node.text))
            for child in node:
                walk(child, isPre)
                parts.append(text(child.tail))
            if node.tag in BLOCKS:
                parts.append("\0")

    walk(element, False)
    wide = "[\u3000-\u9fff\uf000-\uffff]"
    text = re.sub(f"(?<={wide})[ \r]*\n[ \r\n]*(?={wide})", "", "".join(parts)).replace("\n", " ")
    return ["\t".join(" ".join(cell.split()) for cell in line.split("\t"))
            for line in text.split("\0") if line.strip()]


def fold(text):
    brackets = {ord(c): ord("(") for c in "[【〔﹝"} | {ord(c): ord(")") for c in "]】〕﹞"}
    passed = dict.fromkeys([0x20, 0x22, 0x27, *range(0x2018, 0x2020), *range(0x3008, 0x3010), *range(0x301D, 0x3020)])
    return "".join(chr(ord(c) - 0xFEE0) if 0xFF01 <= ord(c) <= 0xFF5E else c for c in text).translate(
        {c: c + 32 for c in range(65, 91)} | brackets | passed)


UNSEARCHED = ["标题", "发文字号", "成文日期", "发布日期", "原发布日期", "更新日期", "有效性", "效力位阶", "施行日期", "失效日期",
              "相关性", "网址", "公示截止"]
records = {}
for path in sorted(glob.glob(f"{folder}/*/*/*.html")):
    name = path[len(folder.rstrip("/")) + 1:]
    if not re.fullmatch(r"[0-9.]+/\d{6}/\d{4}-\d{5}\.html", name):
        continue
    tree = html.parse(path, html.HTMLParser(encoding="utf-8")).getroot()
    article = tree.find(".//article")
    if article is None:
        continue
    facts = {d.findtext("dt"): d.findtext("dd") for d in article.findall(".//dl[@class='meta']/div")}
    number = facts.get("发文字号", "") or ""
    title = " ".join(article.findtext("h1").split())
    prose = tree.find(".//div[@class='prose']")
    body = lines(prose) if prose is not None else []
    # What the table says, but for dates and what the head has.
    body += [" ".join(d.find("dd").text_content().split()) for d in article.findall(".//dl[@class='meta']/div")
             if d.findtext("dt") not in UNSEARCHED]
    body += [" ".join(d.text_content().split()) for d in article.findall(".//div[@class='person']//dd")]
    body += [a.text for a in article.findall(".//section[@class='files']/ol/li/a") if a.get("download")]
    head = [title] + ([number] if number != "—" else [])
    records[name] = ([fold(line) for line in head], [fold(line) for line in body], title, number, head + body)
print(f"records: {len(records)}, characters: {sum(len(l) for r in records.values() for l in r[0] + r[1])}")


def scan(word):
    word = fold(word)
    return {name for name, (head, body, *_) in records.items() if any(word in line for line in head + body)}


dice = random.Random(7)
names = sorted(records)
words = ["督查", "信访", "政府信息公开", "不存在的词语"]
quoted = re.compile("[“”‘’「」《》]")
while len(words) < wanted:
    head, body, _, _, written = records[dice.choice(names)]
    # Every third as it was written, if possible with a quotation mark in it.
    isWritten = len(words) % 3 == 0
    line = dice.choice([one for one in written if quoted.search(one)] or written) if isWritten else dice.choice(head + body)
    length = dice.randint(2, 6)
    if len(line) < length:
        continue
    at = dice.randrange(len(line) - length + 1)
    word = line[at:at + length]
    if len(fold(word)) > 1 and not re.search(r"\s", word) and word not in words:
        words.append(word)

faults = 0
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
    base = serve(folder)
    page = browser.new_page()
    page.goto(base + "search.html")
    found = page.evaluate(
        """async words => {
          const engine = await GongkaiSearch.open('search/', url => fetch(url));
          const all = [];
          for (const word of words) {
            const hits = (await engine.query(word, {})).hits;
            all.push(await Promise.all(hits.map(async hit => (await hit.segment.facts(hit.document))[1])));
          }
          return all;
        }""", words)
    right = returned = there = 0
    for word, hits in zip(words, found):
        truth = scan(word)
        right, returned, there = right + len(truth & set(hits)), returned + len(hits), there + len(truth)
        if set(hits) != truth or len(hits) != len(set(hits)):
            faults += 1
            print(f"  {word}: scan {len(truth)}, engine {len(hits)}, e.g. {sorted(truth ^ set(hits))[:2]}")
    print(f"words: {len(words)}, recall {right / max(1, there):.4f}, precision {right / max(1, returned):.4f}")

    # Queries: common words, numbers, titles, a word of one body only, words of no record.
    queries = [(w, None) for w in ("督查", "公开", "管理", "政府", "政府信息公开", "工作", "应急 管理", "不存在的词语", "查无此词")]
    numbered = [name for name in names if records[name][3] not in ("", "—")]
    for name in dice.sample(numbered, min(5, len(numbered))):
        number = records[name][3]
        queries += [(number, None), (number[number.find("〔"):] if "〔" in number else number, None)]
    for name in dice.sample(names, min(7, len(names))):
        queries.append((records[name][2], None))
    while len(queries) < 30:
        name = dice.choice(names)
        line = dice.choice(records[name][1] or [""])
        piece = line[:9]
        if len(piece) == 9 and "\t" not in piece and scan(piece) == {name}:
            queries.append((piece, name))
    times = []
    for query, only in queries[:30]:
        context = browser.new_context()
        page = context.new_page()
        page.goto(base + "search.html")
        page.wait_for_load_state("networkidle")
        time, count, first, loaded = page.evaluate(
            """async query => {
              const status = document.querySelector('[data-search-status]');
              const form = document.querySelector('form[data-search]');
              form.elements.q.value = query;
              const started = performance.now();
              form.requestSubmit();
              const isThere = () => /没有找到|请输入/.test(status.textContent)
                || document.querySelector('[data-search-results] li:first-child a');
              while (!isThere()) await new Promise(requestAnimationFrame);
              const link = document.querySelector('[data-search-results] a');
              const number = /找到 (\\d+)/.exec(status.textContent);
              const time = performance.now() - started;
              // The tables that are fetched beforehand count too.
              const loaded = performance.getEntriesByType('resource').filter(e => e.name.includes('/search/'));
              return [time, number ? +number[1] : 0, link ? link.getAttribute('href') : null,
                      loaded.map(e => e.encodedBodySize)];
            }""", query)
        times.append(time)
        truth = None
        for word in query.split():
            truth = scan(word) if truth is None else truth & scan(word)
        titled = {n for n in truth if all(any(fold(w) in line for line in records[n][0]) for w in query.split())}
        # Newest first: by the number that grows with publication, checked by the engine's own order; here that the
        # first result is one of those with the query in their title or number, if there are any.
        isRight = count == len(truth) and (first in (titled or truth) if truth else first is None)
        if only:
            isRight = isRight and first == only
        size = sum(loaded)
        if not isRight or size > 300_000:
            faults += 1
        print(f"  {'ok  ' if isRight else 'FAIL'} {time:7.1f} ms {size / 1000:7.1f} KB {len(loaded):3d} files {count:6d} hits  {query}")
        context.close()
    times.sort()
    print(f"queries: {len(times)}, median {times[len(times) // 2]:.1f} ms, slowest {times[-1]:.1f} ms")
    browser.close()
print(f"faults: {faults}")
sys.exit(1 if faults else 0)
