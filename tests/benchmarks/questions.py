"""Questions with the tips that answer them, and the measures taken on them."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.matching.engine import DEFAULT_THRESHOLDS, decide
from knowledge.matching.model import Answered, Entry, Match, Unsure

HERE = Path(__file__).parent
Rank = Callable[[str, str], Sequence[Match]]
Row = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class Question:
    """Something staff type, and the tips that answer it, best first; none when there is none."""

    language: str
    query: str
    expect: tuple[str, ...]


def rows_of(path: Path) -> list[Row]:
    """Read a file of JSON Lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def questions_in(name: str) -> list[Question]:
    """Read the questions of one file here, or of all files in one folder here."""
    place = HERE / name
    paths = sorted(place.glob("*.jsonl")) if place.is_dir() else [place]
    return [
        Question(
            language=str(row["lang"]),
            query=str(row["query"]),
            expect=_texts(row["expect"]),
        )
        for path in paths
        for row in rows_of(path)
    ]


def entries_in(name: str) -> list[Entry]:
    """Read a library of one file here."""
    return [
        Entry(
            id=str(row["id"]),
            language=str(row["lang"]),
            title=str(row["title"]),
            phrasings=_texts(row["phrasings"]),
            body=str(row["body"]),
        )
        for row in rows_of(HERE / name)
    ]


def _texts(found: object) -> tuple[str, ...]:
    assert isinstance(found, list)
    return tuple(map(str, found))


def figures(name: str, rank: Rank, asked: Sequence[Question]) -> list[str]:
    """Return one row: the measures of the README of the question sets, as shares."""
    top1 = top3 = helped = direct = wrong = false = offered = 0
    with_answer = [one for one in asked if one.expect]
    for one in asked:
        ranking = rank(one.query, one.language)
        verdict = decide(ranking, DEFAULT_THRESHOLDS)
        answered = isinstance(verdict, Answered) and verdict.match.id
        choices = [match.id for match in verdict.candidates] if isinstance(verdict, Unsure) else []
        if not one.expect:
            false += bool(answered)
            offered += bool(choices)
            continue
        top1 += bool(ranking) and ranking[0].id in one.expect
        top3 += any(match.id in one.expect for match in ranking[:3])
        direct += answered in one.expect
        wrong += bool(answered) and answered not in one.expect
        helped += answered in one.expect or any(choice in one.expect for choice in choices)
    count, none = len(with_answer), len(asked) - len(with_answer)
    shares = [value / count for value in (top1, top3, helped, direct, wrong)]
    shares += [value / none if none else 0.0 for value in (false, offered)]
    return [name, *(f"{share:.2f}" for share in shares)]
