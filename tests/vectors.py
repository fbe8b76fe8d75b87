"""Keeps what the sentence model has made of the sample library, for the next run and its neighbour.

Vectors are kept under what they were made of, as the product itself keeps them, so that what is
brought from an earlier run is what would be made again.
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

KEPT = Path(__file__).parents[1] / "var" / "test-vectors.db"


@contextmanager
def brought_to(database: Path) -> Iterator[None]:
    """Put kept vectors into a database; what is made inside is kept for others.

    Those who run at the same time wait for the first, and find what it has made.
    """
    KEPT.parent.mkdir(exist_ok=True)
    with KEPT.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if KEPT.exists():
            _copy(KEPT, database)
        yield
        new = KEPT.with_suffix(f".{os.getpid()}")
        with closing(sqlite3.connect(new)) as kept:
            kept.execute(
                "CREATE TABLE embeddings"
                " (model TEXT, content TEXT, vector BLOB, PRIMARY KEY (model, content))"
            )
        _copy(database, new)
        new.replace(KEPT)


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(target, isolation_level=None)) as to:
        to.execute("ATTACH ? AS source", (str(source),))
        to.execute(
            "INSERT OR IGNORE INTO embeddings (model, content, vector)"
            " SELECT model, content, vector FROM source.embeddings"
        )
