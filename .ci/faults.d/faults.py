"""Fault tests of gongkai with real processes. See .ci/faults."""
import argparse
import importlib
import os
import sys
import time

import tools

TESTS = ["syncs", "inject", "power", "damage", "two", "kill", "full", "readers", "clock"]


def options():
    parser = argparse.ArgumentParser(prog=".ci/faults", description=__doc__)
    parser.add_argument("test", nargs="+", choices=[*TESTS, "all"])
    parser.add_argument("--binary", help="the program (default: the release build)")
    parser.add_argument("--templates", help="its templates (default: the repository's)")
    parser.add_argument("--tmp", help="where scratch folders go (default: /dev/shm, else the usual place)")
    parser.add_argument("--seed", type=int, default=1, help="of every random choice (default 1)")
    parser.add_argument("--count", type=int, help="kills, damages, publications, decisions")
    parser.add_argument("--seconds", type=float, help="how long two: decides at once (default 60)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes at once (default: cores)")
    parser.add_argument("--every", action="store_true", help="inject, power: every position, however long it takes")
    parser.add_argument("--positions", type=int, default=12, help="inject, power: for each act (default 12)")
    parser.add_argument("--stage", dest="stages", action="append", default=[], help="only this act")
    parser.add_argument("--mode", dest="modes", action="append", default=[], help="inject: only this kind of fault")
    parser.add_argument("--at", type=int, help="inject, damage, power, kill: only this position")
    parser.add_argument("--keep", action="store_true", help="leave the scratch folder")
    parser.add_argument("--verbose", action="store_true")
    found = parser.parse_args()
    root = os.path.dirname(os.path.dirname(tools.HERE))
    found.binary = os.path.abspath(found.binary or f"{root}/.build/release/gongkai")
    found.templates = os.path.abspath(found.templates or f"{root}/templates")
    return found


def main():
    tools.OPTIONS = options()
    names = TESTS if "all" in tools.OPTIONS.test else tools.OPTIONS.test
    status = 0
    for name in names:
        begun = time.monotonic()
        status |= importlib.import_module(name).run(tools.OPTIONS)
        print(f"  {name}: {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main())
