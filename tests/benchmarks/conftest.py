"""What the benchmarks are given from outside."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def more() -> Path | None:
    """A folder with other libraries and questions: `BENCH_MORE=folder make bench`."""
    named = os.environ.get("BENCH_MORE")
    return Path(named) if named else None


@pytest.fixture(scope="session")
def letters_made() -> int:
    """How many letters a post has when it is made: `LETTERS_MADE=750000 make bench`."""
    return int(os.environ.get("LETTERS_MADE", "60000"))


@pytest.fixture(scope="session")
def letters_sent() -> int:
    """How many letters of a post are sent: `LETTERS_SENT=5000 make bench`."""
    return int(os.environ.get("LETTERS_SENT", "500"))
