"""Reads libraries and questions from JSON Lines, and says by row what is wrong with them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.matching.languages import guessed
from knowledge.matching.model import Entry
from knowledge.matching.words import STEMMERS

LONGEST_BODY = 100_000
"""Characters of a body that are read."""

ENOUGH = 40
"""Characters from which a text tells its language."""


class UnfitFile(Exception):
    """A file cannot be used at all; the message is one line."""


@dataclass(frozen=True, slots=True)
class Question:
    """One row of a file of questions.

    Attributes:
        id: the row's own, or its number.
        language: the asker's; guessed where the file does not say.
        query: what was asked.
        expect: ids of the entries that answer it, best first; empty when none does.
    """

    id: str
    language: str
    query: str
    expect: tuple[str, ...]


@dataclass(kw_only=True, slots=True)
class Found:
    """What a file held, and what was wrong with it, a line a fault with its row."""

    entries: list[Entry] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def read_library(path: Path) -> Found:
    """Read a library; a faulty row is named, and used as far as it can be.

    Raises:
        UnfitFile: it cannot be read, or nothing in it can be used.
    """
    found = Found()
    seen: dict[tuple[str, str], int] = {}
    for number, row in _rows(path, found.faults):
        name, language = _text(row, "id"), _text(row, "lang") or "sv"
        entry = Entry(
            id=name,
            language=language,
            title=_text(row, "title"),
            phrasings=_texts(row.get("phrasings")),
            body=_text(row, "body")[:LONGEST_BODY],
        )
        fault = _row_fault(entry, seen, number)
        if fault:
            found.faults.append(f"row {number}: {fault}; the row is left out")
            continue
        seen[name, language] = number
        found.faults.extend(f"row {number}: {note}" for note in _notes(entry, row))
        found.entries.append(entry)
    if not found.entries:
        raise UnfitFile(f"{path}: no row can be used; expected id, lang, title, phrasings, body")
    return found


def read_questions(path: Path) -> Found:
    """Read questions; a row without a query is named and left out.

    Raises:
        UnfitFile: it cannot be read, or nothing in it can be used.
    """
    found = Found()
    for number, row in _rows(path, found.faults):
        query = _text(row, "query")
        if not query.strip():
            found.faults.append(f"row {number}: query is empty; the row is left out")
            continue
        language = _text(row, "lang")
        found.questions.append(
            Question(
                id=_text(row, "id") or str(number),
                language=language if language in STEMMERS else guessed(query),
                query=query,
                expect=_texts(row.get("expect")),
            )
        )
    if not found.questions:
        raise UnfitFile(f"{path}: no row can be used; expected id, lang, query, expect, kind")
    return found


def _rows(path: Path, faults: list[str]) -> Iterator[tuple[int, Mapping[str, object]]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UnfitFile(
            f"{path} cannot be read ({type(error).__name__}); expected UTF-8"
        ) from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            faults.append(f"row {number}: this is no JSON; the row is left out")
            continue
        if isinstance(row, dict):
            yield number, row
        else:
            faults.append(f"row {number}: expected an object in braces; the row is left out")


def _row_fault(entry: Entry, seen: Mapping[tuple[str, str], int], number: int) -> str:
    if not entry.id:
        return "id is empty"
    first = seen.get((entry.id, entry.language))
    if first is not None and first != number:
        return f"id {entry.id!r} stands in row {first} already, in the same language"
    if not any(text.strip() for text in (entry.title, *entry.phrasings, entry.body)):
        return "title, phrasings and body are empty"
    return ""


def _notes(entry: Entry, row: Mapping[str, object]) -> Iterator[str]:
    if not entry.title.strip():
        yield "title is empty; phrasings and body are searched"
    if len(_text(row, "body")) > LONGEST_BODY:
        yield f"body has more than {LONGEST_BODY:,} characters; the rest is not searched"
    if entry.language not in STEMMERS:
        yield f"lang is {entry.language!r}; expected one of {', '.join(STEMMERS)}, read as sv"
        return
    for name, text in (("title", entry.title), ("body", entry.body)):
        language = guessed(text, otherwise=entry.language)
        if (
            len(text) >= ENOUGH
            and {language, entry.language} not in ALIKE
            and (language != entry.language)
        ):
            yield f"{name} looks like {language}, but lang is {entry.language}"


ALIKE = ({"da", "nb"}, {"sv", "da"}, {"sv", "nb"})
"""Languages that a few lines do not always tell apart."""


def _text(row: Mapping[str, object], name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else "" if value is None else str(value)


def _texts(found: object) -> tuple[str, ...]:
    if isinstance(found, str):
        return (found,)
    return tuple(str(one) for one in found) if isinstance(found, list) else ()
