"""A damaged ledger: the database, its -wal, the snapshots in it and the export, cut short and with bits turned.

After each damage: nothing crashes; a publication either refuses and leaves the site as it was, or gives a site whose
every page is what it was (or what was approved); what `ledger verify` calls sound is sound to a second reader, too, and
leads to the head that was published. A -wal that lost its end loses acts by its nature (no chain can tell): then the
events must be the first ones of those there were, and a publication over a longer head must be refused.
"""
import concurrent.futures
import os
import random
import shutil
import signal
import sqlite3

import stages
import tools
import witness
from office import Office

TARGETS = ["database", "snapshot", "form", "event", "wal", "export"]
HOWS = ["flip", "cut", "zero", "swap"]


def prepare(folder):
    """An office in full work: published, a version approved since, and its -wal still beside the database."""
    office = Office.make(f"{folder}/office")
    stages.published(office)
    office.must(office.run("ledger", "export"))
    # Somebody else looks on, so that what comes now stays in the -wal.
    looking = sqlite3.connect(office.ledger)
    looking.execute("SELECT count(*) FROM events").fetchone()
    office.edit(1, version=2)
    office.approve()
    kept = office.copy(f"{folder}/full")
    looking.close()
    return kept


def spans(path, blobs):
    """Where in a database file the given contents lie (only those that lie in one piece)."""
    content = tools.read(path)
    found = []
    for blob in blobs:
        piece = bytes(blob[:400])
        at = content.find(piece)
        if at >= 0:
            found.append((at, at + len(piece)))
    return found


def pieces(office):
    """The stretches of each file that the targets mean."""
    folder = os.path.dirname(office.folder)
    shutil.copyfile(office.ledger, f"{folder}/plain")
    shutil.copyfile(office.ledger + "-wal", f"{folder}/plain-wal")
    database = sqlite3.connect(f"{folder}/plain")
    read = {name: [row[0] for row in database.execute(sql)] for name, sql in (
        ("snapshot", "SELECT bytes FROM blobs"), ("form", "SELECT form FROM snapshots"),
        ("event", "SELECT bytes FROM events"))}
    database.close()
    found = {name: ("site/ledger.sqlite", spans(office.ledger, blobs)) for name, blobs in read.items()}
    for name, path in (("database", "site/ledger.sqlite"), ("wal", "site/ledger.sqlite-wal"),
                       ("export", "site/ledger.jsonl")):
        found[name] = path, [(0, os.path.getsize(f"{office.folder}/{path}"))]
    return found


def harm(content, stretches, how, chance):
    """Damaged content, and what was done to it."""
    start, end = chance.choice(stretches)
    at = chance.randrange(start, end)
    content = bytearray(content)
    if how == "flip":
        bit = chance.randrange(8)
        content[at] ^= 1 << bit
        return bytes(content), f"bit {bit} of byte {at}"
    if how == "cut":
        if chance.random() < 0.3:
            at -= at % 4096
        return bytes(content[:at]), f"cut to {at} bytes"
    size = min(chance.choice([1, 16, 512, 4096]), len(content) - at)
    if how == "zero":
        content[at:at + size] = bytes(size)
        return bytes(content), f"{size} bytes at {at} zeroed"
    # Blocks of a -wal are frames: a page each, with a header.
    base, unit = (32, 4120) if content[:3] == b"\x37\x7f\x06" else (0, 4096)
    blocks = [content[start:start + unit] for start in range(base, len(content), unit)]
    if len(blocks) > 2:
        one, other = chance.sample(range(len(blocks) - 1), 2)
        blocks[one], blocks[other] = blocks[other], blocks[one]
        return bytes(content[:base]) + b"".join(blocks), f"blocks {one} and {other} exchanged"
    return bytes(content[:at]), f"cut to {at} bytes"


def attempt(office, folder, number, target, path, stretches, seed, known):
    chance = random.Random(f"{seed}/{number}")
    how = HOWS[number % len(HOWS)]
    if target in ("snapshot", "form", "event"):
        how = "flip" if number % 2 else "zero"
    before, before_site, reference = known
    work = office.copy(f"{folder}/{number}")
    broken, outcome = [], ""
    try:
        content = tools.read(f"{work.folder}/{path}")
        damaged, told = content, ""
        while damaged == content:
            damaged, told = harm(content, stretches, how, chance)
        tools.write(f"{work.folder}/{path}", damaged)
        if target == "export":
            for suffix in ("", "-wal"):
                os.unlink(work.ledger + suffix)
        outcome = (restored if target == "export" else published)(work, before, before_site, reference, broken)
    finally:
        shutil.rmtree(work.folder, ignore_errors=True)
    return broken, outcome, f"{path}: {told}"


def run_safely(work, broken, *words):
    answer = work.run(*work.words(words))
    if answer.has_crashed or answer.code == -signal.SIGALRM:
        broken.append(("crashes", f"{words[:2]}: {answer.told()}"))
    return answer


def published(work, before, before_site, reference, broken):
    """A damaged ledger, verified, then published from."""
    try:
        found = witness.events(work.ledger)
    except (witness.Unsound, ValueError, KeyError, TypeError):
        found = None
    verified = run_safely(work, broken, "ledger", "verify")
    if verified.code == 0:
        if found is None:
            broken.append(("damage called sound", "a second reader finds the chain broken"))
        elif [event["nonce"] for event in found] != [event["nonce"] for event in before[:len(found)]]:
            broken.append(("damage called sound", "other events"))
    run_safely(work, broken, "review", "log")
    run_safely(work, broken, "check")
    answer = run_safely(work, broken, *work.publishing)
    head = reference["published"]
    try:
        site = witness.site(work.output)
    except witness.Unsound as error:
        broken.append(("broken sites", f"{error}; {answer.told()}"))
        return "broken"
    if answer.code == 2 or answer.code < 0:
        if site != before_site:
            broken.append(("broken sites", f"the site changed though publish refused: {answer.told()}"))
        if verified.code == 0:
            return f"refused, though verified: {answer.err.strip()[:100]}"
        return "refused"
    if found is not None and len(found) < head:
        broken.append(("shortened ledgers published", f"{len(found)} events, {head} were published"))
    pages = contents(work.output)
    if pages not in reference["pages"]:
        odd = next((p for p in sorted(pages) if all(pages[p] != known.get(p) for known in reference["pages"])), "?")
        broken.append(("altered pages", f"{odd}; verify {verified.code}; publish {answer.told()}"))
    if verified.code == 0:
        return "harmless" if found is not None and len(found) >= len(before) else "shortened"
    return f"published, though not verified: {verified.err.strip()[:200]}"


def contents(folder):
    """Pages by path; what names a head or a day of the run is left out."""
    return {path: digest for path, digest in witness.tree(folder).items() if path != "manifest.json"}


def restored(work, before, before_site, reference, broken):
    """A damaged export: refused and nothing made, or the same events."""
    answer = run_safely(work, broken, "ledger", "restore", "--output", work.output)
    if answer.code == 2:
        if os.path.exists(work.ledger):
            broken.append(("broken ledgers", "a refused restore left a ledger"))
        return "refused"
    try:
        found = witness.events(work.ledger)
        kept = [event["nonce"] for event in found]
    except (witness.Unsound, ValueError, KeyError) as error:
        broken.append(("damage called sound", str(error)))
        return "broken"
    if kept != [event["nonce"] for event in before[:len(kept)]]:
        broken.append(("damage called sound", "other events"))
    return "harmless" if len(kept) >= reference["exported"] else "shortened"


def run(options):
    tally = tools.Tally("damage")
    folder = tools.scratch()
    office = prepare(folder)
    before, before_site = witness.events(office.ledger), witness.site(office.output)
    plain = office.copy(f"{folder}/reference")
    plain.must(plain.publish())
    # What may be seen: the site as it was, or with what was approved since.
    head = max(event["seq"] for event in before if event["act"] == "发布" and not event["record"])
    reference = {"pages": [contents(office.output), contents(plain.output)], "published": head,
                 "exported": witness.export(f"{office.site}/ledger.jsonl")}
    jobs, total = [], options.count or 240
    where = pieces(office)
    for number in range(total):
        target = TARGETS[number // len(HOWS) % len(TARGETS)]
        if options.at in (None, number):
            jobs.append((number, target, *where[target]))
    outcomes = {}
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        known = before, before_site, reference
        for job, (broken, outcome, told) in zip(jobs, pool.map(
                lambda job: attempt(office, f"{folder}/work", *job, options.seed, known), jobs)):
            place = f"--seed {options.seed} --count {total} --at {job[0]} ({job[1]}, {told})"
            outcomes[outcome.partition(":")[0]] = outcomes.get(outcome.partition(":")[0], 0) + 1
            if "though" in outcome:
                tally.note(outcome.replace("\n", " "), place)
            for kind, words in broken:
                tally.fault(kind, place, words)
    tally.add("damages", len(jobs))
    return tally.line(
        f"{len(jobs)} damages ({', '.join(f'{n} {what}' for what, n in sorted(outcomes.items()))}): "
        + tally.figures("crashes", "damage called sound", "altered pages", "broken sites", "broken ledgers",
                        "shortened ledgers published"))
