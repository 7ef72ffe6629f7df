"""The file layer's recording of every change to files, read back."""
import struct
from dataclasses import dataclass

HEAD = struct.Struct("<ciQII")


@dataclass
class Operation:
    """One call that succeeded.

    kind: o opened, c opened and made, t opened and emptied, x closed, w written, l length set, s synced, S file system
    synced, u name removed, m folder made, r renamed (offset holds the flags), h linked, a words to the terminal.
    """
    kind: str
    file: int
    offset: int
    data: bytes
    second: bytes


def read(path):
    """All operations of a recording, in the order in which they happened."""
    with open(path, "rb") as file:
        content = file.read()
    found, at = [], 0
    while at + HEAD.size <= len(content):
        kind, number, offset, first, second = HEAD.unpack_from(content, at)
        at += HEAD.size
        if at + first + second > len(content):
            break
        found.append(Operation(
            kind.decode(), number, offset, content[at:at + first], content[at + first:at + first + second]))
        at += first + second
    return found
