"""What an act acknowledged was on the disk before: watched by strace, from outside the program.

Every file below the office that was written must be synced before the act's words come out, and every folder in which
a name was made, moved or exchanged must be synced after. Three things need not be: the -shm file of SQLite, which is
made anew after a crash; removals, which the next run repeats; and what only spares the next run work (`.NAME.memory`
and the folders `.NAME.spare` and `.NAME.layout`), which is sealed or held against digests of the ledger and the file
system, and thrown away where anything differs.
"""
import os
import re

import stages
import tools
import systemcalls
from office import STEPS, Office


class Disk:
    """What has not reached the disk yet."""

    def __init__(self, root):
        self.root = root
        self.files, self.folders = set(), {}
        # Files made and never written: nothing is lost with their names.
        self.empty = set()
        self.syncs = 0

    SPARED = re.compile(r"-shm$|/\.[^/]+\.memory(\.new)?$|/\.[^/]+\.(spare|layout)(/|$)")

    def holds(self, path):
        return path.startswith(self.root) and not self.SPARED.search(path)

    def see(self, call):
        if call.result < 0:
            return
        path = call.path.removesuffix("(deleted)")
        if call.name in systemcalls.WRITES and self.holds(path):
            self.files.add(path)
            self.empty.discard(path)
        elif call.name in ("fsync", "fdatasync") and path.startswith(self.root):
            self.syncs += 1
            self.files.discard(path)
            self.folders.pop(path, None)
        elif call.name == "syncfs":
            self.syncs += 1
            self.files.clear()
            self.folders.clear()
        elif call.name in ("open", "openat") and "O_CREAT" in call.rest and self.holds(path):
            # Only the first opening makes the file; a name that was there before is not new.
            if path not in self.known:
                self.known.add(path)
                self.empty.add(path)
                self.folders.setdefault(os.path.dirname(path), set()).add(path)
        elif call.name.startswith(("rename", "link", "mkdir")):
            # A link makes the second name only.
            for name in call.names[-1:] if call.name.startswith("link") else call.names:
                if self.holds(name):
                    self.folders.setdefault(os.path.dirname(name), set()).add(name)
            if call.name.startswith("rename"):
                self.move(*call.names[:2], "RENAME_EXCHANGE" in call.rest)
        elif call.name in ("unlink", "unlinkat", "rmdir"):
            for name in call.names:
                self.files.discard(name)
                self.known.discard(name)
                self.folders.pop(name, None)
                for made in self.folders.values():
                    made.discard(name)

    def move(self, old, new, both):
        def moved(path):
            if path == old or path.startswith(old + "/"):
                return new + path[len(old):]
            if both and (path == new or path.startswith(new + "/")):
                return old + path[len(new):]
            return path
        self.files = {moved(path) for path in self.files}
        self.folders = {moved(folder): {moved(name) for name in made} for folder, made in self.folders.items()}
        self.known, self.empty = {moved(path) for path in self.known}, {moved(path) for path in self.empty}


def watch(tally, office, words, name, folder, hides=()):
    """Runs an act under strace and checks every acknowledgement; gives all syncs, those before the words, the answer."""
    path = f"{folder}/trace"
    disk = Disk(office.folder)
    disk.known = {f"{above}/{file}" for above, _, files in os.walk(office.folder) for file in files}
    answer = office.must(office.run(*office.words(words), before=systemcalls.strace(path)))
    spoken = before = 0
    for call in systemcalls.read(path):
        if call.name in hides:
            continue
        if call.name in ("write", "writev") and call.descriptor == 1:
            spoken += 1
            for left in filter(disk.holds, sorted(disk.files)):
                tally.fault("unsynced files", f"--stage {name}", f"{os.path.relpath(left, office.folder)} at the words")
            before = before if spoken > 1 else disk.syncs
            for left, made in sorted(disk.folders.items()):
                new = set(filter(disk.holds, made - disk.empty)) if disk.holds(f"{left}/") else ()
                if new:
                    made = os.path.basename(min(new))
                    left = os.path.relpath(left, office.folder)
                    tally.fault("unsynced folders", f"--stage {name}", f"{left}: {made}")
            disk.files.clear()
            disk.folders.clear()
        disk.see(call)
    if not spoken:
        tally.fault("silent acts", f"--stage {name}", answer.told())
    late = [path for path in disk.files if disk.holds(path) and os.path.exists(path) and not path.endswith(("-wal", "ledger.sqlite"))]
    if late:
        tally.fault("written after the words", f"--stage {name}", late[0])
    tally.add("acknowledgements", spoken)
    return disk.syncs, before, answer


def run(options):
    tally = tools.Tally("syncs")
    folder = tools.scratch()
    told = []
    for stage in stages.named(options.stages):
        office = stage.make(f"{folder}/{stage.name}")
        syncs, before, _ = watch(tally, office, stage.words, stage.name, folder)
        told.append(f"{stage.name} {before}/{syncs}")
    # The watch itself: where no sync is seen, it must cry out.
    blind = tools.Tally("syncs", is_quiet=True)
    office = stages.named(["decide"])[0].make(f"{folder}/blind")
    watch(blind, office, stages.named(["decide"])[0].words, "decide", folder, hides=systemcalls.SYNCS)
    if not blind.faults:
        tally.fault("blind watch", "decide with its syncs hidden", "nothing was found")
    # Decisions one by one, so that each has its own sync.
    office = Office.make(f"{folder}/single")
    office.must(office.submit())
    total = early = decisions = 0
    for step, account in STEPS:
        for number in (1, 2, 3):
            words = ("review", "decide", Office.record(number), "--step", step, "--agree", "--as", account,
                     "--templates", "TEMPLATES")
            syncs, before, answer = watch(tally, office, words, "decide one", folder)
            total, early, decisions = total + syncs, early + before, decisions + len(answer.acknowledged)
            if not before or not answer.acknowledged:
                tally.fault("decisions without a sync", f"{step} {number}", answer.told())
    return tally.line(
        f"syncs per decision: {early / max(1, decisions):g} before its words, {total / max(1, decisions):g} in all, "
        f"over {decisions}; before/in all per act: {', '.join(told)}; "
        f"{tally.counts.get('acknowledgements', 0)} acknowledgements: "
        f"{tally.figures('unsynced files', 'unsynced folders', 'written after the words', 'silent acts')}")
