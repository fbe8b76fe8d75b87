"""Remembers outside the database who was erased, as marks: it must outlive a restore."""

import os
from pathlib import Path

from knowledge.people.erasures.model import Erasure, Stage

FILE = "erasures"

PARTS, MARK_LENGTH = 3, 64
Line = tuple[str, Stage, str]
"""The erasure's id, what was done, and the mark of the person."""


def beside(key_file: Path) -> Path:
    """Return the file's place: beside the key, without which its marks tell nobody anything."""
    return key_file.parent / FILE


def remember(path: Path, erasure: Erasure) -> None:
    """Write one erasure into the file, and see it to the disk before it is committed."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "a", encoding="ascii") as file:
        # A crash may have cut the last line short; ours must not become its end.
        if file.tell() and path.read_bytes()[-1:] != b"\n":
            file.write("\n")
        file.write(f"{erasure.id} {erasure.stage.value} {erasure.person}\n")
        file.flush()
        os.fsync(file.fileno())


def read(path: Path) -> list[Line]:
    """Return all that is remembered, oldest first; nothing when there is no file."""
    if not path.is_file():
        return []
    lines = [line.split() for line in path.read_text(encoding="ascii").splitlines()]
    # A line cut short by a crash was never committed either.
    return [
        (one[0], Stage(one[1]), one[2])
        for one in lines
        if len(one) == PARTS and one[1] in set(Stage) and len(one[2]) == MARK_LENGTH
    ]
