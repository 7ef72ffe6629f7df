"""Every n-th change to a file fails, is cut short, or is the last: real processes behind the file layer.

For each stage the calls are counted first, once by the layer and once by strace, which must agree. Then, for each mode
and each position, the act runs on a fresh copy of the office, and afterwards: what it acknowledged is in the ledger,
what it refused is not; the ledger's chain holds; the site served is the old one or the new one, whole; the act, tried
again without a fault, comes through; the next publish does too, and `gongkai verify` finds nothing.
"""
import concurrent.futures
import errno
import os
import shutil

import recording
import stages
import tools
import systemcalls
import witness

ERRORS = {name: getattr(errno, name) for name in ("ENOSPC", "EIO", "EROFS")}
MODES = ["kill", "torn", *ERRORS, *(f"{name}+" for name in ERRORS), "short", "short+", "full"]


def injecting(folder, layer, mode, position):
    """The environment that makes one fault."""
    plain = mode.rstrip("+")
    return {
        "LD_PRELOAD": layer, "FAULT_ROOT": folder, "FAULT_AT": str(position),
        "FAULT_MODE": str(ERRORS.get(plain, plain)), "FAULT_EVER": "1" if mode.endswith("+") else "0"}


def count(stage, office, layer, folder):
    """How many calls the stage makes, as the layer numbers them; what the layer saw succeed, and what strace saw."""
    work = office.copy(f"{folder}/count")
    work.must(work.run(*work.words(stage.words), environment={
        "LD_PRELOAD": layer, "FAULT_ROOT": work.folder, "FAULT_COUNT": f"{folder}/calls",
        "FAULT_LOG": f"{folder}/log"}))
    calls = int(tools.read(f"{folder}/calls"))
    numbered = sum(op.kind in "wlsSumrh" for op in recording.read(f"{folder}/log"))
    work = office.copy(f"{folder}/count")
    work.must(work.run(*work.words(stage.words), before=systemcalls.strace(f"{folder}/trace")))
    return calls, numbered, systemcalls.changes(f"{folder}/trace", work.folder)


def attempt(stage, office, layer, folder, mode, position, before):
    """One fault. Gives (kind, told) for every promise broken, and remarks."""
    work = office.copy(f"{folder}/{stage.name}.{mode}.{position}")
    broken, remarks = [], []
    try:
        answer = work.run(*work.words(stage.words), environment=injecting(work.folder, layer, mode, position))
        if answer.has_crashed:
            broken.append(("crashes", answer.told()))
        try:
            judge(work, answer, before, broken, remarks)
        except witness.Unsound as error:
            broken.append(("broken " + str(error).partition(":")[0] + "s", f"{error}; {answer.told()}"))
        again(stage, work, answer, broken, remarks)
    except RuntimeError as error:
        broken.append(("harness", str(error)))
    finally:
        shutil.rmtree(work.folder, ignore_errors=True)
    return broken, remarks


def judge(work, answer, before, broken, remarks):
    """What must hold at once, before anything else touches the office."""
    old, old_site = before
    found = witness.events(work.ledger)
    if os.path.exists(work.ledger) or not os.path.exists(f"{work.site}/ledger.jsonl"):
        if [event["nonce"] for event in found[:len(old)]] != [event["nonce"] for event in old]:
            broken.append(("lost decisions", f"{len(old)} events before, {len(found)} now; {answer.told()}"))
    lost = witness.holds(found[len(old):], answer.acknowledged)
    if lost:
        broken.append(("lost decisions", f"{lost[0]}; {answer.told()}"))
    site = witness.site(work.output)
    if old_site and site is None:
        broken.append(("broken sites", "the published site is gone"))
    if answer.code == 2:
        if len(found) > len(old) and old:
            acts = sorted({event["act"] for event in found[len(old):]})
            remarks.append(f"exit 2 (nothing changed), but the ledger has gained {'、'.join(acts)}")
        elif len(found) > 1 and not old:
            remarks.append("exit 2 (nothing changed), but the ledger is founded and holds acts")
        if site != old_site:
            remarks.append("exit 2 (nothing changed), but the site served is the new one")


def again(stage, work, answer, broken, remarks):
    """The same act without a fault, a publication, and the program's own verification."""
    looked = work.run("ledger", "verify")
    if looked.code != 0 and os.path.exists(work.ledger):
        broken.append(("unverified ledgers", looked.told()))
    if work.run("verify", work.output).code != 0 and os.path.exists(work.output) and os.path.exists(work.ledger):
        remarks.append("gongkai verify --site finds fault with a whole site until the next publish")
    if not (stage.name == "withdraw" and answer.code in (0, 1)):
        second = work.run(*work.words(stage.words))
        was_done = stage.name in ("restore", "backup") and answer.code == 0
        if second.code != 0 and not was_done and not is_done(stage, work):
            broken.append(("stuck", f"tried again: {second.told()}"))
    third = work.publish()
    if third.code not in (0, 1):
        return broken.append(("stuck", f"publish: {third.told()}"))
    try:
        found = witness.events(work.ledger)
        if not stage.done(work, found) and not broken:
            broken.append(("unfinished", f"{len(found)} events; first {answer.told()}; then {third.told()}"))
        witness.site(work.output)
    except witness.Unsound as error:
        broken.append(("broken " + str(error).partition(":")[0] + "s", str(error)))
    for words in (("verify", work.output), ("ledger", "verify", "--head", work.output)):
        last = work.run(*words)
        if last.code != 0:
            broken.append(("unverified", f"{words[0]}: {last.told()}"))
    left = [name for name in os.listdir(work.folder) + os.listdir(work.site)
            if name not in known(stage) and not name.startswith("ledger.sqlite")
            # What spares the next run work, and is thrown away where anything differs.
            and name not in (".ledger.memory", ".public.memory", ".public.spare", ".public.layout")]
    if left:
        remarks.append(f"left behind after the next publish: {sorted(left)[0]}")


def is_done(stage, work):
    try:
        return stage.done(work, witness.events(work.ledger))
    except (witness.Unsound, OSError):
        return False


def known(stage):
    return {"site", "public", "backup.sqlite", "site.yaml", "reviewers.yaml", "records", "attachments", "ledger.jsonl"}


def positions(calls, most):
    """All positions, or an even choice of them with the first and last ones."""
    if not most or calls <= most:
        return list(range(1, calls + 1))
    ends = set(range(1, 4)) | set(range(calls - 6, calls + 1))
    return sorted(ends | {1 + round(i * (calls - 1) / (most - 1)) for i in range(most)})


def run(options):
    tally = tools.Tally("inject")
    folder = tools.scratch()
    layer = tools.layer(folder)
    for stage in stages.named(options.stages):
        office = stage.make(f"{folder}/{stage.name}")
        before = witness.events(office.ledger), witness.site(office.output)
        calls, numbered, seen = count(stage, office, layer, folder)
        tally.add("calls", calls)
        if numbered != seen:
            tally.fault("blind spots", f"--stage {stage.name}", f"the layer saw {numbered} changes, strace {seen}")
        places = positions(calls, None if options.every else options.positions)
        jobs = [(mode, place) for mode in options.modes or MODES for place in places
                if options.at is None or place == options.at]
        if options.at is not None and not jobs:
            jobs = [(mode, options.at) for mode in options.modes or MODES]
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            running = {pool.submit(attempt, stage, office, layer, folder, mode, place, before): (mode, place)
                       for mode, place in jobs}
            for done in concurrent.futures.as_completed(running):
                mode, place = running[done]
                broken, remarks = done.result()
                tally.add("faults made")
                where = f"--stage {stage.name} --mode {mode} --at {place} (of {calls})"
                for kind, told in broken:
                    tally.fault(kind, where, told)
                for remark in remarks:
                    tally.note(f"{stage.name}: {remark}", where)
        tally.progress(f"{stage.name}: {calls} calls, {len(jobs)} faults made")
    kinds = ["crashes", "lost decisions", "broken sites", "broken ledgers", "unverified ledgers", "stuck", "unfinished"]
    rest = [kind for kind in tally.counts if kind not in kinds + ["calls", "faults made"]]
    return tally.line(
        f"{tally.counts.get('faults made', 0)} faults at {tally.counts.get('calls', 0)} calls of "
        f"{len(stages.named(options.stages))} acts: {tally.figures(*kinds, *rest)}")
