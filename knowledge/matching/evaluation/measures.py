"""The measures of the engine, all as shares; see docs/reference/evaluate.md."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from knowledge.matching.evaluation.files import Question

NAMES = ("questions", "top1", "top3", "helped", "direct", "wrong", "false", "offered",
         "boundary", "auroc")  # fmt: skip
"""The columns of `table`; boundary is the share of answerable questions caught by a boundary."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What the engine said to one question.

    Attributes:
        verdict: answered, unsure, unanswered or boundary.
        route: of a boundary, else None.
        ranked: ids, best first, at most ten, whatever the verdict.
        offered: the ids shown; the one when answered.
        probability: that the first of ranked is right, 0 to 1.
        ms: milliseconds, the sentence model's included.
        own_ms: milliseconds beside the sentence model.
    """

    question: Question
    verdict: str
    route: str | None
    ranked: Sequence[str]
    offered: Sequence[str]
    probability: float
    ms: float
    own_ms: float


def table(outcomes: Sequence[Outcome]) -> dict[str, dict[str, float | None]]:
    """Return the measures by language, and in all, with the counts."""
    languages = dict.fromkeys(one.question.language for one in outcomes)
    rows = {
        language: _row([one for one in outcomes if one.question.language == language])
        for language in languages
    }
    return {**rows, "all": _row(outcomes)}


def auroc(outcomes: Iterable[Outcome]) -> float | None:
    """Return how well the probability tells right first choices from all others.

    The share of pairs (right, not right) in which the right one has the higher probability;
    0.5 is chance. None when one of the two is missing. (Area under the ROC curve, by ranks.)
    """
    rows = list(outcomes)
    right = [one.probability for one in rows if _is_right(one)]
    other = [one.probability for one in rows if not _is_right(one)]
    if not right or not other:
        return None
    ordered = sorted({*right, *other})
    place = {value: at for at, value in enumerate(ordered)}
    below, count = [0] * len(ordered), [0] * len(ordered)
    for value in other:
        count[place[value]] += 1
    total = 0
    for at in range(len(ordered)):
        below[at] = total
        total += count[at]
    won = sum(below[place[value]] + count[place[value]] / 2 for value in right)
    return won / (len(right) * len(other))


def _is_right(one: Outcome) -> bool:
    return bool(one.ranked) and one.ranked[0] in one.question.expect


def _row(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    with_answer = [one for one in outcomes if one.question.expect]
    without = [one for one in outcomes if not one.question.expect]
    shares = _shares(with_answer)
    shares["false"] = _share(without, lambda one: one.verdict == "answered")
    shares["offered"] = _share(without, lambda one: one.verdict == "unsure")
    return {
        "questions": float(len(outcomes)),
        **shares,
        "boundary": _share(with_answer, lambda one: one.verdict == "boundary"),
        "auroc": auroc(outcomes),
    }


def _shares(rows: Sequence[Outcome]) -> dict[str, float | None]:
    return {
        "top1": _share(rows, _is_right),
        "top3": _share(rows, lambda one: _has(one.ranked[:3], one)),
        "helped": _share(rows, lambda one: _has(one.offered, one)),
        "direct": _share(rows, lambda one: one.verdict == "answered" and _has(one.offered, one)),
        "wrong": _share(rows, lambda one: one.verdict == "answered" and not _has(one.offered, one)),
    }


def _has(ids: Sequence[str], one: Outcome) -> bool:
    return any(name in one.question.expect for name in ids)


def _share(rows: Sequence[Outcome], holds: Callable[[Outcome], bool]) -> float | None:
    return sum(map(holds, rows)) / len(rows) if rows else None
