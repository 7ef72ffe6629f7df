"""A full disk at every stage, and folders that can't be written.

The office lies on a small file system in memory. For each act that system is filled until so much is left, from nothing
up to more than the act needs; then the act runs on what is left. It must come through or refuse plainly: no crash, the
old site whole, the ledger's chain as it was, readable and verifiable on the full disk too; with space again, the act
and a publication come through. Then the same acts run on file systems that are read-only. Needs root.
"""
import os
import shutil
import subprocess

import inject
import stages
import tools
import witness
from office import Office

SIZE = 24 << 20


def mount(folder, *words):
    os.makedirs(folder, exist_ok=True)
    subprocess.run(["mount", *words, folder], check=True, capture_output=True)


def unmount(folder):
    subprocess.run(["umount", folder], check=False, capture_output=True)


def fill(folder, left):
    """Leaves so many bytes of a file system."""
    path = f"{folder}/ballast"
    with open(path, "wb") as file:
        status = os.statvfs(folder)
        size = max(0, status.f_bavail * status.f_bsize - left)
        os.posix_fallocate(file.fileno(), 0, size) if size else None


def on_disk(office, folder):
    """An office on the small disk, whose mount holds nothing else."""
    for name in os.listdir(folder):
        path = f"{folder}/{name}"
        shutil.rmtree(path) if os.path.isdir(path) else os.unlink(path)
    shutil.copytree(office.folder, folder, symlinks=True, dirs_exist_ok=True)
    return Office(folder)


def attempt(tally, stage, office, disk, left, before):
    """One act with so many bytes left."""
    place = f"--stage {stage.name} --at {left}"
    work = on_disk(office, disk)
    fill(disk, left)
    answer = work.run(*work.words(stage.words))
    tally.add("tries")
    tally.add("came through" if answer.code == 0 else "refused")
    broken, remarks = [], []
    if answer.has_crashed or answer.code not in (0, 1, 2):
        broken.append(("crashes", answer.told()))
    elif answer.code and not answer.err.strip():
        broken.append(("silent refusals", answer.told()))
    try:
        inject.judge(work, answer, before, broken, remarks)
        if os.path.exists(work.ledger) and before[0]:
            for words in (("ledger", "verify"), ("review", "log"), ("check",)):
                looked = work.run(*words)
                if looked.code not in ((0, 1) if words[0] == "check" else (0,)):
                    broken.append(("unreadable ledgers", f"{' '.join(words)} on the full disk: {looked.told()}"))
        if before[1] and work.verify_copy().code != 0:
            broken.append(("broken sites", work.verify_copy().told()))
        os.unlink(f"{disk}/ballast")
        inject.again(stage, work, answer, broken, remarks)
    except (witness.Unsound, RuntimeError, OSError) as error:
        broken.append(("broken " + str(error).partition(":")[0] + "s", str(error)))
    for kind, told in broken:
        tally.fault(kind, place, told)
    for remark in remarks:
        if "ballast" not in remark:
            tally.note(f"{stage.name}: {remark}", place)
    return answer.code == 0


def amounts():
    """Bytes left: nothing, then in steps that grow; the steps are pages of memory, which is what tmpfs counts in."""
    left = 0
    while left <= 8 << 20:
        yield left
        left += max(4096, left // 4 // 4096 * 4096)


def read_only(tally, stage, office, folder, which, before):
    """One act where the site, the output or both can't be written. A bind mount refuses root, too."""
    place = f"--stage {stage.name}, read-only {which}"
    work = office.copy(f"{folder}/read-only")
    os.makedirs(work.output, exist_ok=True)
    closed = {"site": work.site, "output": work.output, "all": work.folder}[which]
    mount(closed, "--bind", closed)
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", closed], check=True, capture_output=True)
        answer = work.run(*work.words(stage.words))
        tally.add("tries")
        tally.add("refused" if answer.code == 2 else "came through")
        broken, remarks = [], []
        if answer.code not in (0, 1, 2):
            broken.append(("crashes", answer.told()))
        try:
            site = before[1] if before[1] else None
            if site:
                inject.judge(work, answer, before, broken, remarks)
            for words in (("ledger", "verify"), ("review", "log"), ("review", "queue"), ("check",),
                          ("verify", work.output)):
                if which == "output" or not before[0] or (words[0] == "verify" and not site):
                    continue
                looked = work.run(*words)
                if looked.code not in ((0, 1) if words[0] == "check" else (0,)):
                    told = f"{' '.join(words[:2])} in a read-only folder: {looked.told()}"
                    broken.append(("unreadable ledgers", told))
        except witness.Unsound as error:
            broken.append(("broken " + str(error).partition(":")[0] + "s", str(error)))
        for kind, told in broken:
            tally.fault(kind, place, told)
        for remark in remarks:
            tally.note(f"{stage.name}: read-only {which}: {remark}", place)
    finally:
        unmount(closed)
        shutil.rmtree(work.folder, ignore_errors=True)


def run(options):
    tally = tools.Tally("full")
    if os.geteuid() != 0:
        raise SystemExit("full: mounting needs root; run it as: sudo .ci/faults full")
    folder = tools.scratch()
    disk = f"{folder}/disk"
    mount(disk, "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs")
    try:
        for stage in stages.named(options.stages):
            office = stage.make(f"{folder}/{stage.name}")
            before = witness.events(office.ledger), witness.site(office.output)
            through = 0
            for left in amounts() if options.at is None else [options.at]:
                through = through + 1 if attempt(tally, stage, office, disk, left, before) else 0
                # Enough is enough: more space than it needs says nothing new.
                if through == 3:
                    break
            if not through:
                tally.fault("stuck", f"--stage {stage.name}", "refuses however much is left")
            for which in ("site", "output", "all"):
                read_only(tally, stage, office, folder, which, before)
            tally.progress(stage.name)
    finally:
        unmount(disk)
    return tally.line(
        f"{tally.counts.get('tries', 0)} acts on full and read-only disks ({tally.counts.get('came through', 0)} came "
        f"through, {tally.counts.get('refused', 0)} refused): " + tally.figures(
            "crashes", "lost decisions", "broken sites", "unverified ledgers", "unreadable ledgers", "stuck",
            "unfinished", "silent refusals"))
