"""A clock that was set back, or forward and back again (faketime where it is installed, else the file layer's clock).

A clock behind the ledger's last event, by more than the moment that clocks step back by themselves, publishes nothing
and records nothing: exit 2 with [ledger.rolled-back], the site and the ledger as they were. Set right, all goes on.
"""
import shutil

import tools
import witness
from office import STEPS, Office

STEPS_BACK = [("5 seconds", 5), ("1 minute", 60), ("1 hour", 3600), ("1 day", 86400), ("30 days", 30 * 86400),
              ("10 years", 3653 * 86400)]
TOLERATED = 2


def set_off(seconds, layer):
    """Words before a command and its environment, under which the clock is off by so much."""
    if shutil.which("faketime") and not tools.OPTIONS.modes:
        return ["faketime", "-f", f"{seconds:+d}s"], None
    return [], {"LD_PRELOAD": layer, "FAULT_CLOCK": str(seconds)}


def refuses(tally, office, words, seconds, layer, name):
    """An act under a clock that is behind."""
    before = [event["nonce"] for event in witness.events(office.ledger)], witness.site(office.output)
    said, environment = set_off(-seconds, layer)
    answer = office.run(*office.words(words), before=said, environment=environment)
    tally.add("acts")
    after = [event["nonce"] for event in witness.events(office.ledger)], witness.site(office.output)
    place = f"{' '.join(words[:2])} with the clock {name} behind"
    if answer.code != 2 or "ledger.rolled-back" not in answer.err:
        tally.fault("acts under a wrong clock", place, answer.told())
    if before != after:
        tally.fault("changes under a wrong clock", place, answer.told())


def run(options):
    tally = tools.Tally("clock")
    folder = tools.scratch()
    layer = tools.layer(folder)
    office = Office.make(f"{folder}/office")
    office.approve()
    office.must(office.publish())
    publishing = ("publish", "--templates", "TEMPLATES", "--output", "OUTPUT")
    # The clock really is off: an event a day ahead must say so.
    ahead = office.copy(f"{folder}/ahead")
    ahead.edit(1, 2)
    said, environment = set_off(86400, layer)
    ahead.must(ahead.run(*ahead.words(Office.submitting), before=said, environment=environment))
    days = [event["time"][:10] for event in witness.events(ahead.ledger)]
    if days[-1] <= days[0]:
        tally.fault("no fault made", "clock", f"the clock can't be set: {days[0]} … {days[-1]}")
    for number, (name, seconds) in enumerate(STEPS_BACK):
        work = office.copy(f"{folder}/back")
        work.edit(1, 2 + number)
        work.must(work.submit())
        for step, account in STEPS[:-1]:
            work.must(work.decide(step, account))
        work.edit(2, 2 + number)
        for words in (Office.submitting, Office.deciding(*STEPS[-1]), publishing):
            refuses(tally, work, words, seconds, layer, name)
        work.must(work.decide(*STEPS[-1]))
        # Nothing new to record, and something new: neither may go out.
        refuses(tally, work, publishing, seconds, layer, name)
        work.must(work.publish())
        for words in (("verify", work.output), ("ledger", "verify")):
            work.must(work.run(*words))
    # Set forward, used, and set right again: the ledger has a future event, and says so until the day comes.
    work = ahead.copy(f"{folder}/forward")
    for words in (Office.deciding(*STEPS[0]), publishing):
        answer = work.run(*work.words(words))
        tally.add("acts")
        if answer.code != 2 or "ledger.rolled-back" not in answer.err:
            tally.fault("acts under a wrong clock", f"{words[0]} after an event of tomorrow", answer.told())
    for words in (("verify", work.output), ("ledger", "verify"), ("review", "log")):
        work.must(work.run(*words))
    return tally.line(f"{tally.counts['acts']} acts under a clock behind the ledger: " + tally.figures(
        "acts under a wrong clock", "changes under a wrong clock", "no fault made"))
