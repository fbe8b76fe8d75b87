"""Tells, step by step, what a command does; a bar where it takes more than a moment."""

import sys
import time
from collections.abc import Callable

WIDTH = 24
PATIENCE = 0.4
"""Seconds of silence before a bar is drawn."""


class Steps:
    """Prints one line a step."""

    def __init__(self, *, write: Callable[[str], None]) -> None:
        self._write = write
        self._started = time.monotonic()
        self._drawn = False

    def done(self, line: str) -> None:
        """Say that a step is done."""
        self.clear()
        self._write(line)

    def progress(self, what: str, number: int, count: int) -> None:
        """Draw how far a step has come, in place, if it takes long and somebody watches."""
        if time.monotonic() - self._started < PATIENCE or not sys.stderr.isatty():
            return
        filled = WIDTH * number // max(count, 1)
        bar = "#" * filled + "-" * (WIDTH - filled)
        sys.stderr.write(f"\rLoading {what}  [{bar}] {number}/{count} ")
        sys.stderr.flush()
        self._drawn = True

    def ready(self, address: str) -> None:
        """Say where to go, as the last line."""
        seconds = time.monotonic() - self._started
        self.done(f"Ready after {seconds:.1f} s. Stop with Ctrl-C. Open {address}")

    def clear(self) -> None:
        """Take the bar away."""
        if self._drawn:
            sys.stderr.write("\r\033[K")
            self._drawn = False
