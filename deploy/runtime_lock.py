"""Prints the part of requirements.lock that the service needs to run, tools left out.

`python3 deploy/runtime_lock.py > runtime.lock`; the names are in deploy/runtime-packages.txt.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
NAME = re.compile(r"^([A-Za-z0-9][\w.-]*)")


def kept(lock: str, names: "set[str]") -> Iterator[str]:
    """Yield the lines of the packages that are named, with their hashes."""
    keeps = False
    for line in lock.splitlines():
        found = NAME.match(line)
        if found:
            keeps = re.sub(r"[-_.]+", "-", found[1]).lower() in names
        elif line.startswith("#"):
            keeps = False
        if keeps:
            yield line


def main() -> int:
    """Print the lock; return the exit status."""
    names = set((HERE / "runtime-packages.txt").read_text(encoding="utf-8").split())
    lock = (HERE.parent / "requirements.lock").read_text(encoding="utf-8")
    print("\n".join(kept(lock, names)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
