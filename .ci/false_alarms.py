"""Screens the documents of JSON Lines files and prints the rate of blocking findings."""

import collections
import gzip
import json
import os
import pathlib
import subprocess
import sys
import tempfile

# Why a clean document is found all the same: (part of its title, detector) -> explanation.
EXPLAINED = {}
BAR = 0.005


def program() -> str:
    built = [p for p in (".build/release/gongkai", ".build/debug/gongkai") if os.path.exists(p)]
    return os.environ.get("GONGKAI") or (built[0] if built else sys.exit("没有编译好的 gongkai:先运行 swift build"))


def documents(folder: pathlib.Path):
    for file in sorted(folder.glob("*.jsonl*")):
        opener = gzip.open if file.suffix == ".gz" else open
        with opener(file, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                row = json.loads(line)
                yield file.name, number, row.get("title") or "", row.get("body") or ""


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 64
    kept = list(documents(pathlib.Path(sys.argv[1])))
    if not kept:
        sys.exit("文件夹里没有 *.jsonl 或 *.jsonl.gz")
    with tempfile.TemporaryDirectory() as work:
        for index, (_, _, title, body) in enumerate(kept):
            (pathlib.Path(work) / f"{index:06}.md").write_text(f"{title}\n\n{body}\n", encoding="utf-8")
        run = subprocess.run([program(), "screen", work, "--format", "json"], capture_output=True, check=False)
        report = json.loads(run.stdout)
    alarmed = collections.defaultdict(list)
    warned = 0
    for item in report["files"]:
        index = int(pathlib.Path(item["path"]).stem)
        for finding in item["findings"]:
            if finding["action"] == "block":
                alarmed[index].append(finding)
        warned += any(finding["action"] == "warn" for finding in item["findings"])
    by_file = collections.Counter(name for name, _, _, _ in kept)
    for name, count in by_file.items():
        found = sum(1 for index in alarmed if kept[index][0] == name)
        print(f"{name}: {count} documents, {found} with a blocking finding ({found / count:.2%})")
    rate = len(alarmed) / len(kept)
    print(f"together: {len(alarmed)} of {len(kept)} ({rate:.2%}; bar {BAR:.1%}), rules {report['rules']};"
          f" {warned} with a warning")
    unexplained = 0
    for index, findings in sorted(alarmed.items()):
        name, line, title, _ = kept[index]
        print(f"  {name}:{line} {title}")
        for finding in findings:
            why = next((text for (part, code), text in EXPLAINED.items()
                        if part in title and code == finding["detector"]), None)
            unexplained += why is None
            print(f"    {finding['detector']} {finding['place']} 「{finding['masked']}」: {why or 'NOT EXPLAINED'}")
    return 1 if rate >= BAR or unexplained else 0


sys.exit(main())
