"""How often the right tip is found, against questions written by others than the engine's makers.

`staff-library.jsonl` and `staff-questions.jsonl` were written for this project: 130 tips of a
municipality, and 460 questions staff type, in five languages, 110 of them with no answer.
"""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from rapidfuzz import fuzz, process, utils

from knowledge.matching.engine import DEFAULT_THRESHOLDS, decide
from knowledge.matching.index import Index
from knowledge.matching.model import Answered, Entry, Match, Unsure
from tests.benchmarks.figures import percentile, table

HERE = Path(__file__).parent
Rank = Callable[[str, str], Sequence[Match]]


@dataclass(frozen=True, kw_only=True)
class Question:
    """Something staff type, and the tips that answer it, best first; none when there is none."""

    language: str
    query: str
    expect: tuple[str, ...]


def _rows(name: str) -> list[dict[str, object]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _entries() -> list[Entry]:
    return [
        Entry(
            id=str(row["id"]),
            language=str(row["lang"]),
            title=str(row["title"]),
            phrasings=tuple(map(str, row["phrasings"])),  # type: ignore[call-overload]
            body=str(row["body"]),
        )
        for row in _rows("staff-library.jsonl")
    ]


def _questions() -> list[Question]:
    return [
        Question(
            language=str(row["lang"]),
            query=str(row["query"]),
            expect=tuple(map(str, row["expect"])),  # type: ignore[call-overload]
        )
        for row in _rows("staff-questions.jsonl")
    ]


def _figures(name: str, rank: Rank, asked: Sequence[Question]) -> list[str]:
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


@pytest.mark.benchmark
def test_quality_beside_the_naive_way() -> None:
    """The three views together find more than rapidfuzz alone over the titles."""
    entries, asked = _entries(), _questions()
    index = Index(entries)
    titles = {entry.id: entry.title for entry in entries}

    def ours(query: str, language: str) -> Sequence[Match]:
        return index.ranked(query, language=language)

    def naive(query: str, _language: str) -> Sequence[Match]:
        found = process.extract(
            query, titles, scorer=fuzz.WRatio, processor=utils.default_process, limit=10
        )
        return [Match(key, score / 100) for _title, score, key in found]

    swedish = [one for one in asked if one.language == "sv"]
    others = [one for one in asked if one.language != "sv"]
    rows = [
        _figures("three views, sv", ours, swedish),
        _figures("three views, da nb fi en", ours, others),
        _figures("rapidfuzz WRatio on titles, sv", naive, swedish),
        _figures("rapidfuzz WRatio on titles, da nb fi en", naive, others),
    ]
    table(
        f"{len(asked)} questions, {len(entries)} tips",
        ("method", "top1", "top3", "helped", "direct", "wrong", "false", "offered"),
        rows,
    )

    assert float(rows[0][1]) > float(rows[2][1])


@pytest.mark.benchmark
def test_speed() -> None:
    """What one question costs, as milliseconds in one run."""
    entries, asked = _entries(), _questions()
    started = time.perf_counter()
    index = Index(entries)
    built = time.perf_counter() - started
    spans = []
    for one in asked:
        started = time.perf_counter()
        index.ranked(one.query, language=one.language)
        spans.append((time.perf_counter() - started) * 1000)
    table(
        f"{len(entries)} tips",
        ("index ms", "question p50 ms", "question p99 ms"),
        [
            [
                f"{built * 1000:.0f}",
                f"{percentile(spans, 0.5):.2f}",
                f"{percentile(spans, 0.99):.2f}",
            ]
        ],
    )

    assert len(spans) == len(asked)
