"""50 reviewers at once over a ledger of 10,000 records.

    .ci/check-console load [SECONDS [RECORDS [REVIEWERS]]]

Each opens the queue, an item, and agrees, over and over. Prints p50, p95 and p99 of the queue page and of a decision, the
memory of the console, and checks that each acknowledged decision stands in the ledger once and that the ledger verifies.
"""
import json
import random
import re
import sys
import threading
import time

from office import PEOPLE, Browser, Office, enrol

seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 60
records = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
reviewers = int(sys.argv[3]) if len(sys.argv) > 3 else 50

people = dict(PEOPLE)
for number in range(reviewers):
    people[f"r{number:02}"] = (f"审{number:02}", "科长", "综合科", "科室负责人")
office = Office(people)
for number in range(records):
    office.record(f"{number // 500:02}/{number:05}", f"关于第{number}号事项的通知", 内容概述=f"第{number}号事项")
began = time.time()
office.run("review", "submit", "--all", "--as", "zhou")
print(f"{records} records submitted in {time.time() - began:.1f} s")
began = time.time()
office.start()
print(f"console started in {time.time() - began:.1f} s")
try:
    enrol(office, [account for account in people if account.startswith("r")])
    browsers = [Browser(office).sign_in(f"r{number:02}") for number in range(reviewers)]
    queue_times, item_times, decision_times, errors = [], [], [], []
    acknowledged, refused = [], 0
    lock = threading.Lock()
    end = time.time() + seconds

    def work(browser):
        global refused
        while time.time() < end:
            try:
                start = time.perf_counter()
                status, _, text = browser.get(f"/queue?page={random.randint(1, 20)}")
                took = time.perf_counter() - start
                links = re.findall(r'href="(/item\?id=[^"]+)"', text)
                if status != 200 or not links:
                    raise ValueError(f"queue {status}, {len(links)} links")
                link = random.choice(links)
                start = time.perf_counter()
                status, _, text = browser.get(link)
                item_took = time.perf_counter() - start
                if 'value="agree"' not in text:
                    continue
                digest = re.search(r'name="digest" value="([^"]+)"', text).group(1)
                name = re.search(r'name="id" value="([^"]+)"', text).group(1)
                start = time.perf_counter()
                status, _, text = browser.post(
                    "/item/decide", id=name, digest=digest, step="科室审核", choice="agree", then="next")
                decision = time.perf_counter() - start
                with lock:
                    queue_times.append(took)
                    item_times.append(item_took)
                    if status == 303:
                        decision_times.append(decision)
                        acknowledged.append(name)
                    elif status == 409:
                        refused += 1
                    else:
                        errors.append(f"decision {status}")
            except Exception as error:
                with lock:
                    errors.append(repr(error))
            # A person takes time; without it the client's own threads would be what is measured.
            time.sleep(random.uniform(0.2, 0.8))

    threads = [threading.Thread(target=work, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    def shown(name, times):
        times = sorted(times)
        at = lambda share: 1000 * times[min(len(times) - 1, int(len(times) * share))]
        print(f"{name}: {len(times)} requests, p50 {at(.5):.0f} ms, p95 {at(.95):.0f} ms, p99 {at(.99):.0f} ms, "
              f"most {1000 * times[-1]:.0f} ms")

    shown("queue page", queue_times)
    shown("item page", item_times)
    shown("decision", decision_times)
    print("memory: %d MiB now, %d MiB at most" % tuple(office.memory()))
    office.process.terminate()
    office.process.wait()
    office.run("ledger", "export", "--to", f"{office.root}/ledger.jsonl")
    lines = map(json.loads, open(f"{office.root}/ledger.jsonl", encoding="utf-8"))
    agreed = [line["event"]["record"] for line in lines if line.get("event", {}).get("act") == "同意"]
    lost = set(acknowledged) - set(agreed)
    twice = len(agreed) - len(set(agreed))
    verified = office.run("ledger", "verify", check=False)
    print(f"decisions: {len(acknowledged)} acknowledged, {refused} refused because another was first, "
          f"{len(agreed)} in the ledger, {len(lost)} lost, {twice} twice; errors {len(errors)} {errors[:3]}")
    print("ledger verify: " + (verified.stdout + verified.stderr).strip().splitlines()[0])
    sys.exit(1 if lost or twice or errors or verified.returncode else 0)
finally:
    office.close()
