"""SQLite's own online backup: a file that is a whole database, made while others write.

Blocking, so it is called in a thread.
"""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from bot.runtime.backup.model import COPIED, Copy, UnfitCopy
from bot.runtime.installation.storage import KEY, PAUSED

MAGIC = b"SQLite format 3\0"
PATIENCE = 30.0
PAGES = 2_000
"""Pages copied at a time; others may write in between."""


def write(live: Path, file: Path, *, now: datetime) -> None:
    """Copy a live database into a new file, and see that the copy is whole.

    Raises:
        UnfitCopy: the copy does not hold together.
        sqlite3.Error, OSError: one of the two cannot be read or written.
    """
    with closing(_opened(live)) as source, closing(_opened(file)) as copy:
        source.backup(copy, pages=PAGES)
        # One file, with nothing beside it that could be forgotten.
        copy.execute("PRAGMA journal_mode=DELETE")
        _say(copy, COPIED, now.isoformat())
        copy.commit()
        if copy.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise UnfitCopy("the copy is damaged; check the disk and try again")


def read(file: Path) -> Copy:
    """Return what a copy says of itself.

    Raises:
        UnfitCopy: it is no copy of this service's database, or it is damaged.
    """
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)) as copy:
            said = dict(copy.execute("SELECT name, value FROM installation").fetchall())
            revision = copy.execute("SELECT version_num FROM alembic_version").fetchone()
            whole = copy.execute("PRAGMA quick_check").fetchone() == ("ok",)
    except sqlite3.Error as error:
        raise UnfitCopy(f"{file.name} is no copy of this service's database") from error
    if not whole or revision is None:
        raise UnfitCopy(f"{file.name} is damaged")
    # A file that somebody copied by hand does not say when: the file's own time is the next best.
    made = said.get(COPIED)
    at = datetime.fromisoformat(made) if made else _written(file)
    return Copy(made=at, revision=revision[0], key=said.get(KEY, ""))


def bring_back(file: Path, live: Path, *, made: datetime) -> None:
    """Put a copy in the place of a live database, in one transaction, with sending paused.

    A live database that cannot be read is put aside first, with what stands beside it.

    Raises:
        sqlite3.Error, OSError: one of the two cannot be read or written.
    """
    paused = live.with_name(f"{live.name}.coming")
    paused.unlink(missing_ok=True)
    try:
        with closing(_opened(file)) as source, closing(_opened(paused)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
            _say(copy, PAUSED, made.isoformat())
            copy.commit()
            if live.is_file() and not _is_readable(live):
                _put_aside(live)
            with closing(_opened(live)) as target:
                copy.backup(target)
    finally:
        paused.unlink(missing_ok=True)


def _is_readable(live: Path) -> bool:
    try:
        with closing(_opened(live)) as connection:
            return bool(connection.execute("PRAGMA quick_check").fetchone() == ("ok",))
    except sqlite3.DatabaseError:
        return False


def _put_aside(live: Path) -> None:
    """Rename a damaged database; what SQLite keeps beside it must not meet another one."""
    number = 1
    while (aside := live.with_name(f"{live.name}.damaged-{number}")).exists():
        number += 1
    for end in ("", "-wal", "-shm"):
        part = live.with_name(f"{live.name}{end}")
        if part.exists():
            part.rename(aside.with_name(f"{aside.name}{end}"))


def _say(copy: sqlite3.Connection, name: str, value: str) -> None:
    copy.execute("INSERT OR REPLACE INTO installation (name, value) VALUES (?, ?)", (name, value))


def _opened(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(file, timeout=PATIENCE)


def _written(file: Path) -> datetime:
    return datetime.fromtimestamp(file.stat().st_mtime, UTC)
