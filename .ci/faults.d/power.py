"""Power cuts: the disk as it may stand afterwards, rebuilt from a recording, and opened again.

An act is recorded with all its data. For every moment at which something had just reached the disk, or an
acknowledgement had just come out, the folder is rebuilt as a disk might hold it:

  strict   a file's bytes as of its last sync; a name as of the last sync of its folder
  other    as strict, with the output on another file system than the site: syncfs there does nothing here
  ordered  every change of names so far (a journal that keeps order), bytes as of each file's last sync
  all      everything so far (a plain crash of the program)
  torn     names as ordered; of the bytes not synced each 512-byte sector is there or not, by chance

Then the ledger's chain must hold, what was acknowledged must be in it, the site must be the old one or the new one,
whole, and the act and a publication must come through.
"""
import concurrent.futures
import hashlib
import os
import random
import shutil

import inject
import recording
import stages
import tools
import witness
from office import Answer, Office

MODELS = ["strict", "other", "ordered", "all", "torn"]
EXCHANGE = 2


class File:
    """Bytes as the program sees them, as they were synced, and the writes in between."""

    def __init__(self, content=b""):
        self.now, self.synced, self.pending = bytearray(content), bytes(content), []

    def write(self, offset, data):
        if len(self.now) < offset:
            self.now.extend(bytes(offset - len(self.now)))
        self.now[offset:offset + len(data)] = data
        self.pending.append((offset, data))

    def cut(self, size):
        del self.now[size:]
        self.now.extend(bytes(size - len(self.now)))
        self.pending.append((size, None))

    def sync(self):
        self.synced, self.pending = bytes(self.now), []

    def torn(self, chance):
        """The synced bytes with some of the sectors written since."""
        content = bytearray(self.synced)
        for offset, data in self.pending:
            if data is None:
                if chance.random() < 0.5:
                    del content[offset:]
                    content.extend(bytes(offset - len(content)))
                continue
            for start in range(0, len(data), 512):
                if chance.random() < 0.5:
                    end = offset + min(len(data), start + 512)
                    content.extend(bytes(max(0, end - len(content))))
                    content[offset + start:end] = data[start:start + 512]
        return bytes(content)


class Folder:
    """Names as the program sees them, and as they were synced."""

    def __init__(self):
        self.now, self.synced = {}, {}

    def sync(self):
        self.synced = dict(self.now)


class Disk:
    """A tree of files and folders that is changed by the operations of a recording."""

    def __init__(self, folder):
        self.base, self.root, self.open, self.said = folder, self.load(folder), {}, b""

    def load(self, path):
        if not os.path.isdir(path):
            return File(tools.read(path))
        made = Folder()
        made.now = {name: self.load(f"{path}/{name}") for name in sorted(os.listdir(path))}
        made.sync()
        return made

    def at(self, path):
        """The folder that a path lies in, and its name there."""
        parts = os.path.relpath(path, self.base).split("/")
        found = self.root
        for part in parts[:-1]:
            found = found.now[part]
        return found, parts[-1]

    def find(self, path):
        if path == self.base:
            return self.root
        folder, name = self.at(path)
        return folder.now[name]

    def apply(self, op):
        path, second = op.data.decode(errors="replace") if op.kind not in "wa" else "", op.second.decode()
        if op.kind in "oct":
            if op.kind == "c":
                folder, name = self.at(path)
                folder.now[name] = File()
            self.open[op.file] = self.find(path)
            if op.kind == "t":
                self.open[op.file].cut(0)
        elif op.kind == "x":
            self.open.pop(op.file, None)
        elif op.kind == "w":
            self.open[op.file].write(op.offset, op.data)
        elif op.kind == "l":
            self.open[op.file].cut(op.offset)
        elif op.kind == "s":
            self.open[op.file].sync()
        elif op.kind == "S":
            self.sync_all(self.root)
        elif op.kind == "u":
            folder, name = self.at(path)
            folder.now.pop(name)
        elif op.kind == "m":
            folder, name = self.at(path)
            folder.now[name] = Folder()
        elif op.kind == "h":
            folder, name = self.at(second)
            folder.now[name] = self.find(path)
        elif op.kind == "r":
            (old, name), (new, other) = self.at(path), self.at(second)
            if op.offset & EXCHANGE:
                old.now[name], new.now[other] = new.now[other], old.now[name]
            else:
                new.now[other] = old.now.pop(name)
        elif op.kind == "a":
            self.said += op.data

    def sync_all(self, node):
        node.sync()
        if isinstance(node, Folder):
            for below in node.now.values():
                self.sync_all(below)

    def left(self, model, chance):
        """What a cut leaves under a model, as path → bytes (None for a folder)."""
        found = {}

        def walk(node, path):
            if isinstance(node, File):
                found[path] = (bytes(node.now) if model == "all" else node.torn(chance) if model == "torn"
                               else node.synced)
                return
            found[path] = None
            names = node.synced if model in ("strict", "other") else node.now
            for name, below in names.items():
                if not name.endswith("-shm"):
                    walk(below, f"{path}/{name}" if path else name)
        walk(self.root, "")
        return found


class OtherDisk(Disk):
    """The output, and what is built beside it, lies on a file system of its own: syncfs reaches nothing else."""

    def sync_all(self, node):
        if node is not self.root:
            return super().sync_all(node)
        for name, below in node.now.items():
            if name != "site":
                super().sync_all(below)
        self.root.synced = dict(self.root.now)


def cuts(office, operations, model, seed):
    """Distinct states that a cut may leave: (position, tree, words said by then)."""
    disk = (OtherDisk if model == "other" else Disk)(office.folder)
    seen = {}
    for position, op in enumerate(operations, 1):
        disk.apply(op)
        if model in ("strict", "other") and op.kind not in "sSa" or op.kind in "ox":
            continue
        left = disk.left(model, random.Random(f"{seed}/{position}"))
        mark = hashlib.sha256()
        for path in sorted(left):
            content = left[path]
            mark.update(f"{path}\0{-1 if content is None else len(content)}\0".encode() + (content or b""))
        # The same disk with more said is the harder case.
        seen[mark.digest()] = position, left, disk.said
    return sorted(seen.values(), key=lambda cut: cut[0])


def build(left, folder):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    for path, content in left.items():
        if content is None:
            os.makedirs(f"{folder}/{path}", exist_ok=True)
        else:
            os.makedirs(os.path.dirname(f"{folder}/{path}"), exist_ok=True)
            tools.write(f"{folder}/{path}", content)
    return Office(folder)


def reopen(stage, cut, folder, before):
    """Opens what a cut left; gives (kind, told) for every promise broken, and remarks."""
    position, left, said = cut
    work = build(left, f"{folder}/cut.{position}")
    broken, remarks = [], []
    answer = Answer(stage.words, -9, said.decode(errors="replace"), "", 0, 0)
    try:
        inject.judge(work, answer, before, broken, remarks)
    except witness.Unsound as error:
        broken.append(("broken " + str(error).partition(":")[0] + "s", str(error)))
    try:
        if said and not os.path.exists(work.ledger):
            broken.append(("lost decisions", "no ledger.sqlite after the words"))
        # Words that were said with the whole act behind them: the act is done, not only harmless.
        inject.again(stage, work, answer, broken, remarks)
    except (OSError, RuntimeError, witness.Unsound) as error:
        broken.append(("stuck", repr(error)))
    finally:
        shutil.rmtree(work.folder, ignore_errors=True)
    return broken, remarks


def choose(states, most):
    """An even choice, with the first and last ones."""
    if not most or len(states) <= most:
        return states
    picked = {round(i * (len(states) - 1) / (most - 1)) for i in range(most)} | set(range(len(states) - 8, len(states)))
    return [states[i] for i in sorted(picked)]


def run(options):
    tally = tools.Tally("power")
    folder = tools.scratch()
    layer = tools.layer(folder)
    for stage in stages.named(options.stages, [stages.LIFE]):
        office = stage.make(f"{folder}/{stage.name}")
        before = witness.events(office.ledger), witness.site(office.output)
        work = office.copy(f"{folder}/work")
        operations = []
        for words in (*stage.earlier, stage.words):
            work.must(work.run(*work.words(words), environment={
                "LD_PRELOAD": layer, "FAULT_ROOT": work.folder, "FAULT_LOG": f"{folder}/log"}))
            operations += recording.read(f"{folder}/log")
        after = witness.tree(work.folder)
        office.copy(f"{folder}/work")
        if stage.name == "decide":
            check_model(tally, Office(f"{folder}/work"), operations, before, folder, options.seed)
        for model in options.modes or MODELS:
            states = cuts(Office(f"{folder}/work"), operations, model, options.seed)
            if model == "all":
                check_replay(tally, states[-1][1], after, stage)
            chosen = states if options.every or model in ("strict", "other") else choose(states, options.positions)
            chosen = [cut for cut in chosen if options.at in (None, cut[0])]
            tally.add("states", len(chosen))
            with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
                place = f"{folder}/{stage.name}.{model}"
                for cut, (broken, remarks) in zip(
                        chosen, pool.map(lambda cut: reopen(stage, cut, place, before), chosen)):
                    where = f"--stage {stage.name} --mode {model} --at {cut[0]} (of {len(operations)})"
                    for kind, told in broken:
                        tally.fault(kind, where, told)
                    for remark in remarks:
                        tally.note(f"{stage.name}: {remark}", where)
            tally.progress(f"{stage.name} {model}: {len(chosen)} of {len(states)} states")
    kinds = ["lost decisions", "broken sites", "broken ledgers", "unverified ledgers", "stuck", "unfinished"]
    rest = [kind for kind in tally.counts if kind not in kinds + ["states"]]
    acts = len(stages.named(options.stages, [stages.LIFE]))
    return tally.line(
        f"{tally.counts.get('states', 0)} states of the disk after cuts in {acts} acts: "
        f"{tally.figures(*kinds, *rest)}")


def check_model(tally, office, operations, before, folder, seed):
    """The model itself: with the syncs left out of the recording, acknowledged acts must be seen lost."""
    unsynced = [op for op in operations if op.kind not in "sS"]
    _, left, said = cuts(office, unsynced, "strict", seed)[-1]
    broken = []
    work = build(left, f"{folder}/blind")
    answer = Answer((), -9, said.decode(), "", 0, 0)
    inject.judge(work, answer, before, broken, [])
    if not any(kind == "lost decisions" for kind, _ in broken):
        tally.fault("blind model", "--stage decide", "no act is lost though nothing was synced")


def check_replay(tally, left, after, stage):
    """The recording, played back, must give the folder as it stood at the end: else the model knows too little."""
    played = {path: hashlib.sha256(content).hexdigest() for path, content in left.items() if content is not None}
    if played != after:
        odd = sorted(path for path in set(played) | set(after) if played.get(path) != after.get(path))
        tally.fault("blind spots", f"--stage {stage.name}", f"the recording does not lead to {odd[0]}")
