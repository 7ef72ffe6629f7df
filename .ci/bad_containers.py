"""Makes bad containers, screens each in a process of its own, and prints code, seconds and peak memory."""

import io
import json
import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import time
import zipfile

SECONDS, MEGABYTES = 2.0, 256
CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>')
DOCUMENT = (
    '<?xml version="1.0"?>{head}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>正文{text}</w:t></w:r></w:p></w:body></w:document>")


def packed(entries, method=zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method, compresslevel=9) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


def spaces(name: str, megabytes: int) -> bytes:
    """An archive of nothing but blanks, made in pieces: what this process takes would count as its child's peak."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        with archive.open(name, "w", force_zip64=True) as entry:
            for _ in range(megabytes):
                entry.write(b" " * (1 << 20))
    return out.getvalue()


def word(head="", text="") -> bytes:
    return packed([("[Content_Types].xml", CONTENT_TYPES), ("_rels/.rels", RELATIONS),
                   ("word/document.xml", DOCUMENT.format(head=head, text=text))])


def claiming(archive: bytes, size: int) -> bytes:
    """The same archive with another unpacked size in both headers of its first entry."""
    data = bytearray(archive)
    struct.pack_into("<I", data, 22, size)
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, size)
    return bytes(data)


def flagged(archive: bytes) -> bytes:
    """The same archive with the encryption flag on its first entry, as a password-protected one has it."""
    data = bytearray(archive)
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def nested(depth: int) -> bytes:
    data = spaces("0.txt", 40)
    for level in range(depth):
        data = packed([(f"{level}-{n}.zip", data) for n in range(8)])
    return data


def samples():
    xxe = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    laughs = "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(
        f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)) + "]>"
    plain = word()
    # An Office file behind a password is an OLE file with this stream.
    ole = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 1016 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 3000
    yield "zip-bomb.zip", spaces("a.txt", 1024), {"archive-bomb"}
    yield "zip-bomb-nested.zip", nested(3), {"archive-bomb"}
    yield "claims-4gb.zip", claiming(packed([("a.txt", os.urandom(5000))]), 0xFFFFFFFE), {"false-size"}
    yield "xxe.docx", word(xxe, "&e;"), {"external-entity"}
    yield "entity-bomb.docx", word(laughs, "&a11;"), {"external-entity"}
    yield "path-traversal.zip", packed([("../../../etc/cron.d/x", b"x")]), {"path-traversal"}
    yield "path-traversal.docx", packed(
        [("[Content_Types].xml", CONTENT_TYPES), ("_rels/.rels", RELATIONS), ("word/document.xml", DOCUMENT.format(
            head="", text="")), ("../../evil.xml", "<a/>")]), {"path-traversal"}
    yield "password.zip", flagged(packed([("a.txt", b"secret" * 100)])), {"encrypted"}
    yield "password.docx", ole, {"encrypted"}
    yield "truncated.docx", plain[: len(plain) * 2 // 3], {"truncated"}
    yield "truncated.zip", packed([("a.txt", os.urandom(100_000))])[:50_000], {"truncated"}


def main() -> int:
    built = [p for p in (".build/release/gongkai", ".build/debug/gongkai") if os.path.exists(p)]
    program = os.environ.get("GONGKAI") or (built[0] if built else sys.exit("没有编译好的 gongkai:先运行 swift build"))
    bad = 0
    print(f"{'file':24}{'bytes':>12}  {'code':28}{'seconds':>8}{'peak MB':>9}")
    with tempfile.TemporaryDirectory() as work:
        for name, content, expected in samples():
            path = pathlib.Path(work) / name
            path.write_bytes(content)
            out = pathlib.Path(work) / "out.json"
            began = time.monotonic()
            with out.open("wb") as stream:
                process = subprocess.Popen([program, "screen", str(path), "--format", "json"], stdout=stream)
                _, status, usage = os.wait4(process.pid, 0)
            seconds, peak = time.monotonic() - began, usage.ru_maxrss / 1024
            process.returncode = os.waitstatus_to_exitcode(status)
            findings = json.loads(out.read_bytes())["files"][0]["findings"]
            codes = sorted({f["detector"] for f in findings if f["action"] == "block"})
            fine = process.returncode == 1 and expected <= set(codes) and seconds < SECONDS and peak < MEGABYTES
            bad += not fine
            print(f"{name:24}{len(content):>12,}  {' '.join(codes):28}{seconds:>8.2f}{peak:>9.0f}"
                  f"{'' if fine else '   FAULT'}")
    print("all held, each under its own code" if not bad else f"{bad} faults")
    return 1 if bad else 0


sys.exit(main())
