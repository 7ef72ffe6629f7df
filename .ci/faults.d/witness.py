"""Judges of a ledger and of a published site that share no code with the program."""
import hashlib
import json
import os
import shutil
import sqlite3
import tempfile


class Unsound(Exception):
    """A ledger or a site that is not what it must be."""


def events(ledger, scratch=None):
    """Every event of a ledger, its chain recomputed; the file is looked at in a copy, so that nothing is changed.

    An absent ledger has no events.
    """
    if not os.path.exists(ledger):
        return []
    folder = tempfile.mkdtemp(prefix="look.", dir=scratch)
    try:
        for suffix in ("", "-wal"):
            if os.path.exists(ledger + suffix):
                shutil.copyfile(ledger + suffix, f"{folder}/copy{suffix}")
        try:
            database = sqlite3.connect(f"{folder}/copy")
            tables = {name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
            rows = database.execute("SELECT sequence, bytes, hash FROM events ORDER BY sequence").fetchall() \
                if "events" in tables else []
            database.close()
        except sqlite3.Error as error:
            raise Unsound(f"ledger: {error}") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return [chained for chained in chain(rows)]


def chain(rows):
    """Checks (sequence, bytes, hash) rows one by one and gives their events."""
    previous = "0" * 64
    for expected, (sequence, content, kept) in enumerate(rows, 1):
        digest = hashlib.sha256(b"gongkai-event-v1\n%d\n" % len(content) + content).digest()
        event = json.loads(content)
        if sequence != expected or event["seq"] != expected or digest != kept or event["prev"] != previous:
            raise Unsound(f"ledger: event {expected} is not chained")
        previous = digest.hex()
        yield event


def holds(found, acknowledged):
    """Acknowledged acts that no event records. Each act needs an event of its own."""
    from office import EVENT_OF
    kept = {}
    for event in found:
        if event["record"] and event["digest"]:
            key = (event["act"], event["record"], event["digest"][:12])
            kept[key] = kept.get(key, 0) + 1
    lost = []
    for verb, record, digest in acknowledged:
        key = (EVENT_OF[verb], record, digest)
        if kept.get(key, 0) < 1:
            lost.append((verb, record, digest))
        else:
            kept[key] -= 1
    return lost


def site(folder):
    """The SHA-256 of a site's manifest, when the folder is exactly what it lists; None if there is no folder."""
    if not os.path.exists(folder):
        return None
    if not os.path.exists(f"{folder}/manifest.json"):
        raise Unsound("site: no manifest.json")
    with open(f"{folder}/manifest.json", "rb") as file:
        manifest = file.read()
    try:
        listed = {entry["path"]: entry for entry in json.loads(manifest)["files"]}
    except (ValueError, KeyError, TypeError) as error:
        raise Unsound(f"site: manifest.json: {error}") from error
    found = set()
    for above, _, names in os.walk(folder):
        for name in names:
            path = f"{above}/{name}"
            below = os.path.relpath(path, folder)
            if below == "manifest.json":
                continue
            found.add(below)
            with open(path, "rb") as file:
                content = file.read()
            if below not in listed:
                raise Unsound(f"site: {below} is not in the manifest")
            if hashlib.sha256(content).hexdigest() != listed[below]["sha256"]:
                raise Unsound(f"site: {below} is not what the manifest says")
    if found != set(listed):
        raise Unsound(f"site: {sorted(set(listed) - found)[0]} is missing")
    return hashlib.sha256(manifest).hexdigest()


def export(path):
    """The number of events in an exported ledger, its chain recomputed; None if there is no file."""
    if not os.path.exists(path):
        return None
    with open(path, "rb") as file:
        rows = [row for row in file.read().split(b"\n") if row.startswith(b'{"event":')]
    kept = []
    for sequence, row in enumerate(rows, 1):
        content, _, end = row[len(b'{"event":'):].rpartition(b',"hash":"')
        kept.append((sequence, content, bytes.fromhex(end[:64].decode())))
    return len(list(chain(kept)))


def tree(folder):
    """Everything below a folder, as path → content: to see that nothing changed."""
    found = {}
    for above, _, names in os.walk(folder):
        for name in names:
            path = f"{above}/{name}"
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = hashlib.sha256(file.read()).hexdigest()
    return found
