"""How often the right tip is found, against questions written by others than the engine's makers.

`staff-library.jsonl` and `staff-questions.jsonl` were written for this project: 130 tips of a
municipality, and 460 questions staff type, in five languages, 110 of them with no answer.
"""

import time
from collections.abc import Sequence

import pytest
from rapidfuzz import fuzz, process, utils

from knowledge.matching.index import Index
from knowledge.matching.model import Match
from tests.benchmarks.figures import percentile, table
from tests.benchmarks.questions import entries_in, figures, questions_in


@pytest.mark.benchmark
def test_quality_beside_the_naive_way() -> None:
    """The three views together find more than rapidfuzz alone over the titles."""
    entries, asked = entries_in("staff-library.jsonl"), questions_in("staff-questions.jsonl")
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
        figures("three views, sv", ours, swedish),
        figures("three views, da nb fi en", ours, others),
        figures("rapidfuzz WRatio on titles, sv", naive, swedish),
        figures("rapidfuzz WRatio on titles, da nb fi en", naive, others),
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
    entries, asked = entries_in("staff-library.jsonl"), questions_in("staff-questions.jsonl")
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
