"""A clock that another process can put forward and back, through a file of eight bytes."""

import struct
from datetime import datetime, timedelta
from pathlib import Path

from knowledge.clock import SystemClock

SECONDS = struct.Struct("<d")


class MovedClock:
    """The machine's clock, wrong by as many seconds as the file says."""

    def __init__(self, file: Path) -> None:
        self._file = file
        if not file.exists():
            self.move(0.0)

    def move(self, seconds: float) -> None:
        """Be wrong by so many seconds from now on."""
        self._file.write_bytes(SECONDS.pack(seconds))

    def now(self) -> datetime:
        """Return the time as this clock has it."""
        (wrong,) = SECONDS.unpack(self._file.read_bytes())
        return SystemClock().now() + timedelta(seconds=wrong)
