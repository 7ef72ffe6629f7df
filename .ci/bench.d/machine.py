"""The facts of the machine that a figure needs beside it."""
import os
import platform


def file_system(folder: str) -> str:
    """The type of the file system that a folder lies on, as /proc/mounts names it."""
    path, best, kind = os.path.realpath(folder), "", "unknown"
    with open("/proc/mounts", encoding="utf-8") as mounts:
        for line in mounts:
            point, name = line.split()[1:3]
            if (path + "/").startswith(point.rstrip("/") + "/") and len(point) >= len(best):
                best, kind = point, name
    return kind


def value_after(path: str, key: str) -> str:
    """The value of the first line `key: value` of a file under /proc."""
    with open(path, encoding="utf-8") as file:
        for line in file:
            name, _, value = line.partition(":")
            if name.strip() == key:
                return value.strip()
    return "unknown"


def machine_facts(folder: str) -> dict[str, str]:
    space = os.statvfs(folder)
    memory = value_after("/proc/meminfo", "MemTotal").split()[0]
    return {
        "processor": f"{value_after('/proc/cpuinfo', 'model name')} ({platform.machine()})",
        "cores": str(len(os.sched_getaffinity(0))),
        "memory": f"{int(memory) / 1_048_576:.1f} GiB" if memory.isdecimal() else "unknown",
        "system": f"{platform.system()} {platform.release()}",
        "file system": f"{file_system(folder)}, {space.f_bavail * space.f_frsize / 1e9:.1f} GB free",
        "load at the start": "%.2f %.2f %.2f" % os.getloadavg(),
    }
