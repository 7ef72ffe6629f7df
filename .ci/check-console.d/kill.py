"""kill -9 of the console during decisions: nothing acknowledged is lost.

    .ci/check-console kill [ROUNDS]
"""
import random
import re
import sys
import threading
import time

from office import PEOPLE, Browser, Office, enrol

rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
people = dict(PEOPLE)
heads = [f"r{number}" for number in range(4)]
for number, account in enumerate(heads):
    people[account] = (f"审{number}", "科长", "综合科", "科室负责人")
office = Office(people)
for number in range(rounds * 60):
    office.record(f"{number:05}", f"关于第{number}号事项的通知")
office.run("review", "submit", "--all", "--as", "zhou")
office.start()
acknowledged, lock = set(), threading.Lock()


def work(browser, names):
    """Agrees to one after the other until the console dies."""
    for name in names:
        try:
            text = browser.get(f"/item?id={name}")[2]
            digest = re.search(r'name="digest" value="([^"]+)"', text).group(1)
            status = browser.post("/item/decide", id=name, digest=digest, step="科室审核", choice="agree")[0]
        except Exception:
            return
        if status == 303:
            with lock:
                acknowledged.add(name)


try:
    enrol(office, heads)
    names = [f"{number:05}" for number in range(rounds * 60)]
    for number in range(rounds):
        browsers = [Browser(office).sign_in(account) for account in heads]
        own = names[number * 60:(number + 1) * 60]
        threads = [threading.Thread(target=work, args=(browser, own[index::4])) for index, browser in enumerate(browsers)]
        for thread in threads:
            thread.start()
        wanted, began = len(acknowledged) + random.randint(1, 40), time.time()
        while len(acknowledged) < wanted and time.time() - began < 30:
            time.sleep(0.001)
        office.kill()
        for thread in threads:
            thread.join()
        office.start()
    office.process.terminate()
    office.process.wait()
    log = office.run("review", "log").stdout
    agreed = re.findall(r"  同意  (\d{5}) ", log)
    lost = acknowledged - set(agreed)
    verified = office.run("ledger", "verify", check=False)
    print(f"{rounds} kills: {len(acknowledged)} decisions acknowledged, {len(agreed)} in the ledger, {len(lost)} lost, "
          f"{len(agreed) - len(set(agreed))} twice; ledger verify: {verified.stdout.strip().splitlines()[0]}")
    sys.exit(1 if lost or len(agreed) != len(set(agreed)) or verified.returncode or not acknowledged else 0)
finally:
    office.close()
