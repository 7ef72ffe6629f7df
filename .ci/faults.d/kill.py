"""kill -9 at random moments of an office's ordinary life: edit, submit, decide, publish, export, over and over.

One office lives through all the kills. After each: the site served is whole, by `gongkai verify` and by a second
reader; the ledger verifies; no acknowledged act is lost; the act comes through when tried again, and the next
publication succeeds. A kill that comes after the program's end is not counted.
"""
import random
import time

import tools
import witness
from office import STEPS, Answer, Office

RECORDS = 3


class Life:
    """An office and what it was promised."""

    def __init__(self, folder, seed):
        self.office = Office.make(f"{folder}/office", RECORDS)
        self.chance = random.Random(seed)
        self.version = 1
        self.acknowledged = []
        self.seen = []
        # How long each verb takes, as last seen: kills fall anywhere in it.
        self.lasts = {}
        self.next = ["submit", *range(len(STEPS)), "publish", "export"]
        self.at = 0

    def words(self):
        """The next act of the round; a round begins with new versions."""
        act = self.next[self.at % len(self.next)]
        if act == "submit":
            return act, Office.submitting
        if act == "publish":
            return act, ("publish", "--templates", "TEMPLATES", "--output", "OUTPUT")
        return (act, ("ledger", "export")) if act == "export" else ("decide", Office.deciding(*STEPS[act]))

    def edit(self):
        self.version += 1
        for number in range(1, RECORDS + 1):
            if self.chance.random() < 0.7:
                self.office.edit(number, self.version)


def check(life, tally, answer, place):
    """What must hold after a kill, before anything else runs."""
    office = life.office
    life.acknowledged += answer.acknowledged
    try:
        found = witness.events(office.ledger)
        lost = witness.holds(found, life.acknowledged)
        if lost:
            tally.fault("lost decisions", place, f"{lost[0]}")
            life.acknowledged = [act for act in life.acknowledged if act not in lost]
        if [event["nonce"] for event in found[:len(life.seen)]] != life.seen:
            tally.fault("lost decisions", place, "events seen before are gone")
        life.seen = [event["nonce"] for event in found]
    except witness.Unsound as error:
        tally.fault("unverified ledgers", place, str(error))
    try:
        site = witness.site(office.output)
        if site:
            plain = office.verify_copy()
            if plain.code != 0:
                tally.fault("broken sites", place, plain.told())
    except witness.Unsound as error:
        tally.fault("broken sites", place, str(error))
    try:
        witness.export(f"{office.site}/ledger.jsonl")
    except (witness.Unsound, ValueError) as error:
        tally.fault("broken exports", place, str(error))
    verified = office.run("ledger", "verify")
    if verified.code != 0 and life.seen:
        tally.fault("unverified ledgers", place, verified.told())


def kill(life, tally, number, options):
    """One kill, somewhere in the next act."""
    act, words = life.words()
    if act == "submit":
        life.edit()
    words = life.office.words(words)
    lasts = life.lasts.get(act, 0.1)
    moment = life.chance.uniform(0, lasts * 1.05)
    began = time.monotonic()
    process = life.office.start(*words)
    time.sleep(moment)
    process.kill()
    out, err = process.communicate()
    answer = Answer(words, process.returncode, out.decode(errors="replace"), err.decode(errors="replace"), began, 0)
    if answer.is_killed:
        tally.add("kills")
        tally.add(f"in {act}")
    else:
        tally.add("came late")
        life.lasts[act] = max(0.02, lasts * 0.97)
    place = f"--seed {options.seed}, kill {number}, {act} after {moment * 1000:.1f} ms"
    if answer.code not in (0, 1, -9):
        tally.fault("failed acts", place, answer.told())
    check(life, tally, answer, place)
    # The act, once more and to its end: the office goes on.
    begun = time.monotonic()
    second = life.office.run(*words)
    life.lasts[act] = 0.8 * life.lasts.get(act, time.monotonic() - begun) + 0.2 * (time.monotonic() - begun)
    life.acknowledged += second.acknowledged
    if second.code != 0:
        tally.fault("failed acts", place, f"the next {act}: {second.told()}")
    if act != "publish":
        after = life.office.publish()
        if after.code not in (0, 1):
            tally.fault("failed publications", place, after.told())
    whole = life.office.run("verify", life.office.output)
    if whole.code != 0:
        tally.fault("broken sites", place, f"after the next publication: {whole.told()}")
    life.seen = [event["nonce"] for event in witness.events(life.office.ledger)]


def run(options):
    tally = tools.Tally("kill")
    life = Life(tools.scratch(), options.seed)
    total = options.count or 500
    number = 0
    while tally.counts.get("kills", 0) < total and number < 3 * total:
        number += 1
        try:
            kill(life, tally, number, options)
        except witness.Unsound as error:
            tally.fault("unverified ledgers", f"kill {number}", str(error))
            break
        # Rounds go on; now and then an act is hit twice.
        if life.chance.random() < 0.85:
            life.at += 1
        if number % 50 == 0:
            tally.progress(f"{number} kills, {len(life.seen)} events")
    hits = ", ".join(f"{what} {count}" for what, count in sorted(tally.counts.items()) if what.startswith("in "))
    return tally.line(
        f"kills {tally.counts['kills']} ({hits}, after the end {tally.counts.get('came late', 0)}; "
        f"{len(life.acknowledged)} acknowledged acts): " + tally.figures(
            "lost decisions", "broken sites", "unverified ledgers", "broken exports", "failed acts",
            "failed publications"))
