"""What every fault test uses: its options, its scratch folder, its C file layer, and its count of faults."""
import atexit
import os
import re
import shutil
import subprocess
import sys
import tempfile

OPTIONS = None
HERE = os.path.dirname(os.path.abspath(__file__))


def write(path, text):
    with open(path, "wb") as file:
        file.write(text if isinstance(text, bytes) else text.encode())


def read(path):
    with open(path, "rb") as file:
        return file.read()


def environment(more=None):
    """The environment of the program: plain, and the same every time."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LD_LIBRARY_PATH") if name in os.environ}
    return {**kept, "LANG": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no", **(more or {})}


def scratch():
    """A folder that is gone at the end; on tmpfs where there is one, since syncs are counted there, not waited for."""
    base = OPTIONS.tmp or ("/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
    folder = tempfile.mkdtemp(prefix="gongkai-faults.", dir=base)
    if OPTIONS.keep:
        print(f"scratch folder {folder}", file=sys.stderr)
    else:
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def layer(folder):
    """The file layer, compiled."""
    path = f"{folder}/layer.so"
    if not os.path.exists(path):
        compiler = next((c for c in ("cc", "gcc", "clang") if shutil.which(c)), None)
        if not compiler:
            raise SystemExit("no C compiler (cc, gcc or clang)")
        subprocess.run(
            [compiler, "-O1", "-shared", "-fPIC", "-o", path, f"{HERE}/layer.c", "-ldl", "-lpthread"], check=True)
    return path


class Tally:
    """Counts of what was tried, and every fault with the place it can be had again at."""

    def __init__(self, name, is_quiet=False):
        self.name, self.is_quiet = name, is_quiet
        self.counts = {}
        self.faults = {}
        self.notes = {}

    def add(self, what, by=1):
        self.counts[what] = self.counts.get(what, 0) + by

    def fault(self, kind, place, told=""):
        """A promise broken. The first of each sort is told at once, all are counted."""
        self.add(kind)
        told = " ".join(re.sub(r"/[^ 」]*gongkai-faults\.[^/]*/[^/]*", "…", told).split())
        sort = f"{kind}: {re.sub(r'[0-9a-f]{12,}|[0-9]+', '#', told)}"
        first, count = self.faults.get(sort, (place, 0))
        self.faults[sort] = first, count + 1
        if not count and not self.is_quiet:
            print(f"FAULT {self.name}: {kind} at {place}: {told}", file=sys.stderr, flush=True)

    def note(self, what, place):
        """Something to know that breaks no promise."""
        first, count = self.notes.get(what, (place, 0))
        self.notes[what] = (first, count + 1)

    def progress(self, text):
        if sys.stderr.isatty() or OPTIONS.verbose:
            print(f"  {self.name}: {text}", file=sys.stderr, flush=True)

    def line(self, text):
        """The one line of figures; the exit status that goes with it."""
        for sort, (place, count) in sorted(self.faults.items()):
            if count > 1:
                print(f"FAULT {self.name}: {count} times, first at {place}: {sort[:200]}", file=sys.stderr)
        for what, (place, count) in sorted(self.notes.items()):
            print(f"  note, {self.name}: {what}: {count} times, first at {place}", file=sys.stderr)
        print(f"{self.name}: {text}", flush=True)
        return 1 if self.faults else 0

    def figures(self, *kinds):
        return ", ".join(f"{kind} {self.counts.get(kind, 0)}" for kind in kinds)
