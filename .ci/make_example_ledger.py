#!/usr/bin/env python3
"""Makes site/ledger.jsonl: the example office's decisions and publications, made with the program itself on the days
they are dated, by a faked clock (Debian's faketime).

    .ci/make_example_ledger.py [PROGRAM]        default .build/release/gongkai

Run it again when a record of the example site changes. The records under records/held/ are brought into the states
that their names say.
"""
import csv
import datetime
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAM = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, ".build/release/gongkai"))
DAYS = """2024-03-29 2024-05-20 2024-07-19 2025-01-24 2025-02-14 2025-04-11 2026-01-15 2026-01-26 2026-03-06 2026-03-27
2026-05-11 2026-06-03 2026-07-20 2026-08-14 2026-09-04 2026-10-09 2026-10-19 2026-10-30 2026-11-12 2026-11-20""".split()
work = tempfile.mkdtemp()
site = os.path.join(work, "site")
shutil.copytree(os.path.join(ROOT, "site"), site)
for name in os.listdir(site):
    if name.startswith("ledger."):
        os.remove(os.path.join(site, name))


def run(moment, *arguments, refused=False):
    """Runs the program at a moment of China Standard Time; stops on a refusal that was not expected."""
    done = subprocess.run(
        ["faketime", "-f", f"@{moment}", PROGRAM, *arguments, "--site", site], capture_output=True, text=True,
        env={**os.environ, "TZ": "Asia/Shanghai"})
    if done.returncode not in ((2,) if refused else (0, 1)):
        sys.exit(f"{moment} {arguments}: {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return done.stdout


def dates(path, identity):
    """The last of a record's 生成日期 and 变更日期."""
    text = open(path, encoding="utf-8-sig").read()
    if path.endswith(".csv"):
        row = next(r for r in csv.DictReader(text.splitlines(True)) if identity.endswith("/" + r["标识"]))
        return max(row["生成日期"], row.get("变更日期") or "")
    return max(re.findall(r"(?:生成日期|变更日期)[:>]\s*\"?(\d{4}-\d\d-\d\d)", text))


def ready():
    """Valid records, outside held/, with the day they were ready."""
    listed = json.loads(run("2026-11-20 09:00:00", "check", "--format", "json"))["items"]
    return [(dates(i["reasons"][0]["file"], i["id"]), i["id"]) for i in listed
            if not i["id"].startswith("held/") and [r["code"] for r in i["reasons"]] == ["review.not-submitted"]]


def decide(moment, ids, step, person, *choice):
    run(moment, "review", "decide", *ids, "--step", step, "--as", person, *(choice or ["--agree"]))


def approve(day, ids, drafter="zhou", head="chen", signer="sun"):
    """One office's morning: submitted at nine, signed before noon."""
    run(f"{day} 09:05:00", "review", "submit", *ids, "--as", drafter)
    decide(f"{day} 09:40:00", ids, "科室审核", head)
    decide(f"{day} 10:20:00", ids, "保密审查", "zheng")
    decide(f"{day} 11:30:00", ids, "批准", signer)


def publish(day, hour="15"):
    run(f"{day} {hour}:00:00", "publish", "--output", os.path.join(work, "public"), "--as-of", day,
        "--templates", os.path.join(ROOT, "templates"))


def write(name, text):
    with open(os.path.join(site, "records/held", name + ".md"), "w", encoding="utf-8") as file:
        file.write(text)


def read(name):
    return open(os.path.join(site, "records/held", name + ".md"), encoding="utf-8").read()


waiting = ready()
for number, day in enumerate(DAYS):
    ids = [identity for formed, identity in waiting if formed <= day]
    waiting = [(formed, identity) for formed, identity in waiting if formed > day]
    if day == "2026-10-19":
        ids.append("held/已撤下")
    if ids:
        approve(day, ids, *(("zhou", "chen", "sun"), ("chen", "li", "wang"), ("wu", "li", "sun"))[number % 3])
    publish(day)
assert not waiting, waiting

# 已撤下: published in October, found wrong in November.
run("2026-11-20 15:30:00", "review", "withdraw", "held/已撤下", "--kind", "发布有误", "--reason", "所列周末值班安排有误，核对后另行公告", "--as", "zhao")

# Approved, and held by their own fields.
approve("2026-11-21", ["held/" + n for n in ("依申请公开", "内部事务不予公开", "只登政府公报", "应上交应急信息", "定时发布", "公示已截止")],
        "wu", "li", "wang")

# 批准后又修改: what was approved is not what stands in the file now.
changed = read("批准后又修改")
write("批准后又修改", changed.rsplit("\n\n", 1)[0] + "\n")
approve("2026-11-22", ["held/批准后又修改", "held/附件属不公开"], "wu", "li", "wang")
write("批准后又修改", changed)

# 同一人两步: chen agreed as 科室负责人, then put forward a text of the same record, which zhou put back.
kept = read("同一人两步")
run("2026-11-23 08:40:00", "review", "submit", "held/同一人两步", "--as", "zhou")
decide("2026-11-23 08:50:00", ["held/同一人两步"], "科室审核", "chen")
write("同一人两步", kept + "\n(另一稿)\n")
run("2026-11-23 09:00:00", "review", "submit", "held/同一人两步", "--as", "chen")
write("同一人两步", kept)
run("2026-11-23 09:10:00", "review", "submit", "held/同一人两步", "--as", "zhou")

# In review.
for name in ("等待保密审查", "已退回", "保密审查不能确定"):
    run("2026-11-23 09:20:00", "review", "submit", "held/" + name, "--as", "zhou")
decide("2026-11-23 09:30:00", ["held/等待保密审查"], "科室审核", "li")
decide("2026-11-23 09:31:00", ["held/保密审查不能确定"], "科室审核", "li")
decide("2026-11-23 09:32:00", ["held/已退回"], "科室审核", "li", "--return", "数据没有注明来源，补充后再报")
decide("2026-11-23 09:40:00", ["held/保密审查不能确定"], "保密审查", "zheng", "--unsure", "其中的应急联络安排是否属于工作秘密，报市保密局确定")
publish("2026-11-23", "10")
run("2026-11-23 10:05:00", "ledger", "export")
shutil.copy(os.path.join(site, "ledger.jsonl"), os.path.join(ROOT, "site/ledger.jsonl"))
events = sum(1 for line in open(os.path.join(ROOT, "site/ledger.jsonl"), encoding="utf-8") if line.startswith('{"event"'))
print(f"site/ledger.jsonl: {events} events on {len(DAYS)} and more days, until {datetime.date(2026, 11, 23)}")
shutil.rmtree(work)
