"""System calls as strace saw them: the kernel's word on what was written and synced, and when."""
import re
from dataclasses import dataclass

CALLS = ("write,pwrite64,writev,pwritev,pwritev2,ftruncate,truncate,fallocate,copy_file_range,sendfile,fsync,fdatasync,"
         "syncfs,sync_file_range,sync,msync,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,"
         "mkdir,mkdirat,rmdir,openat,open,creat")
SYNCS = ("fsync", "fdatasync", "syncfs")
WRITES = ("write", "pwrite64", "writev", "pwritev", "pwritev2", "ftruncate", "fallocate")
NAMES = ("rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat", "unlink", "unlinkat", "mkdir",
         "mkdirat", "rmdir", "truncate")
LINE = re.compile(r"(?P<name>\w+)\((?P<rest>.*)\)\s+= (?P<result>-?\d+|\?)(?P<end>.*)$", re.S)
ON_FILE = re.compile(r"(\d+)<([^>]*)>")
TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')


def strace(path):
    """The words before a command that has its calls traced into a file."""
    return ["strace", "-f", "-qq", "-y", "-s", "4096", "-e", f"trace={CALLS}", "-e", "signal=none", "-o", path]


@dataclass
class Call:
    """One call. path: of the file it is on (an open file), names: that it was given."""
    name: str
    descriptor: int
    path: str
    names: list
    result: int
    rest: str


def read(path):
    """Calls in the order in which they returned; a write counts from when it began, which only makes it stricter."""
    waiting = {}
    for line in open(path, encoding="utf-8", errors="replace"):
        thread, _, rest = line.rstrip("\n").partition(" ")
        rest = rest.strip()
        if rest.endswith("<unfinished ...>"):
            waiting[thread] = rest[:-len("<unfinished ...>")]
            continue
        resumed = re.match(r"<\.\.\. \w+ resumed>", rest)
        if resumed:
            rest = waiting.pop(thread, "") + rest[resumed.end():]
        found = LINE.match(rest)
        if not found or found["result"] == "?":
            continue
        name, words = found["name"], found["rest"]
        on_file = ON_FILE.match(words) if name in SYNCS + WRITES else None
        opened = ON_FILE.search(found["result"] + found["end"]) if name in ("open", "openat", "creat") else None
        yield Call(
            name, int(on_file[1]) if on_file else -1, on_file[2] if on_file else opened[2] if opened else "",
            [bytes(text, "utf-8").decode("unicode_escape", "replace") for text in TEXT.findall(words)],
            int(found["result"]), words)


def changes(path, root):
    """How many calls changed files below a folder; opening one is not counted here."""
    found = 0
    for call in read(path):
        if call.result < 0:
            continue
        if call.name in SYNCS + WRITES:
            found += call.path.removesuffix("(deleted)").startswith(root)
        elif call.name in NAMES:
            found += any(name.startswith(root) for name in call.names) or f"<{root}" in call.rest
        elif call.name not in ("open", "openat", "creat") and root in call.rest:
            found += 1
    return found
