"""The acts that faults are tried on: for each, an office that stands just before it, the words of the act, and how it
is told that a second try, without a fault, came through."""
import os

import witness
from office import STEPS, Office

HELD = "--templates", "TEMPLATES"


class Stage:
    """One act at one moment of an office's life; earlier: acts that belong to it, for tests of several in a row."""

    def __init__(self, name, words, prepare, done, earlier=()):
        self.name, self.words, self.prepare, self.done, self.earlier = name, words, prepare, done, earlier

    def make(self, folder):
        office = Office.make(folder)
        self.prepare(office)
        return office


def approved(office):
    office.approve()


def published(office):
    office.approve()
    office.must(office.publish())


def changed(office):
    """Published, and a new version of one record approved since."""
    published(office)
    office.edit(1, version=2)
    office.approve()


def edited(office):
    """Published, and a new version of one record written since."""
    published(office)
    office.edit(1, version=2)


def before_last_step(office):
    office.submit()
    for step, account in STEPS[:-1]:
        office.must(office.decide(step, account))


def exported(office):
    """Published; the export that lies there is older."""
    office.approve()
    office.must(office.run("ledger", "export"))
    office.must(office.publish())


def moved(office):
    """Published and exported; the database is gone."""
    published(office)
    office.must(office.run("ledger", "export"))
    os.unlink(office.ledger)


def all_of(act, count=3):
    return lambda office, found: sum(event["act"] == act for event in found) >= count


def is_published(office, found):
    last = [event for event in found if event["act"] == "发布" and not event["record"]]
    return bool(last) and last[-1]["details"]["manifest"] == witness.site(office.output)


def is_exported(office, found):
    return witness.export(f"{office.site}/ledger.jsonl") == len(found)


def is_backed_up(office, found):
    return len(witness.events(f"{office.folder}/backup.sqlite")) == len(found)


def is_withdrawn(office, found):
    page = [path for path in witness.tree(office.output) if path.startswith("3.2/") and path.endswith("-00001.html")]
    return is_published(office, found) and all_of("撤下决定", 1)(office, found) and len(page) <= 1 and not any(
        "第1项工作第1版的要求".encode() in open(f"{office.output}/{path}", "rb").read()
        for path in witness.tree(office.output))


PUBLISHING = ("publish", *HELD, "--output", "OUTPUT")
WITHDRAWING = ("review", "withdraw", Office.record(1), "--kind", "紧急撤下", "--reason", "含个人信息", "--as", "signer",
               "--output", "OUTPUT", *HELD)
STAGES = [
    Stage("found", Office.submitting, lambda office: None, all_of("提交")),
    Stage("submit", Office.submitting, lambda o: (published(o), [o.edit(n, 2) for n in (1, 2, 3)]), all_of("提交", 6)),
    Stage("decide", Office.deciding(*STEPS[-1]), before_last_step, all_of("同意", 9)),
    Stage("publish-first", PUBLISHING, approved, is_published),
    Stage("publish-again", PUBLISHING, changed, is_published),
    Stage("publish-same", PUBLISHING, published, is_published),
    Stage("withdraw", WITHDRAWING, published, is_withdrawn),
    Stage("export", ("ledger", "export"), exported, is_exported),
    Stage("restore", ("ledger", "restore", "--output", "OUTPUT"), moved, is_published),
    Stage("backup", ("ledger", "backup", "FOLDER/backup.sqlite"), published, is_backed_up),
]

# Several acts in a row: what one leaves unsynced must not harm the next.
LIFE = Stage("life", PUBLISHING, edited, is_published,
             earlier=(Office.submitting, *(Office.deciding(*step) for step in STEPS), ("ledger", "export")))


def named(names, more=()):
    return [stage for stage in [*STAGES, *more] if not names or stage.name in names]
