"""Reads the questions the engine learns from, and the libraries they are asked of.

All were written for this project by several authors; none was collected from staff.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.matching.model import Entry
from knowledge.matching.words import normal
from tips.default_library import tips

HERE = Path(__file__).parent / "questions"
BENCHMARKS = Path(__file__).parents[2] / "tests" / "benchmarks"
NOTHING = "-"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question.

    Attributes:
        language: two letters.
        query: as somebody would type it.
        expect: ids of the entries that answer it, best first; empty when none does.
        author: the file it stands in.
    """

    language: str
    query: str
    expect: tuple[str, ...]
    author: str


def asked_in(name: str) -> list[Asked]:
    """Read one author's file: `# id id` heads the questions of an entry, `# -` those of none."""
    path = HERE / f"{name}.txt"
    expect: tuple[str, ...] = ()
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            ids = line[2:].split()
            expect = () if ids == [NOTHING] else tuple(ids)
        elif line.strip():
            language, query = line.split(" ", 1)
            found.append(Asked(language, query.strip(), expect, name))
    return found


def rows_in(path: Path, author: str) -> list[Asked]:
    """Read questions as JSON Lines."""
    return [
        Asked(row["lang"], row["query"], tuple(row["expect"]), author)
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())
    ]


def unmeasured(asked: Sequence[Asked]) -> list[Asked]:
    """Return the questions nothing is measured with; short ones come to more than one author."""
    return [one for one in asked if normal(one.query) not in _measured()]


@cache
def _measured() -> frozenset[str]:
    paths = [BENCHMARKS / "staff-questions.jsonl", *sorted((BENCHMARKS / "asked").glob("*.jsonl"))]
    return frozenset(normal(one.query) for path in paths for one in rows_in(path, path.stem))


def default_library() -> list[Entry]:
    """Return the default library in all languages."""
    return [tip.as_entry() for tip in tips()]


def staff_library() -> list[Entry]:
    """Return the other library: 130 tips of a municipality, two phrasings each."""
    lines = (BENCHMARKS / "staff-library.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        Entry(
            id=row["id"],
            language=row["lang"],
            title=row["title"],
            phrasings=tuple(row["phrasings"]),
            body=row["body"],
        )
        for row in map(json.loads, lines)
    ]


def general_library() -> tuple[list[Entry], list[Asked]]:
    """Return made-up support articles and answers of authorities, with their questions."""
    return _articles(HERE / "general.txt")


def _articles(path: Path) -> tuple[list[Entry], list[Asked]]:
    entries: list[Entry] = []
    found: list[Asked] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            name, title, body = (part.strip() for part in line[2:].split("|", 2))
            entries.append(Entry(id=name, language="sv", title=title, body=body))
        elif line.strip():
            language, query = line.split(" ", 1)
            found.append(Asked(language, query.strip(), (entries[-1].id,), path.stem))
    return entries, found


TELLING = frozenset(
    {
        "inloggning-mfa-tappad-mobil",
        "sakerhet-mfa-ovantad",
        "sakerhet-tryckt-pa-lank",
        "sekretess-lamna-ut-handling",
        "sekretess-mejl-fel-mottagare",
    }
)
"""Tips whose questions often tell of something that has happened, and then run into a boundary."""


def harmless() -> list[str]:
    """Return questions that run into no boundary, by the tuning's authors: a tip answers each."""
    library = default_library()
    asked = [
        *(one for name in ("staff-one", "staff-two", "default-one") for one in asked_in(name)),
        *general_library()[1],
        *phrasings_of(library),
    ]
    return [
        *(one.query for one in asked if one.expect and TELLING.isdisjoint(one.expect)),
        *(entry.title for entry in library if entry.id not in TELLING),
    ]


def phrasings_of(entries: Sequence[Entry]) -> Iterator[Asked]:
    """Yield an entry's own ways to ask, as questions; and its title in other languages."""
    for entry in entries:
        titles = () if entry.language == "sv" else (entry.title,)
        for text in (*titles, *entry.phrasings):
            yield Asked(entry.language, text, (entry.id,), "phrasings")
