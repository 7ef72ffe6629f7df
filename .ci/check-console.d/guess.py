"""1,000 guesses at a password from one address: few are checked, none of the rest, and the person's own password waits.

    .ci/check-console guess
"""
import collections
import sys
import time

from office import Browser, Office, enrol

office = Office()
office.start()
try:
    enrol(office, ["li"])
    began = time.time()
    answers = collections.Counter()
    browser = Browser(office)
    for number in range(1000):
        answers[browser.post("/signin", account="li", password=f"猜测的口令 {number}")[0]] += 1
    took = time.time() - began
    print(f"1000 guesses in {took:.1f} s: " + ", ".join(f"{count} × {status}" for status, count in answers.items()))
    sys.exit(0 if answers[401] <= 12 and answers[401] + answers[429] == 1000 else 1)
finally:
    office.close()
