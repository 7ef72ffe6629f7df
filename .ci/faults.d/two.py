"""Two people decide at once, for a minute, against a model that does one thing at a time.

Two processes at a time submit, agree, return, revoke and publish on the same few records. Every answer is kept with the
moments at which it was asked and given. The ledger's events then say in which order things happened; in that order a
sequential model, written from DESIGN §5 and sharing nothing with the program, must

  - accept every act that the ledger holds, each of which exactly one process was told of;
  - refuse, at some moment between question and answer, every act that was refused;
  - keep the order of what did not overlap.
"""
import random
import threading
import time
from dataclasses import dataclass, field

import tools
import witness
from office import STEPS, Office

NAMES = [name for name, _ in STEPS]
PEOPLE = {"提交": ["drafter", "drafter2"], "科室审核": ["head", "head2"], "保密审查": ["secrecy", "secrecy2"],
          "批准": ["signer", "signer2"]}
RECORDS = 4


@dataclass
class Version:
    """A submitted version in the model."""
    by: str
    agreed: dict = field(default_factory=dict)
    is_returned: bool = False


class Model:
    """One thing at a time: what may be done to a record, and what comes of it."""

    def __init__(self):
        self.latest, self.live, self.versions, self.touched = {}, {}, {}, {}

    def may(self, act):
        """Whether an act would be done now."""
        digest = self.latest.get(act.record)
        version = self.versions.get((act.record, digest))
        if act.kind == "提交":
            return not (self.live.get(act.record) == act.digest) and not (
                digest == act.digest and version and not version.is_returned)
        if version is None or act.digest and act.digest != digest:
            return False
        if act.kind == "撤回":
            if self.live.get(act.record) == digest:
                return False
            by = version.by if act.step == "提交" else version.agreed.get(act.step)
            return by == act.account
        if version.is_returned or self.live.get(act.record) == digest:
            return False
        before = NAMES[:NAMES.index(act.step)]
        if act.step in version.agreed or any(step not in version.agreed for step in before):
            return False
        return act.account not in version.agreed.values() and act.account != version.by

    def do(self, act):
        if act.kind == "提交":
            self.latest[act.record] = act.digest
            self.versions[act.record, act.digest] = Version(act.account)
            return
        digest = self.latest[act.record]
        version = self.versions[act.record, digest]
        if act.kind == "同意":
            version.agreed[act.step] = act.account
        elif act.kind == "退回":
            # A return ends the round: what was agreed before is not there to be revoked.
            version.is_returned, version.agreed = True, {}
        elif act.step == "提交":
            del self.latest[act.record]
            del self.versions[act.record, digest]
        else:
            for step in NAMES[NAMES.index(act.step):]:
                version.agreed.pop(step, None)

    def publish(self, record, digest):
        self.live[record] = digest


@dataclass
class Act:
    """One question and its answer; begun and ended in seconds of one clock."""
    kind: str
    record: str
    step: str
    account: str
    digest: str = ""
    begun: float = 0
    ended: float = 0
    is_done: bool = False
    told: str = ""


def worker(office, seed, until, lock, versions, acts, others, tally):
    chance = random.Random(seed)
    while time.monotonic() < until:
        number = chance.randrange(1, RECORDS + 1)
        record, roll = office.record(number), chance.random()
        if roll < 0.04:
            answer = office.publish()
            others.append(answer)
            continue
        if roll < 0.22:
            with lock:
                if chance.random() < 0.6:
                    versions[number] += 1
                    office.edit(number, versions[number])
            act = Act("提交", record, "提交", chance.choice(PEOPLE["提交"]))
            words = ("review", "submit", record, "--as", act.account)
        else:
            step = chance.choice(NAMES)
            act = Act("同意", record, step, chance.choice(PEOPLE[step]))
            words = ("review", "decide", record, "--step", step, "--as", act.account)
            if roll < 0.32:
                act.kind, words = "退回", (*words, "--return", "请修改")
            elif roll < 0.42:
                act.kind = "撤回"
                words = ("review", "revoke", record, "--step", step, "--as", act.account, "--reason", "再看")
            else:
                words = (*words, "--agree")
        answer = office.run(*words, "--templates", tools.OPTIONS.templates)
        act.begun, act.ended, act.told = answer.begun, answer.ended, answer.told()
        if answer.code not in (0, 2):
            tally.fault("failed acts", f"{words}", answer.told())
        said = answer.acknowledged
        act.is_done = bool(said)
        if said:
            act.digest = said[0][2]
        acts.append(act)


def judge(tally, acts, found, began):
    """Replays the ledger through the model and compares every answer."""
    waiting = [act for act in acts if act.is_done]
    model, states, last = Model(), [], 0.0
    order = []
    for event in found[began:]:
        place = f"event {event['seq']} {event['act']} {event['record']}"
        if event["act"] == "发布":
            if event["record"]:
                model.publish(event["record"], event["digest"][:12])
                states.append(None)
            continue
        step = event["details"].get("step") or "提交"
        mine = [act for act in waiting if (act.kind, act.record, act.step, act.account, act.digest) == (
            event["act"], event["record"], step, event["account"], event["digest"][:12])]
        if not mine:
            tally.fault("events nobody was told of", place)
            continue
        act = min(mine, key=lambda act: act.ended)
        waiting.remove(act)
        if not model.may(act):
            tally.fault("acts against the rules", place, f"{act}")
        model.do(act)
        order.append(act)
    for act in waiting:
        tally.fault("lost decisions", f"{act.kind} {act.record} by {act.account}", act.told)
    for act in order:
        if act.ended < last:
            tally.fault("order turned round", f"{act.kind} {act.record}", "recorded after what was asked later")
        last = max(last, act.begun)
    return order


def refusals(tally, acts, order, found, began):
    """Each refusal must be right at some moment between its question and its answer."""
    moments = iter(order)
    model = Model()
    # States with the earliest and latest moment at which each could have been so.
    steps = []
    for event in found[began:]:
        if event["act"] == "发布":
            if event["record"]:
                steps.append((None, event))
        else:
            act = next(moments, None)
            if act is not None:
                steps.append((act, event))
    refused = [act for act in acts if not act.is_done]
    right = set()

    def look(earliest, latest):
        for index, act in enumerate(refused):
            if index not in right and act.ended >= earliest and act.begun <= latest and not model.may(act):
                right.add(index)
    earliest = 0.0
    for index, (act, event) in enumerate(steps):
        # A state ends with the next event, which happened no later than the next answer.
        look(earliest, next((later.ended for later, _ in steps[index:] if later), float("inf")))
        if act:
            model.do(act)
            earliest = max(earliest, act.begun)
        else:
            model.publish(event["record"], event["digest"][:12])
    look(earliest, float("inf"))
    for index, act in enumerate(refused):
        if index not in right and act.kind != "提交":
            tally.fault("refused without reason", f"{act.kind} {act.record} {act.step} by {act.account}", act.told)


def run(options):
    tally = tools.Tally("two")
    folder = tools.scratch()
    office = Office.make(f"{folder}/office", RECORDS)
    office.must(office.publish())
    began = len(witness.events(office.ledger))
    seconds = options.seconds or 60
    until, lock, versions = time.monotonic() + seconds, threading.Lock(), dict.fromkeys(range(1, RECORDS + 1), 1)
    acts, others = [], []
    workers = [threading.Thread(target=worker, args=(
        office, f"{options.seed}/{number}", until, lock, versions, acts, others, tally)) for number in range(2)]
    for thread in workers:
        thread.start()
    for thread in workers:
        thread.join()
    try:
        found = witness.events(office.ledger)
        order = judge(tally, acts, found, began)
        refusals(tally, acts, order, found, began)
    except witness.Unsound as error:
        tally.fault("unverified ledgers", "at the end", str(error))
    busy = 0
    for answer in others:
        busy += answer.code == 2 and any(code in answer.err for code in ("publish.busy", "review.content-changed"))
        if answer.code not in (0, 1) and not any(
                code in answer.err for code in ("publish.busy", "review.content-changed")):
            tally.fault("failed publications", "beside decisions", answer.told())
    for words in (("ledger", "verify"), tuple(office.publishing), ("verify", office.output)):
        answer = office.run(*words)
        if answer.code not in ((0, 1) if words[0] == "publish" else (0,)):
            tally.fault("unverified ledgers", " ".join(words[:2]), answer.told())
    done = sum(act.is_done for act in acts)
    overlapping = sum(
        1 for one, other in zip(sorted(acts, key=lambda a: a.begun), sorted(acts, key=lambda a: a.begun)[1:])
        if other.begun < one.ended)
    return tally.line(
        f"{seconds:g} s, {len(acts)} acts ({done} done, {len(acts) - done} refused, {overlapping} overlapping), "
        f"{len(others)} publications ({busy} refused as busy or overtaken): " + tally.figures(
            "lost decisions", "events nobody was told of", "acts against the rules", "refused without reason",
            "order turned round", "failed publications", "unverified ledgers", "failed acts"))
