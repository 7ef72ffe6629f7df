"""Measures one size of corpus, in rounds, Hugo and gongkai by turns."""
import filecmp
import itertools
import os
import re
import shutil
import subprocess
import sys
import time
from typing import NamedTuple

import corpus
from census import GONGKAI, HUGO, Census, take_census
from machine import file_system
from measure import BenchFault, Reading, Row, SpaceWatch, run
from programs import Gongkai, Hugo, announce, fresh_site

#: The acts measured, in the order of the table.
ACTS = {
    "hugo": "Hugo build",
    "cold": "gongkai publish, cold",
    "cold.pages": "gongkai publish, cold, without Word and text downloads (`文件下载: 无`)",
    "cold.plain": "gongkai publish, cold, less the processor time's share of search index and manifest",
    "again": "gongkai publish, cold, of records published before",
    "same": "gongkai publish, nothing changed",
    "one": "gongkai publish, one newly approved record",
    "template": "gongkai publish, a template of every page changed",
    "cp.gongkai": "`cp -r` of gongkai's output",
    "cp.hugo": "`cp -r` of Hugo's output",
    "submit": "gongkai review submit, all",
    "科室审核": "gongkai review decide, all: 科室审核",
    "保密审查": "gongkai review decide, all: 保密审查",
    "批准": "gongkai review decide, all: 批准",
    "approve.one": "gongkai review: submit and three decisions of one record",
    "check.before": "gongkai check, nothing submitted",
    "check": "gongkai check, all published",
}
MARK = "gongkai-bench-"


class Result(NamedTuple):
    """What one size gave. `space` is the most that the scratch file system held, in bytes; `making` seconds."""

    records: int
    rows: dict[str, Row]
    gongkai: Census
    hugo: Census
    making: float
    space: int


class Bench:
    """One size: its folders and its readings so far."""

    def __init__(self, records: int, folder: str, hugo: Hugo, program: str, templates: str):
        self.records = records
        self.folder = folder
        self.hugo = hugo
        self.original = templates
        self.program = program
        self.readings: dict[str, list[Reading]] = {name: [] for name in ACTS}
        self.census: dict[str, Census] = {}
        self.numbers = itertools.count(1)
        #: On a disk, files deleted make the next ones slow to create; tmpfs has the space back at once.
        self.discards = file_system(folder) == "tmpfs"

    def new(self, name: str) -> str:
        """A path never used before; its parent exists and is empty."""
        parent = f"{self.folder}/{next(self.numbers)}"
        os.mkdir(parent)
        return f"{parent}/{name}"

    def discard(self, path: str) -> None:
        if self.discards:
            shutil.rmtree(os.path.dirname(path))
        else:
            os.sync()

    def note(self, name: str, reading: Reading) -> None:
        self.readings[name].append(reading)
        announce(f"  {ACTS[name]}: {reading.seconds:.3f} s, {reading.memory / 1e6:.0f} MB")

    def measure(self, rounds: int) -> Result:
        announce(f"{self.records} records: making the corpus")
        with SpaceWatch(self.folder) as space:
            start = time.monotonic()
            made = self.new("corpus")
            subprocess.run([sys.executable, "-B", corpus.__file__, str(self.records), made], check=True)
            making = time.monotonic() - start
            approved = self.review(f"{made}/site")
            for turn in range(rounds):
                announce(f"{self.records} records: round {turn + 1} of {rounds}")
                halves = [lambda: self.hugo_round(f"{made}/hugo"), lambda: self.gongkai_round(approved, turn)]
                for half in halves if turn % 2 == 0 else reversed(halves):
                    half()
        rows = {name: Row(readings) for name, readings in self.readings.items() if readings}
        return Result(self.records, rows, self.census["gongkai"], self.census["hugo"], making, space.most)

    def keep_census(self, name: str, census: Census) -> None:
        """Every build must hold an item page for each record, and the same files as the one before."""
        if census.count("item pages") != self.records:
            raise BenchFault(f"{name}: {census.count('item pages')} item pages of {self.records} records")
        before = self.census.setdefault(name, census)
        if before.paths != census.paths:
            raise BenchFault(f"{name}: not the files of the round before: {sorted(before.paths ^ census.paths)[:5]}")

    def hugo_round(self, source: str) -> None:
        output = self.new("public")
        self.note("hugo", self.hugo.build(source, output))
        self.keep_census("hugo", take_census(output, HUGO))
        self.copy("cp.hugo", output)
        self.discard(output)

    def copy(self, name: str, output: str) -> None:
        target = self.new("copy")
        self.note(name, run(["cp", "-r", output, target], f"{self.folder}/cp.log"))
        self.discard(target)

    def review(self, source: str) -> str:
        """Submits and approves every record; the site folder, approved and never published."""
        gongkai = self.gongkai(self.original)
        site = self.new("site")
        fresh_site(source, site)
        self.note("check.before", gongkai.check(site))
        self.note("submit", self.counted(gongkai, gongkai.submit(site, []), self.records))
        for step, _ in Gongkai.STEPS:
            self.note(step, self.counted(gongkai, gongkai.decide(site, step, []), self.records))
        return site

    @staticmethod
    def counted(gongkai: Gongkai, reading: Reading, records: int) -> Reading:
        if gongkai.done != records:
            raise BenchFault(f"review: {gongkai.done} records done of {records}")
        return reading

    def gongkai(self, templates: str) -> Gongkai:
        return Gongkai(self.program, templates, self.folder)

    def gongkai_round(self, approved: str, turn: int) -> None:
        templates = self.new("templates")
        shutil.copytree(self.original, templates)
        gongkai = self.gongkai(templates)
        if turn % 2 == 0:
            self.variants(approved)
        self.life(gongkai, approved, turn)
        if turn % 2 == 1:
            self.variants(approved)
        self.discard(templates)

    def life(self, gongkai: Gongkai, approved: str, turn: int) -> None:
        """A site's first publication and what follows it."""
        site, output, records = self.new("site"), self.new("public"), self.records
        fresh_site(approved, site)
        timings: dict[str, float] = {}
        cold = gongkai.publish(site, output, records, new=records, changed=True, timings=timings)
        self.note("cold", cold)
        rest = cold.processor - timings["search"] - timings["manifest"]
        self.note("cold.plain", Reading(cold.seconds * rest / cold.processor, rest, cold.memory))
        self.keep_census("gongkai", take_census(output, GONGKAI))
        self.copy("cp.gongkai", output)
        before = self.new("manifest.json")
        shutil.copyfile(f"{output}/manifest.json", before)
        self.note("same", gongkai.publish(site, output, records, new=0, changed=False))
        if not filecmp.cmp(before, f"{output}/manifest.json", shallow=False):
            raise BenchFault("publish, nothing changed: another manifest")
        self.note("check", gongkai.check(site))

        name = corpus.write_gongkai(corpus.make_record(records + 1), site)
        steps = [self.counted(gongkai, gongkai.submit(site, [name]), 1)]
        steps += [self.counted(gongkai, gongkai.decide(site, step, [name]), 1) for step, _ in Gongkai.STEPS]
        self.note("approve.one", Reading(
            sum(step.seconds for step in steps), sum(step.processor for step in steps),
            max(step.memory for step in steps)))
        self.note("one", gongkai.publish(site, output, records + 1, new=1, changed=True))

        with open(f"{gongkai.templates}/footer.mustache", "a", encoding="utf-8") as footer:
            footer.write(f"<p>{MARK}{turn}</p>\n")
        self.note("template", gongkai.publish(site, output, records + 1, new=0, changed=True))
        self.expect_mark(output, f"{MARK}{turn}")
        self.discard(output)

        again, output = self.new("site"), self.new("public")
        fresh_site(site, again)
        self.note("again", gongkai.publish(again, output, records + 1, new=0, changed=False))
        for path in (output, again, site, before):
            self.discard(path)

    def variants(self, approved: str) -> None:
        """Cold publishes of smaller page sets."""
        gongkai = self.gongkai(self.original)
        for name, setting in [("cold.pages", "文件下载: 无\n")]:
            site, output = self.new("site"), self.new("public")
            fresh_site(approved, site)
            with open(f"{site}/site.yaml", "a", encoding="utf-8") as file:
                file.write(setting)
            self.note(name, gongkai.publish(site, output, self.records, new=self.records, changed=True))
            for path in (output, site):
                self.discard(path)

    @staticmethod
    def expect_mark(output: str, mark: str) -> None:
        """The home page and an item page must show the changed template."""
        paths = (f"{folder}/{name}" for folder, _, names in os.walk(output) for name in names)
        item = next(path for path in paths if re.search(r"/\d{6}/\d{4}-\d+\.html$", path))
        for path in (f"{output}/index.html", item):
            with open(path, encoding="utf-8") as file:
                if mark not in file.read():
                    raise BenchFault(f"publish, template changed: {path} is the old page")
