"""What the benchmarks are given from outside."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def more() -> Path | None:
    """A folder with other libraries and questions: `BENCH_MORE=folder make bench`."""
    named = os.environ.get("BENCH_MORE")
    return Path(named) if named else None
