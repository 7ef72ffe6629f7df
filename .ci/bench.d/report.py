"""The report: Markdown for people, and every reading as JSON."""
from measure import Row
from rounds import ACTS, Result

#: Rows of the summary over all sizes.
SUMMARY = ["cold", "cold.pages", "cold.plain", "again", "same", "one", "template", "cp.gongkai"]
ON_BOTH = ["item pages", "column pages", "home page", "feeds", "sitemap", "JSON catalogue"]


def table(heads: list[str], rows: list[list[str]]) -> str:
    """A Markdown table; every column but the first is aligned right."""
    lines = ["| " + " | ".join(heads) + " |", "| --- |" + " ---: |" * (len(heads) - 1)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def seconds(value: float) -> str:
    return f"{value:.3f}" if value < 10 else f"{value:.1f}"


def ratio(value: float, base: float) -> str:
    if base <= 0:
        return "–"
    share = value / base
    return f"{share:.2f}" if share < 10 else f"{share:.0f}"


def megabytes(value: float) -> str:
    return f"{value / 1e6:.1f}" if value < 1e7 else f"{value / 1e6:,.0f}"


def times(result: Result) -> str:
    """The table of one size."""
    hugo, copy = result.rows["hugo"], result.rows["cp.gongkai"]
    rows = []
    for name, text in ACTS.items():
        row: Row | None = result.rows.get(name)
        if row is None:
            continue
        spread = [reading.seconds for reading in row.readings]
        rows.append([
            text, seconds(row.seconds), f"{seconds(min(spread))}–{seconds(max(spread))}", seconds(row.processor),
            megabytes(row.memory), ratio(row.seconds, hugo.seconds), ratio(row.memory, hugo.memory),
            ratio(row.seconds, copy.seconds), str(len(spread))])
    return table(
        ["act", "seconds", "least–most", "processor s", "peak MB", "time ÷ Hugo", "memory ÷ Hugo", "time ÷ `cp -r`",
         "runs"], rows)


def contents(result: Result) -> str:
    """What the two outputs hold, by kind."""
    kinds = ON_BOTH + [kind for census in (result.gongkai, result.hugo) for kind in census.kinds if kind not in ON_BOTH]
    rows = []
    for kind in dict.fromkeys(kinds):
        cells = []
        for census in (result.gongkai, result.hugo):
            files, size = census.kinds.get(kind, (0, 0))
            cells += [f"{files:,}", megabytes(size)] if files else ["–", "–"]
        rows.append([kind, *cells])
    rows.append(["all", f"{result.gongkai.files:,}", megabytes(result.gongkai.bytes), f"{result.hugo.files:,}",
                 megabytes(result.hugo.bytes)])
    return table(["kind", "gongkai files", "gongkai MB", "Hugo files", "Hugo MB"], rows)


def summary(results: list[Result]) -> str:
    """Time against Hugo's build, over all sizes."""
    rows = [["Hugo build, seconds", *(seconds(result.rows["hugo"].seconds) for result in results)],
            ["gongkai publish, cold, seconds", *(seconds(result.rows["cold"].seconds) for result in results)]]
    for name in SUMMARY:
        cells = [
            ratio(result.rows[name].seconds, result.rows["hugo"].seconds) if name in result.rows else "–"
            for result in results]
        if any(cell != "–" for cell in cells):
            rows.append([f"{ACTS[name]} ÷ Hugo", *cells])
    rows.append(["peak memory: gongkai cold ÷ Hugo", *(
        ratio(result.rows["cold"].memory, result.rows["hugo"].memory) for result in results)])
    return table(["", *(f"{result.records:,}" for result in results)], rows)


def report(
    results: list[Result], facts: dict[str, str], missing: list[str], rounds: int
) -> str:
    """The whole report; `missing` holds a sentence for each size that was not measured."""
    parts = ["# gongkai and Hugo, measured", table(["fact", "value"], [[name, value] for name, value in facts.items()])]
    parts.append(
        f"Medians of {rounds} {'round' if rounds == 1 else 'rounds'}, the two programs by turns, every build into a new"
        " folder. Bulk review and the check before it run once a size. Peak memory is the process's largest resident"
        " set. Hugo's program is started without its Python wrapper. On tmpfs the ledger's synchronous writes cost"
        " almost nothing; on a disk the review acts take longer.")
    parts.append(
        "Both sides make item pages, column pages of 20, home page, feeds, sitemap and a JSON catalogue of the same"
        " records. gongkai's times also hold what it alone makes: search index, manifest, data and downloads of each"
        " record, Atom beside RSS, CSV and XML catalogue, catalogue, statutory and platform views; see the contents of"
        " each size. Its pages carry more too: a full header, footer and metadata. The first cold publish also writes a"
        " publication event and an 索引号 of every record into the ledger; \"of records published before\" does not.")
    if not facts["file system"].startswith("tmpfs"):
        parts.append("**Not on tmpfs:** the figures hold what the disk and its cache did.")
    if missing:
        parts.append("**Missing:**\n\n" + "\n".join(f"- {line}" for line in missing))
    if results:
        parts += ["## Time against Hugo, by number of records", summary(results)]
    for result in results:
        searched = [result.gongkai.kinds.get(kind, (0, 0)) for kind in ("search index and page", "manifest")]
        parts += [
            f"## {result.records:,} records", times(result),
            f"Search index and manifest are {sum(files for files, _ in searched):,} of gongkai's"
            f" {result.gongkai.files:,} files and {megabytes(sum(size for _, size in searched))} of its"
            f" {megabytes(result.gongkai.bytes)} MB. Making both corpora took {seconds(result.making)} s; the scratch"
            f" file system held at most {result.space / 1e9:.2f} GB more than before.",
            contents(result)]
    return "\n\n".join(parts)


def as_json(results: list[Result], facts: dict[str, str], missing: list[str]) -> dict:
    """Every reading. Seconds; bytes."""
    return {
        "machine": facts,
        "missing": missing,
        "sizes": [{
            "records": result.records,
            "making": result.making,
            "space": result.space,
            "acts": {name: [reading._asdict() for reading in row.readings] for name, row in result.rows.items()},
            "contents": {name: {kind: {"files": files, "bytes": size} for kind, (files, size) in census.kinds.items()}
                         for name, census in (("gongkai", result.gongkai), ("hugo", result.hugo))},
        } for result in results],
    }
