"""Starts a command and prints what it took: status, seconds, processor seconds, peak kilobytes.

    python3 -I -S -B launch.py LOG COMMAND...     output to LOG, errors to LOG.err

A child's ru_maxrss starts at the size of the process that starts it; this one is kept small, so that a small child is
still read rightly, however much the bench itself holds.
"""
import os
import sys
import time

log, command = sys.argv[1], sys.argv[2:]
created = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
files = [
    (os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0),
    (os.POSIX_SPAWN_OPEN, 1, log, created, 0o644),
    (os.POSIX_SPAWN_OPEN, 2, log + ".err", created, 0o644),
]
start = time.monotonic()
child = os.posix_spawnp(command[0], command, os.environ, file_actions=files)
_, status, usage = os.wait4(child, 0)
seconds = time.monotonic() - start
print(os.waitstatus_to_exitcode(status), seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss)
