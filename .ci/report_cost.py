"""Makes a site of many records, approved half-year by half-year and published once, and measures every report on it.

Each report is read with what an earlier run kept of the ledger (`.ledger.memory`), as an office's every day is: the best
of three runs; and once without, for which the memory is removed. The limit of 5 s is for the former.
"""
import argparse
import collections
import datetime
import os
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, f"{ROOT}/.ci/bench.d")
import corpus  # noqa: E402
from measure import BenchFault, Reading, run  # noqa: E402
from programs import Gongkai, announce, build_gongkai  # noqa: E402

LIMIT = 5.0
REPORTS = {
    "coverage": ["coverage"], "coverage, HTML": ["coverage", "--format", "html"],
    **{f"report {name}": ["report", name] for name in ("units", "deadlines", "reminders", "criticism", "scores", "errors")},
}


class Office:
    """A site folder and the program that works in it."""

    def __init__(self, program: str, site: str, scratch: str):
        self.program = program
        self.site = site
        self.log = f"{scratch}/gongkai.log"

    def act(self, words: list[str], at: str | None = None) -> Reading:
        command = [self.program, *words, "--site", self.site]
        if at is None:
            return run(command, self.log)
        return run(["faketime", "-f", f"@{at}", *command], self.log, {**os.environ, "TZ": "Asia/Shanghai"})


def make(office: Office, records: int, years: int) -> None:
    """Submits and approves each half-year's records a few days after its end, and publishes at the end."""
    first = datetime.date(2026 - years, 1, 4)
    corpus.FIRST_DAY, corpus.DAYS = first, (datetime.date(2025, 12, 5) - first).days
    shutil.copytree(f"{corpus.HERE}/site", office.site)
    for code in corpus.COLUMNS:
        os.makedirs(f"{office.site}/records/{code}")
    halves = collections.defaultdict(list)
    for number in range(1, records + 1):
        record = corpus.make_record(number)
        halves[record.signed[:4], record.signed[5:7] > "06"].append(record)
    templates = ["--templates", f"{ROOT}/templates"]
    for (year, is_second), made in sorted(halves.items()):
        for record in made:
            corpus.write_gongkai(record, office.site)
        day = f"{int(year) + 1}-01-08" if is_second else f"{year}-07-10"
        announce(f"{day}: {len(made)} records")
        office.act(["review", "submit", "--all", "--as", "drafter", *templates], f"{day} 09:00:00")
        for hour, (step, account) in enumerate(Gongkai.STEPS, 10):
            words = ["review", "decide", "--all", "--step", step, "--agree", "--as", account, *templates]
            office.act(words, f"{day} {hour}:00:00")
    office.act(["publish", "--output", f"{office.site}/../public", *templates], "2026-01-08 15:00:00")


def measure(office: Office) -> bool:
    """Prints the table; whether every report kept the limit."""
    memory = f"{office.site}/.ledger.memory"
    if os.path.exists(memory):
        os.remove(memory)
    bare = {name: office.act(words) for name, words in REPORTS.items()}
    office.act(["check"])
    kept = {name: min(office.act(words) for _ in range(3)) for name, words in REPORTS.items()}
    print("| report | seconds | processor | MB | without `.ledger.memory` |\n| --- | ---: | ---: | ---: | ---: |")
    for name, reading in kept.items():
        print(f"| {name} | {reading.seconds:.2f} | {reading.processor:.2f} | {reading.memory / 1e6:.0f} "
              f"| {bare[name].seconds:.2f} |")
    return all(reading.seconds < LIMIT for reading in kept.values())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--tmp", default="/dev/shm")
    parser.add_argument("--binary")
    parser.add_argument("--site")
    options = parser.parse_args()
    program = os.path.abspath(options.binary) if options.binary else build_gongkai(ROOT)
    with tempfile.TemporaryDirectory(prefix="gongkai-reports-", dir=options.tmp) as scratch:
        office = Office(program, os.path.abspath(options.site) if options.site else f"{scratch}/site", scratch)
        try:
            if not options.site:
                if not shutil.which("faketime"):
                    raise BenchFault("faketime is not installed")
                make(office, options.records, options.years)
            events = subprocess.run(
                [program, "ledger", "verify", "--site", office.site], capture_output=True, text=True).stdout.strip()
            print(f"{events}\n")
            return 0 if measure(office) else 1
        except BenchFault as fault:
            print(f"report-cost: {fault}", file=sys.stderr)
            return 2


if __name__ == "__main__":
    sys.exit(main())
