"""A web server reads the output during publications that change every page, and two publications at once.

Readers ask for every address over and over while new versions are approved and published. Every answer must be 200, and
its bytes must be those of one publication: the one that was up when it was asked, or one that came up before it was
answered. nginx serves if it is there, a small server in Python if not.
Then publications are started two at a time: one waits, or refuses plainly with [publish.busy].
"""
import hashlib
import http.client
import multiprocessing
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.parse

import tools
import witness
from office import Office

NGINX = """daemon off; worker_processes 2; pid {folder}/nginx.pid; error_log {folder}/nginx.log {level};
user {user};
events {{ worker_connections 256; }}
http {{ access_log off; client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5; keepalive_requests 100000;
server {{ listen 127.0.0.1:{port}; root {output}; }} }}
"""
PYTHON = """
import functools, http.server, os, sys
class Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 65536
    disable_nagle_algorithm = True
    def log_message(self, *a): pass
handler = functools.partial(Handler, directory=sys.argv[2])
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), handler).serve_forever()
"""


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def serve(office, folder):
    """Starts a web server over the output; its process, its port and its name."""
    port = free_port()
    if shutil.which("nginx") or os.path.exists("/usr/sbin/nginx"):
        os.chmod(folder, 0o755)
        tools.write(f"{folder}/nginx.conf", NGINX.format(
            folder=folder, port=port, output=office.output, level="crit",
            user="root" if os.geteuid() == 0 else "nobody"))
        process = subprocess.Popen(
            [shutil.which("nginx") or "/usr/sbin/nginx", "-e", f"{folder}/nginx.log", "-c", f"{folder}/nginx.conf"],
            stderr=subprocess.DEVNULL)
        name = "nginx"
    else:
        process = subprocess.Popen([sys.executable, "-c", PYTHON, str(port), office.output])
        name = "a Python server"
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return process, port, name
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"readers: {name} did not start")


def reader(port, paths, stop, queue):
    """Asks for every address in turn until told to stop; keeps what it got and when, each answer's kind once."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    seen, asked = {}, 0
    while not stop.is_set():
        for path in paths:
            began = time.monotonic()
            try:
                link.request("GET", "/" + urllib.parse.quote(path))
                answer = link.getresponse()
                body = answer.read()
                key = path, answer.status, hashlib.sha256(body).hexdigest()
            except (OSError, http.client.HTTPException) as error:
                link.close()
                key = path, 0, repr(error)
            ended = time.monotonic()
            asked += 1
            first, last, count = seen.get(key, (ended, began, 0))
            # The earliest answer and the latest question are the strictest.
            seen[key] = min(first, ended), max(last, began), count + 1
            if stop.is_set():
                break
    queue.put((asked, seen))


def listed(office):
    files = {path: digest for path, digest in witness.tree(office.output).items()}
    return files


def run(options):
    tally = tools.Tally("readers")
    folder = tools.scratch()
    os.chmod(folder, 0o755)
    office = Office.make(f"{folder}/office", 9)
    office.approve()
    office.must(office.publish())
    first = listed(office)
    server, port, name = serve(office, folder)
    stop, queue = multiprocessing.Event(), multiprocessing.Queue()
    processes = [multiprocessing.Process(target=reader, args=(port, sorted(first), stop, queue), daemon=True)
                 for _ in range(3)]
    # Each publication: when it may have come up at the earliest, when it was up for sure, its files.
    publications = [(0.0, 0.0, first)]
    total = options.count or 50
    try:
        for process in processes:
            process.start()
        time.sleep(0.3)
        for version in range(2, total + 2):
            for number in range(1, 10):
                office.edit(number, version)
            office.approve()
            began = time.monotonic()
            office.must(office.publish())
            publications.append((began, time.monotonic(), listed(office)))
        time.sleep(0.3)
        stop.set()
        answers = [queue.get(timeout=60) for _ in processes]
    finally:
        stop.set()
        server.terminate()
        server.wait()
    judge(tally, answers, publications)
    changed = sum(a[2] != b[2] for a, b in zip(publications, publications[1:]))
    waits = at_once(tally, office, max(4, total // 5))
    return tally.line(
        f"{total} publications ({changed} changed pages) under {name}, {tally.counts.get('answers', 0)} answers: "
        + tally.figures("not found", "failed answers", "mixed pages", "stale pages", "broken sites")
        + f"; {waits}")


def judge(tally, answers, publications):
    """Every answer must be the bytes of a publication that was up while it was asked."""
    for asked, seen in answers:
        tally.add("answers", asked)
        for (path, status, digest), (ended, began, count) in seen.items():
            if status == 404:
                tally.fault("not found", path, f"{count} times, {digest}")
                continue
            if status != 200:
                tally.fault("failed answers", path, f"{status} {digest}")
                continue
            up = [index for index, (_, _, files) in enumerate(publications) if files.get(path) == digest]
            if not up:
                tally.fault("mixed pages", path, f"the bytes of no publication, {count} times")
                continue
            # The page went when the first publication after it with other bytes was up for sure.
            last = up[-1] + 1
            gone = publications[last][1] if last < len(publications) else float("inf")
            if began > gone or ended < publications[up[0]][0]:
                tally.fault("stale pages", path, f"asked {began - gone:.3f} s after it went")


def at_once(tally, office, rounds):
    """Two publications at a time, of one site: to one folder, and to two."""
    both = busy = 0
    for number in range(rounds):
        for record in range(1, 4):
            office.edit(record, 1000 + number)
        office.approve()
        other = office.output if number % 2 == 0 else f"{office.folder}/other"
        words = [office.publishing, ("publish", "--templates", tools.OPTIONS.templates, "--output", other)]
        running = [office.start(*one) for one in words]
        ends = [(process.communicate()[1].decode(errors="replace"), process.returncode) for process in running]
        for err, code in ends:
            if code not in (0, 1) and not (code == 2 and "publish.busy" in err):
                tally.fault("failed publications", f"two at once, round {number}", f"exit {code}: {err[:300]}")
        codes = [code for _, code in ends]
        both += codes == [0, 0]
        busy += 2 in codes
        if codes == [2, 2]:
            tally.fault("failed publications", f"two at once, round {number}", "both refused")
        for folder in {office.output, other}:
            office.must(office.run("publish", "--templates", tools.OPTIONS.templates, "--output", folder))
            try:
                witness.site(folder)
            except witness.Unsound as error:
                tally.fault("broken sites", f"two at once, round {number}", str(error))
            verified = office.run("verify", folder)
            if verified.code != 0:
                tally.fault("broken sites", f"two at once, round {number}", verified.told())
    return f"two at once {rounds} times: one waited {both}, one refused {busy}, " + tally.figures("failed publications")
