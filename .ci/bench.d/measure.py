"""Runs a program and reads what it took: wall clock, processor time, peak memory."""
import os
import signal
import statistics
import subprocess
import sys
import threading
from typing import NamedTuple


class BenchFault(Exception):
    """The measurement would not mean what its heading says; nothing is printed under it."""


class Reading(NamedTuple):
    """One run. Seconds; peak resident memory in bytes."""

    seconds: float
    processor: float
    memory: int


class Row(NamedTuple):
    """The readings of one act, in the order of the rounds."""

    readings: list[Reading]

    @property
    def seconds(self) -> float:
        return statistics.median(reading.seconds for reading in self.readings)

    @property
    def processor(self) -> float:
        return statistics.median(reading.processor for reading in self.readings)

    @property
    def memory(self) -> float:
        return statistics.median(reading.memory for reading in self.readings)


def run(command: list[str], log: str, environment: dict[str, str] | None = None) -> Reading:
    """Runs a command to its end, its output into the file `log` and its errors into `log`.err.

    Throws BenchFault unless it ends with status 0.
    """
    launch = [sys.executable, "-I", "-S", "-B", os.path.join(os.path.dirname(os.path.abspath(__file__)), "launch.py")]
    with subprocess.Popen(
        [*launch, log, *command], stdout=subprocess.PIPE, text=True, env=environment, start_new_session=True
    ) as launcher:
        try:
            words = launcher.communicate()[0].split()
        except BaseException:
            os.killpg(launcher.pid, signal.SIGKILL)
            raise
    if len(words) != 4:
        raise BenchFault(f"{command[0]} could not be started")
    status, seconds, processor, kilobytes = words
    if status != "0":
        raise BenchFault(f"{' '.join(command)} ended with status {status}\n{tail(log)}{tail(log + '.err')}")
    return Reading(float(seconds), float(processor), int(kilobytes) * 1024)


def tail(path: str) -> str:
    """The last 1,500 bytes of a file."""
    with open(path, "rb") as file:
        file.seek(max(0, os.path.getsize(path) - 1500))
        return file.read().decode(errors="replace")


def memory_floor(log: str) -> int:
    """Bytes under which no peak can be read: what a command that does nothing shows."""
    return run(["true"], log).memory


class SpaceWatch:
    """The most that the file system of a folder was filled beyond its state at the start, in bytes, while it runs.
    What others write there meanwhile is in it."""

    def __init__(self, folder: str):
        self.folder = folder
        self.start = self.used()
        self.most = 0
        self.isOver = threading.Event()
        self.thread = threading.Thread(target=self.watch, daemon=True)

    def used(self) -> int:
        facts = os.statvfs(self.folder)
        return (facts.f_blocks - facts.f_bfree) * facts.f_frsize

    def watch(self) -> None:
        while not self.isOver.wait(0.2):
            self.most = max(self.most, self.used() - self.start)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.isOver.set()
        self.thread.join()
